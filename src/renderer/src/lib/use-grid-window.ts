import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { offsetShowing, spanInView } from './grid-window.ts';
import type { Span } from './grid-window.ts';

/** Sizes in pixels; `head` and `side` are what stays in view above and left of the cells. */
interface GridSize {
  readonly rows: number;
  readonly columns: number;
  readonly rowHeight: number;
  readonly columnWidth: number;
  readonly head: number;
  readonly side: number;
}

interface GridWindow {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly rows: Span;
  readonly columns: Span;
  /** How many rows can be seen at once. */
  readonly pageRows: () => number;
  /** Scrolls so far that a cell can be seen, and draws what then comes into view; column -1 is the side. */
  readonly reveal: (row: number, column: number) => void;
}

interface Spans {
  readonly rows: Span;
  readonly columns: Span;
}

/** Where layout is unknown. */
const FALLBACK = { width: 720, height: 480 };

/** Draws only those cells of a large grid that can be seen. All cells are equally large. */
export function useGridWindow({ rows, columns, rowHeight, columnWidth, head, side }: GridSize): GridWindow {
  const ref = useRef<HTMLDivElement>(null);
  const spansOf = useCallback(
    (box: HTMLElement | null): Spans => {
      const { width, height } = viewOf(box, head, side);
      return {
        rows: spanInView(box?.scrollTop ?? 0, height, rowHeight, rows),
        columns: spanInView(box?.scrollLeft ?? 0, width, columnWidth, columns),
      };
    },
    [rows, columns, rowHeight, columnWidth, head, side],
  );
  const [spans, setSpans] = useState(() => spansOf(null));
  const measure = useCallback((): void => {
    const next = spansOf(ref.current);
    setSpans((before) => (isSame(before.rows, next.rows) && isSame(before.columns, next.columns) ? before : next));
  }, [spansOf]);
  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    box.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', measure);
    };
  }, [measure]);
  const reveal = (row: number, column: number): void => {
    const box = ref.current;
    if (box === null) return;
    const { width, height } = viewOf(box, head, side);
    box.scrollTop = offsetShowing(box.scrollTop, height, rowHeight, row);
    if (column >= 0) box.scrollLeft = offsetShowing(box.scrollLeft, width, columnWidth, column);
    measure();
  };
  const pageRows = (): number => Math.max(1, Math.floor(viewOf(ref.current, head, side).height / rowHeight) - 1);
  return { ref, ...spans, pageRows, reveal };
}

function viewOf(
  box: HTMLElement | null,
  head: number,
  side: number,
): { readonly width: number; readonly height: number } {
  const isKnown = box !== null && box.clientWidth > 0;
  const { width, height } = isKnown ? { width: box.clientWidth, height: box.clientHeight } : FALLBACK;
  return { width: Math.max(0, width - side), height: Math.max(0, height - head) };
}

function isSame(a: Span, b: Span): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
