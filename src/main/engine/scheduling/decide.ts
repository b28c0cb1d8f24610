import type { EpochMs } from '#shared/model/primitives.ts';
import type { Missed } from '#shared/model/schedule.ts';
import { type Slot, slotAfter, slotAtOrBefore } from '#shared/schedule/planner.ts';
import type { Rule } from '#shared/schedule/rule.ts';
import type { LedgerEntry } from '../store/ledger.ts';
import type { Piece } from './absence.ts';

/** What is known when the slots that have come are given their verdicts. */
export interface Situation {
  readonly rule: Rule;
  readonly timeZone: string;
  /** Slots up to here have their verdict. */
  readonly judgedUntil: EpochMs;
  readonly now: EpochMs;
  readonly missed: Missed;
  /** Planned distance of two slots, milliseconds; asked only where one is late. */
  readonly stepMs: () => number;
  /** What went on within a time, without holes; asked only where slots were missed. */
  readonly piecesOf: (from: EpochMs, until: EpochMs) => readonly Piece[];
}

/** A slot that shall run now. */
export interface PlannedStart {
  readonly slot: Slot;
  readonly trigger: 'schedule' | 'catch-up';
}

/** What becomes of the slots that have come: verdicts of those that do not run, then those that do, oldest first. */
export interface Decision {
  readonly passed: readonly LedgerEntry[];
  readonly starts: readonly PlannedStart[];
  /** The next slot; undefined where none is planned any more. */
  readonly next: Slot | undefined;
}

/** A slot that starts this long after it should is no longer on time, milliseconds. */
export const onTimeMs = 60_000;
/** A missed slot is made up for no later than this, milliseconds. */
export const longestCatchUpMs = 12 * 3_600_000;
/** With the policy `all`, at most so many missed slots are made up for. */
export const mostCatchUps = 24;

/** Decides about every slot whose start has come. Pure: the same situation gives the same decision. */
export function decide(situation: Situation): Decision {
  const { rule, timeZone, judgedUntil, now } = situation;
  const first = slotAfter(rule, timeZone, judgedUntil);
  if (first === undefined || first.startAt > now) return { passed: [], starts: [], next: first };
  const second = slotAfter(rule, timeZone, first.plannedAt);
  const isAlone = second === undefined || second.startAt > now;
  const newest = isAlone ? first : newestStarted(situation, first);
  const next = isAlone ? second : slotAfter(rule, timeZone, newest.plannedAt);
  const starts = startsOf(situation, first, newest);
  const oldest = starts[0]?.slot ?? next;
  const passedUntil = oldest === undefined ? now + 1 : Math.min(oldest.plannedAt, newest.plannedAt + 1);
  return { passed: passedOver(situation, first, passedUntil), starts, next };
}

/** The newest slot whose start has come; jitter may hold back the one planned last. */
function newestStarted({ rule, timeZone, now }: Situation, first: Slot): Slot {
  let slot = slotAtOrBefore(rule, timeZone, now);
  while (slot !== undefined && slot.startAt > now) slot = slotAtOrBefore(rule, timeZone, slot.plannedAt - 1);
  return slot ?? first;
}

function startsOf(situation: Situation, first: Slot, newest: Slot): PlannedStart[] {
  const { now, missed, stepMs } = situation;
  const isOnTime = now - newest.startAt <= onTimeMs;
  if (missed === 'skip') return isOnTime ? [{ slot: newest, trigger: 'schedule' }] : [];
  if (missed === 'all') return catchUps(situation, first, newest);
  if (isOnTime) return [{ slot: newest, trigger: 'schedule' }];
  // A slot that its rule has let pass for longer than its own distance has been replaced by nothing: too late.
  return now - newest.plannedAt <= Math.min(stepMs(), longestCatchUpMs) ? [{ slot: newest, trigger: 'catch-up' }] : [];
}

/** The newest of the missed slots, oldest first. What a clock leapt over was never there to be missed. */
function catchUps({ rule, timeZone, now, piecesOf }: Situation, first: Slot, newest: Slot): PlannedStart[] {
  const leaps = piecesOf(first.startAt, newest.startAt + 1).filter(({ absence }) => absence === 'clock_changed');
  const isLeapt = ({ startAt }: Slot): boolean => leaps.some(({ from, until }) => startAt >= from && startAt < until);
  const found: PlannedStart[] = [];
  let slot: Slot | undefined = newest;
  while (slot !== undefined && slot.plannedAt >= first.plannedAt && found.length < mostCatchUps) {
    if (slot !== newest && isLeapt(slot)) break;
    const isOnTime = slot === newest && now - slot.startAt <= onTimeMs;
    found.push({ slot, trigger: isOnTime ? 'schedule' : 'catch-up' });
    slot = slotAtOrBefore(rule, timeZone, slot.plannedAt - 1);
  }
  return found.toReversed();
}

/** Verdicts of the slots planned from `first` until `until` (exclusive), none of which runs: what went on at their starts. */
function passedOver(situation: Situation, first: Slot, until: EpochMs): LedgerEntry[] {
  if (until <= first.plannedAt) return [];
  const { rule, timeZone, piecesOf } = situation;
  const last = slotAtOrBefore(rule, timeZone, until - 1);
  if (last === undefined || last.plannedAt < first.plannedAt) return [];
  return piecesOf(first.startAt, last.startAt + 1).flatMap(({ from, until: end, absence }): LedgerEntry[] => {
    const [oldest, newest] = [startingFrom(situation, from), startingBefore(situation, end)];
    if (oldest === undefined || newest === undefined || oldest.plannedAt > newest.plannedAt) return [];
    const [firstPlanned, lastPlanned] = [oldest.plannedAt, newest.plannedAt];
    return [{ firstPlanned, lastPlanned, verdict: absence ?? 'late', runId: null, note: null }];
  });
}

/** The oldest slot that starts at `at` or later; starts come in the order of their slots. */
function startingFrom({ rule, timeZone }: Situation, at: EpochMs): Slot | undefined {
  const before = slotAtOrBefore(rule, timeZone, at);
  return before !== undefined && before.startAt >= at ? before : slotAfter(rule, timeZone, at);
}

/** The newest slot that starts before `at`; one planned before it may start after it. */
function startingBefore({ rule, timeZone }: Situation, at: EpochMs): Slot | undefined {
  const before = slotAtOrBefore(rule, timeZone, at - 1);
  return before === undefined || before.startAt < at ? before : slotAtOrBefore(rule, timeZone, before.plannedAt - 1);
}
