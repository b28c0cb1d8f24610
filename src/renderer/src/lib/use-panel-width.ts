import { useState } from 'react';

const KEY = 'rounds.panelWidth';
const LEAST = 280;
const MOST = 640;
const USUAL = 360;

interface PanelWidth {
  /** Pixels. */
  readonly width: number;
  readonly least: number;
  readonly most: number;
  readonly setWidth: (width: number) => void;
}

/** How wide the person wants details beside a list; kept in the profile's own storage. */
export function usePanelWidth(): PanelWidth {
  const [width, setOwn] = useState(readWidth);
  const setWidth = (wanted: number): void => {
    const next = Math.min(MOST, Math.max(LEAST, wanted));
    localStorage.setItem(KEY, String(next));
    setOwn(next);
  };
  return { width, least: LEAST, most: MOST, setWidth };
}

function readWidth(): number {
  const stored = Number(localStorage.getItem(KEY));
  return stored >= LEAST && stored <= MOST ? stored : USUAL;
}
