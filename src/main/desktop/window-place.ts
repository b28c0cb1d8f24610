import { readFileSync, writeFileSync } from 'node:fs';

/** Where a window stands, in the pixels of the desktop. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest that the window may be. */
export const smallest = { width: 960, height: 640 } as const;

/** So much of the top edge must lie on a screen for the window to be moved by hand. */
const titleBarHeight = 40;

/**
 * The place that a file remembers: whole where it still lies on one of the screens, otherwise its size alone. Null where
 * none can be read; the window then opens where the desktop puts it.
 */
export function readPlace(file: string, screens: readonly WindowPlace[]): Partial<WindowPlace> | null {
  const place = parsePlace(file);
  if (place === null) return null;
  const { x, y, width, height } = place;
  const isVisible = screens.some((screen) => {
    const isAcross = x < screen.x + screen.width && x + width > screen.x;
    return isAcross && y < screen.y + screen.height && y + titleBarHeight > screen.y;
  });
  return isVisible ? place : { width, height };
}

/** Remembers a place; returns what kept it from that, or null. */
export function writePlace(file: string, { x, y, width, height }: WindowPlace): unknown {
  try {
    writeFileSync(file, JSON.stringify({ x, y, width, height }));
    return null;
  } catch (thrown) {
    return thrown;
  }
}

function parsePlace(file: string): WindowPlace | null {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read !== 'object' || read === null) return null;
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => wholeNumber(Reflect.get(read, name)));
    if (x == null || y == null || width == null || height == null) return null;
    return width < smallest.width || height < smallest.height ? null : { x, y, width, height };
  } catch {
    return null;
  }
}

function wholeNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}
