import { zoneName } from '../lib/format.ts';

/** Every zone this runtime can name, the viewer's own and UTC among them. */
export function allZones(): readonly string[] {
  return [...new Set([zoneName(), 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

function wordsOf(zone: string): string {
  return zone.replaceAll(/[_/]/g, ' ').toLocaleLowerCase();
}

/** Zones whose name holds every word typed; cities that begin with it first. At most 60. */
export function matchZones(zones: readonly string[], typed: string): readonly string[] {
  const text = wordsOf(typed.trim());
  const words = text.split(' ').filter((word) => word !== '');
  const begins = (zone: string): number => Number(wordsOf(zone.split('/').at(-1) ?? '').startsWith(text));
  return zones
    .filter((zone) => words.every((word) => wordsOf(zone).includes(word)))
    .toSorted((a, b) => begins(b) - begins(a))
    .slice(0, 60);
}

/** The zone meant by a typed text: in the right letters where it is one, as typed where it is not. */
export function zoneOfText(zones: readonly string[], typed: string): string {
  const text = typed.trim();
  return zones.find((zone) => zone.toLowerCase() === text.toLowerCase()) ?? text;
}
