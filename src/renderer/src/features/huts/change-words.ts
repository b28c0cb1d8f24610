import { assertNever } from '#shared/errors.ts';
import type { HutChange, HutNightState } from '#shared/model/hut.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { hutTypeWord, markOfState, reservationWord, stateWords } from './state-words.ts';

export type ChangeKind = HutChange['kind'];

const kinds: Readonly<Record<ChangeKind, string>> = {
  freed: 'Freed',
  filled: 'Filled',
  opened: 'Opened',
  closed: 'Closed',
  listed: 'Listed',
  unlisted: 'No longer listed',
  other: 'Other',
};

/** Every kind of change with its word, in the order of the filter. */
export const changeKinds: readonly (readonly [ChangeKind, string])[] = Object.entries(kinds).flatMap(([kind, word]) =>
  isChangeKind(kind) ? [[kind, word] as const] : [],
);

export function isChangeKind(value: string): value is ChangeKind {
  return Object.hasOwn(kinds, value);
}

export function kindWord(kind: ChangeKind): string {
  return kinds[kind];
}

/** What became of the night, in words: `12 → 30 free of 90: 18 beds freed`. */
export function changeWords({ kind, before, after }: Pick<HutChange, 'kind' | 'before' | 'after'>): string {
  switch (kind) {
    case 'freed':
      return movedWords(before, after, 'freed');
    case 'filled':
      return movedWords(before, after, 'taken');
    case 'opened':
      return `open: ${stateWords(after)}`;
    case 'closed':
      return `closed${wasWords(before)}`;
    case 'listed':
      return `${before === null ? 'listed for the first time' : 'listed again'}: ${stateWords(after)}`;
    case 'unlisted':
      return `no longer listed by the source${wasWords(before)}`;
    case 'other':
      return otherWords(before, after);
    default:
      return assertNever(kind);
  }
}

/** Where one of the two figures is not told there is no difference, only what is known now. */
function movedWords(before: HutNightState | null, after: HutNightState, verb: 'freed' | 'taken'): string {
  if (before === null || before.free === null || after.free === null) return stateWords(after);
  const beds = formatCount(Math.abs(after.free - before.free), 'bed', 'beds');
  return `${figures(before.free, before.total, after.free, after.total)}: ${beds} ${verb}`;
}

function figures(beforeFree: number, beforeTotal: number | null, free: number, total: number | null): string {
  const [from, to] = [formatNumber(beforeFree), formatNumber(free)];
  if (beforeTotal === total) return `${from} → ${to} free${total === null ? '' : ` of ${formatNumber(total)}`}`;
  return `${from} of ${bedsOrUnknown(beforeTotal)} → ${to} of ${bedsOrUnknown(total)} free`;
}

function wasWords(before: HutNightState | null): string {
  return before === null || markOfState(before) === 'x' || markOfState(before) === 'c'
    ? ''
    : `; before that ${stateWords(before)}`;
}

/** What is neither more nor fewer beds: the total, the type, how it is booked, or that figures came or went. */
function otherWords(before: HutNightState | null, after: HutNightState): string {
  if (before === null) return stateWords(after);
  const parts: string[] = [];
  if (before.total !== after.total) parts.push(`${bedsOrUnknown(before.total)} → ${bedsOrUnknown(after.total)} beds`);
  if (before.hutType !== after.hutType)
    parts.push(`${lower(hutTypeWord(after.hutType))} instead of ${lower(hutTypeWord(before.hutType))}`);
  if (before.reservationStatus !== after.reservationStatus) {
    const [from, to] = [reservationWord(before.reservationStatus), reservationWord(after.reservationStatus)];
    parts.push(`booking: ${lower(from)} → ${lower(to)}`);
  }
  if (before.free !== after.free) parts.push(`free: ${bedsOrUnknown(before.free)} → ${bedsOrUnknown(after.free)}`);
  return parts.length === 0 ? stateWords(after) : parts.join('; ');
}

function bedsOrUnknown(count: number | null): string {
  return count === null ? 'not told' : formatNumber(count);
}

function lower(word: string): string {
  return word.toLowerCase();
}
