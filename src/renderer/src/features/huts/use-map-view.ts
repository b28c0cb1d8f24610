import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import type { MapSize } from './map-geometry.ts';

/** How the map is zoomed and moved: a point at x stands at x * scale + left. */
export interface MapView {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

const WHOLE: MapView = { scale: 1, left: 0, top: 0 };
const STEP = 1.6;
const MOST = 24;
/** Pixels from the border within which a point counts as hidden. */
const MARGIN = 24;

interface MapControl {
  readonly view: MapView;
  readonly canZoomIn: boolean;
  readonly canZoomOut: boolean;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly reset: () => void;
  /** Moves the map so that a point can be seen. */
  readonly show: (point: { readonly x: number; readonly y: number }) => void;
  readonly drag: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: () => void;
    readonly onPointerLeave: () => void;
  };
}

/** Zooming by steps around the middle of the map, and moving it by dragging. */
export function useMapView({ width, height }: MapSize): MapControl {
  const [view, setView] = useState(WHOLE);
  const from = useRef<{ readonly x: number; readonly y: number; readonly view: MapView } | null>(null);
  const zoom = (factor: number): void =>
    setView(({ scale, left, top }) => {
      const next = Math.min(MOST, Math.max(1, scale * factor));
      const ratio = next / scale;
      if (next === 1) return WHOLE;
      return {
        scale: next,
        left: width / 2 - (width / 2 - left) * ratio,
        top: height / 2 - (height / 2 - top) * ratio,
      };
    });
  const end = (): void => {
    from.current = null;
  };
  return {
    view,
    canZoomIn: view.scale < MOST,
    canZoomOut: view.scale > 1,
    zoomIn: () => zoom(STEP),
    zoomOut: () => zoom(1 / STEP),
    reset: () => setView(WHOLE),
    show: ({ x, y }) =>
      setView((current) => ({
        ...current,
        left: current.left + shiftInto(x * current.scale + current.left, width),
        top: current.top + shiftInto(y * current.scale + current.top, height),
      })),
    drag: {
      onPointerDown: (event) => {
        from.current = { x: event.clientX, y: event.clientY, view };
      },
      onPointerMove: (event) => {
        const start = from.current;
        if (start === null) return;
        const { scale, left, top } = start.view;
        setView({ scale, left: left + event.clientX - start.x, top: top + event.clientY - start.y });
      },
      onPointerUp: end,
      onPointerLeave: end,
    },
  };
}

/** How far to move so that what stands at `at` is not nearer to a border than the margin. */
function shiftInto(at: number, size: number): number {
  if (at < MARGIN) return MARGIN - at;
  return at > size - MARGIN ? size - MARGIN - at : 0;
}
