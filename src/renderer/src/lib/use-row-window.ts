import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { rowsInView } from './row-window.ts';

/** Where layout is unknown. */
const FALLBACK_HEIGHT = 800;
const HEADER = 32;

interface RowWindow {
  readonly bodyRef: RefObject<HTMLTableSectionElement | null>;
  /** The rows to draw, the last excluded. */
  readonly first: number;
  readonly last: number;
  /** Scrolls so far that a row can be seen, and draws what then comes into view. */
  readonly reveal: (index: number) => void;
}

/** Draws only those rows of a long table that can be seen in the page's scroll area. All rows are equally high. */
export function useRowWindow(count: number, rowHeight: number, onNearEnd: () => void): RowWindow {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const [[first, last], setRange] = useState<readonly [number, number]>(() =>
    rowsInView(0, FALLBACK_HEIGHT, rowHeight),
  );
  const nearEnd = useRef(onNearEnd);
  useEffect(() => {
    nearEnd.current = onNearEnd;
  });
  const measure = useCallback((): readonly [number, number] => {
    const place = placeOf(bodyRef.current);
    const range = rowsInView(place.top, place.height, rowHeight);
    setRange((before) => (before[0] === range[0] && before[1] === range[1] ? before : range));
    return range;
  }, [rowHeight]);
  useLayoutEffect(() => void measure(), [measure, count]);
  useEffect(() => {
    const view = bodyRef.current?.closest('main');
    if (view === undefined || view === null) return undefined;
    const onScroll = (): void => {
      if (measure()[1] >= count) nearEnd.current();
    };
    const observer = new ResizeObserver(() => void measure());
    observer.observe(view);
    view.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener('scroll', onScroll);
    };
  }, [measure, count]);
  const reveal = (index: number): void => {
    const view = bodyRef.current?.closest('main') ?? null;
    const { top, height } = placeOf(bodyRef.current);
    const above = top + index * rowHeight - HEADER;
    const below = top + (index + 1) * rowHeight - height;
    if (view !== null && above < 0) view.scrollTop += above;
    else if (view !== null && below > 0) view.scrollTop += below;
    measure();
  };
  return { bodyRef, first, last, reveal };
}

function placeOf(body: HTMLElement | null): { readonly top: number; readonly height: number } {
  const view = body?.closest('main') ?? null;
  if (body === null || view === null) return { top: 0, height: FALLBACK_HEIGHT };
  const top = body.getBoundingClientRect().top - view.getBoundingClientRect().top;
  return { top, height: view.clientHeight === 0 ? FALLBACK_HEIGHT : view.clientHeight };
}
