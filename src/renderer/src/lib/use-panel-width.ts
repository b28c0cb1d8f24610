import { keepPreference, usePreferenceText } from './preferences.ts';

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

/** How wide the person wants details beside a list. */
export function usePanelWidth(): PanelWidth {
  const kept = Number(usePreferenceText('panelWidth'));
  return {
    width: kept >= LEAST && kept <= MOST ? kept : USUAL,
    least: LEAST,
    most: MOST,
    setWidth: (wanted) => keepPreference('panelWidth', String(Math.min(MOST, Math.max(LEAST, wanted)))),
  };
}
