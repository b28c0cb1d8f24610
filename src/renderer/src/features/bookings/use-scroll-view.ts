import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Where layout is unknown. */
const FALLBACK = { top: -400, bottom: 1200, width: 1000 };
/** As much is drawn beyond either edge, and a new part only after so much scrolling. */
const MARGIN = 240;
const STEP = 200;

export interface ScrollView {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** What can be seen of the content and a margin, in pixels from its top. */
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

/** The part of a scrolling box that can be seen, in steps, and how wide the box is. */
export function useScrollView(): ScrollView {
  const ref = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(FALLBACK);
  const measure = useCallback((): void => {
    const box = ref.current;
    if (box === null || box.clientHeight === 0) return;
    const at = Math.floor(box.scrollTop / STEP) * STEP;
    const next = { top: at - MARGIN, bottom: at + box.clientHeight + STEP + MARGIN, width: box.clientWidth };
    setSeen((before) => (isSame(before, next) ? before : next));
  }, []);
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    box.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', measure);
    };
  }, [measure]);
  return { ref, ...seen };
}

function isSame(a: typeof FALLBACK, b: typeof FALLBACK): boolean {
  return a.top === b.top && a.bottom === b.bottom && a.width === b.width;
}
