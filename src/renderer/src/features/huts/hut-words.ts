import type { HutClass, HutRow } from '#shared/model/hut.ts';
import { formatAge, formatCount, formatInstant } from '../../lib/format.ts';

/** What is true of a hut at an instant, in one sentence or two. */
export function hutSentence(row: HutRow, at: number): string {
  if (row.lastChecked === null && row.failure === null) {
    return `Nobody has looked at this hut yet; the first look is ${dueWords(row, at)}. ${row.due.why}`;
  }
  const looks = row.failure === null ? '' : formatCount(row.failure.inRow, 'look', 'looks');
  const looked =
    row.lastChecked === null
      ? `No look has succeeded so far, ${looks} failed`
      : `Last seen ${formatAge(row.lastChecked, at)}${looks === '' ? '' : `, ${looks} failed since`}`;
  return `${looked}; the next look is ${dueWords(row, at)}. ${row.due.why}`;
}

/** When a run looks at the hut next. */
export function dueWords({ due }: Pick<HutRow, 'due'>, at: number): string {
  return due.dueAt === null || due.dueAt <= at ? 'due with the next run' : `due at ${formatInstant(due.dueAt, at)}`;
}

const classes: Readonly<Record<HutClass, string>> = {
  new: 'New',
  failing: 'Failing',
  busy: 'Busy',
  medium: 'Medium',
  quiet: 'Quiet',
  unknown: 'Unknown',
};

/** How often a hut is looked at, in one word. */
export function classWord(name: HutClass): string {
  return classes[name];
}

/** `46.0123° N, 7.0456° E`. */
export function placeWords(latitude: number, longitude: number): string {
  const part = (value: number, [plus, minus]: readonly [string, string]): string =>
    `${Math.abs(value).toFixed(4)}° ${value < 0 ? minus : plus}`;
  return `${part(latitude, ['N', 'S'])}, ${part(longitude, ['E', 'W'])}`;
}

let countryNames: Intl.DisplayNames | null = null;

/** The name of a country; its code where there is no such country. */
export function countryWords(code: string): string {
  countryNames ??= new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'code' });
  return /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code;
}
