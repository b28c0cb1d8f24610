import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Half a screen before the end is early enough that reading never waits. */
const AHEAD_PX = 400;

/** Calls back when the page is scrolled so far that the element comes near. */
export function useNearEnd(onNear: () => void): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(onNear);
  useEffect(() => {
    latest.current = onNear;
  });
  useEffect(() => {
    const view = ref.current?.closest('main');
    if (view === undefined || view === null) return undefined;
    const onScroll = (): void => {
      const top = ref.current?.getBoundingClientRect().top;
      if (top !== undefined && top < view.getBoundingClientRect().bottom + AHEAD_PX) latest.current();
    };
    view.addEventListener('scroll', onScroll, { passive: true });
    return () => view.removeEventListener('scroll', onScroll);
  }, []);
  return ref;
}
