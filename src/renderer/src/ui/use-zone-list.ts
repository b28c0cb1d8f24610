import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { allZones, matchZones, zoneOfText } from './zones.ts';

export interface ZoneList {
  /** What stands in the field. */
  readonly text: string;
  readonly isOpen: boolean;
  readonly found: readonly string[];
  readonly active: number;
  readonly type: (text: string) => void;
  readonly choose: (zone: string) => void;
  readonly commit: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** A field with a list of zones below it: typing narrows, arrows walk, Enter chooses, Esc closes. */
export function useZoneList(value: string, onChange: (zone: string) => void): ZoneList {
  const zones = useMemo(() => allZones(), []);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const found = isOpen ? matchZones(zones, typed ?? '') : [];
  const open = (text: string | null): void => {
    setTyped(text);
    setActive(0);
    setIsOpen(true);
  };
  const choose = (zone: string): void => {
    setTyped(null);
    setIsOpen(false);
    if (zone !== value) onChange(zone);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') {
      if (isOpen) setActive(Math.min(active + 1, found.length - 1));
      else open(null);
    } else if (event.key === 'ArrowUp' && isOpen) setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter') {
      const zone = found[active];
      if (isOpen && zone !== undefined) choose(zone);
      else choose(zoneOfText(zones, typed ?? value));
    } else if (event.key === 'Escape' && isOpen) {
      setTyped(null);
      setIsOpen(false);
    } else return;
    event.preventDefault();
  };
  return {
    text: typed ?? value,
    isOpen,
    found,
    active,
    type: open,
    choose,
    commit: () => choose(typed === null ? value : zoneOfText(zones, typed)),
    onKeyDown,
  };
}
