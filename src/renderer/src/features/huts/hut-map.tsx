import { Maximize, Minus, Plus } from 'lucide-react';
import { memo, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { Link } from 'react-router';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutRow } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { useSize } from '../../lib/use-size.ts';
import { IconButton } from '../../ui/button.tsx';
import { geometryOf } from './map-geometry.ts';
import type { MapPoint } from './map-geometry.ts';
import { pointWords } from './map-words.ts';
import { hutPath } from './paths.ts';
import { useMapView } from './use-map-view.ts';
import type { MapView } from './use-map-view.ts';
import { VerdictShape } from './verdict-mark.tsx';

/** Where layout is unknown. */
const FALLBACK = { width: 720, height: 480 };

interface HutMapProps {
  /** By name: in this order the keys walk through them. */
  readonly rows: readonly HutRow[];
  readonly night: CalendarDate;
  readonly asOf: EpochMs | null;
}

/** Huts where they stand, marked by whether they fit. One stop of the tab key: arrows walk by name, + and − zoom. */
export function HutMap({ rows, night, asOf }: HutMapProps): ReactNode {
  const [box, size] = useSize<HTMLDivElement>(FALLBACK);
  const { points, outlines } = useMemo(() => geometryOf(rows, size), [rows, size]);
  const map = useMapView(size);
  const { view } = map;
  const { ref, active, setActive, goBy } = useWalk(points, map.show);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') map.zoomIn();
    else if (event.key === '-') map.zoomOut();
    else if (event.key === '0') map.reset();
    else if (!goBy(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="hut-map panel">
      <div className="hut-map__zoom">
        <IconButton label="Zoom in (+)" icon={<Plus size={16} />} disabled={!map.canZoomIn} onClick={map.zoomIn} />
        <IconButton label="Zoom out (−)" icon={<Minus size={16} />} disabled={!map.canZoomOut} onClick={map.zoomOut} />
        <IconButton label="Show all (0)" icon={<Maximize size={16} />} onClick={map.reset} />
      </div>
      <div ref={box} className="hut-map__box">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of its points bubble up to here */}
        <svg
          ref={ref}
          className="hut-map__svg"
          width={size.width}
          height={size.height}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an svg is the group of its points
          role="group"
          aria-label="Map of huts. Arrow keys walk from hut to hut by name, plus and minus zoom, Enter opens."
          onKeyDown={onKeyDown}
          {...map.drag}
        >
          <g className="hut-map__land" transform={transformOf(view)} aria-hidden="true">
            {outlines.map(({ name, path }) => (
              <path key={name} d={path} />
            ))}
          </g>
          <g transform={`translate(${round(view.left)} ${round(view.top)})`}>
            {points.map((point, index) => (
              <Point
                key={point.row.slug}
                row={point.row}
                index={index}
                to={hutPath(point.row.slug, night, asOf)}
                x={round(point.x * view.scale)}
                y={round(point.y * view.scale)}
                isActive={index === active}
                onFocus={setActive}
              />
            ))}
          </g>
        </svg>
      </div>
      <p className="hut-map__source secondary">Outlines of countries: Natural Earth, public domain.</p>
    </div>
  );
}

interface PointProps {
  readonly row: HutRow;
  readonly index: number;
  readonly to: string;
  readonly x: number;
  readonly y: number;
  readonly isActive: boolean;
  readonly onFocus: (index: number) => void;
}

/** Drawn anew only where its own place changes: dragging moves all of them as one. */
const Point = memo(function Point({ row, index, to, x, y, isActive, onFocus }: PointProps): ReactNode {
  const words = pointWords(row);
  return (
    <Link
      to={to}
      className="hut-map__point"
      tabIndex={isActive ? 0 : -1}
      draggable={false}
      aria-label={words}
      onFocus={() => onFocus(index)}
    >
      <g transform={`translate(${x} ${y})`}>
        <title>{words}</title>
        <circle r="10" className="hut-map__halo" />
        <VerdictShape verdict={row.offer?.verdict ?? 'unknown'} />
      </g>
    </Link>
  );
});

interface Walk {
  readonly ref: RefObject<SVGSVGElement | null>;
  readonly active: number;
  readonly setActive: (index: number) => void;
  /** False where the key does not walk. */
  readonly goBy: (key: string) => boolean;
}

/** Walks from point to point in their order. */
function useWalk(points: readonly MapPoint[], show: (point: MapPoint) => void): Walk {
  const ref = useRef<SVGSVGElement>(null);
  const [wanted, setActive] = useState(0);
  const active = Math.max(0, Math.min(wanted, points.length - 1));
  const goBy = (key: string): boolean => {
    const next = targetOf(key, active, points.length);
    if (next === null) return false;
    const index = Math.max(0, Math.min(next, points.length - 1));
    const point = points[index];
    if (point === undefined) return false;
    setActive(index);
    show(point);
    ref.current?.querySelectorAll<SVGElement>('a')[index]?.focus();
    return true;
  };
  return { ref, active, setActive, goBy };
}

function targetOf(key: string, active: number, count: number): number | null {
  if (key === 'ArrowDown' || key === 'ArrowRight') return active + 1;
  if (key === 'ArrowUp' || key === 'ArrowLeft') return active - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/** Lines keep their width, as the style sheet says. */
function transformOf({ scale, left, top }: MapView): string {
  return `translate(${round(left)} ${round(top)}) scale(${scale})`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
