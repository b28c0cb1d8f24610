import { AppError } from '../errors.ts';
import type { EpochMs } from '../model/primitives.ts';
import { activePieces, isAlwaysActive, isActiveWall } from './active-hours.ts';
import type { Candidate } from './calendar.ts';
import { candidates, clampEnd, horizonMs, type Plan, planOf } from './plan.ts';
import type { Rule } from './rule.ts';
import { dayMs, instantOf, lastInstant } from './zone.ts';

/**
 * The planner: when a rule is due. Everything here follows from the rule, the zone and the instants asked about.
 *
 * `every` counts elapsed time: slots lie at `anchorAt + n * every`, n = 0, 1, 2 …, whatever clocks and runs do.
 * `dailyAt`, and `cron` with written hours, happen once on each of their dates: a time that the clocks leap over happens
 * at the first minute after the gap (several of them, and one written for that very minute, are one slot), a time that
 * the clock shows twice happens the first time. `cron` whose hour field begins with a star goes by what the clock shows:
 * times in a gap do not happen, times in a doubled hour happen both times.
 *
 * A slot is active when the wall clock shows active hours at its planned instant. Jitter delays the start alone, by 0 to
 * `jitterSeconds` chosen by schedule and slot, and never up to the next planned slot nor the end of active hours.
 */

/** One planned run. */
export interface Slot {
  /** Its identity: what the ledger and the runs are keyed by. */
  readonly plannedAt: EpochMs;
  /** When to start it: `plannedAt` and its jitter. */
  readonly startAt: EpochMs;
  /** Whether it lies in active hours; only these are started. */
  readonly isActive: boolean;
  /** Written times that the clocks leapt over and that it stands for, as `02:30`; mostly none. */
  readonly insteadOf: readonly string[];
}

/** How to gather slots. */
export interface PlanOptions {
  /** Also slots outside active hours, `isActive` false. */
  readonly includeInactive?: boolean;
  /** At most so many; without it too many are an error, never left out. */
  readonly limit?: number;
}

/** More slots than this at once are refused; a rule every 30 seconds has so many in 416 days. */
const mostSlots = 1_200_000;

/** The active slots planned within `from` (inclusive) and `to` (exclusive), oldest first, at most `limit`. */
export function nextSlots(rule: Rule, zone: string, from: EpochMs, to: EpochMs, limit?: number): Slot[] {
  return planSlots(rule, zone, from, to, limit === undefined ? {} : { limit });
}

/**
 * As `nextSlots`, on request with the slots outside active hours. It looks 41 years on; with a limit, 41 years on from each
 * slot found. Throws `invalid_input` for a rule that cannot be.
 */
export function planSlots(rule: Rule, zone: string, from: EpochMs, to: EpochMs, options: PlanOptions = {}): Slot[] {
  const { includeInactive = false, limit } = options;
  if (limit !== undefined && limit <= 0) return [];
  const plan = planOf(rule, zone);
  const slots: Slot[] = [];
  let start = from;
  for (;;) {
    const known = slots.length;
    for (const slot of slotsOf(plan, start, to, includeInactive)) {
      if (slots.push(slot) === limit) return slots;
      if (slots.length > mostSlots) {
        throw new AppError(
          'invalid_input',
          `The rule has over ${mostSlots} slots in that time. Ask for a shorter time.`,
        );
      }
    }
    const last = slots.at(-1);
    const isCutOff = clampEnd(start, to) < Math.min(to, lastInstant);
    if (limit === undefined || last === undefined || slots.length === known || !isCutOff) return slots;
    start = last.plannedAt + 1;
  }
}

/** The first slot planned after `after`; undefined when none comes within 41 years. */
export function slotAfter(rule: Rule, zone: string, after: EpochMs, options: PlanOptions = {}): Slot | undefined {
  return planSlots(rule, zone, Math.floor(after) + 1, Number.POSITIVE_INFINITY, { ...options, limit: 1 })[0];
}

/** The newest slot planned at or before `at`; undefined when there was none within 41 years. */
export function slotAtOrBefore(rule: Rule, zone: string, at: EpochMs, options: PlanOptions = {}): Slot | undefined {
  const plan = planOf(rule, zone);
  const end = Math.min(Math.floor(at) + 1, lastInstant);
  const start = Math.max(0, end - horizonMs);
  let high = end;
  for (let spanMs = firstLookBack(plan); high > start; spanMs *= 2) {
    const low = Math.max(start, high - spanMs);
    let last: Slot | undefined;
    for (const slot of slotsOf(plan, low, high, options.includeInactive ?? false)) last = slot;
    if (last !== undefined) return last;
    high = low;
  }
  return undefined;
}

/** Slots are rarely farther apart than this; looking back begins here and doubles. */
function firstLookBack({ timing }: Plan): number {
  return timing.kind === 'interval' ? timing.everyMs : dayMs / 4;
}

/** Whether the wall clock shows active hours. */
export function isActiveAt(rule: Rule, zone: string, at: EpochMs): boolean {
  const plan = planOf(rule, zone);
  return isActiveWall(plan.hours, at + plan.zone.offsetAt(at));
}

/** When active hours begin again, for a schedule that waits; undefined inside of them. */
export function resumesAt(rule: Rule, zone: string, at: EpochMs): EpochMs | undefined {
  const plan = planOf(rule, zone);
  if (isAlwaysActive(plan.hours)) return undefined;
  const [first, second] = takeTwo(activePieces(plan.hours, plan.zone, at, clampEnd(at, Number.POSITIVE_INFINITY)));
  return first?.isActive === true ? undefined : second?.start;
}

function takeTwo<T>(values: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const value of values) if (taken.push(value) === 2) break;
  return taken;
}

/** How many active slots the local date `day` (`2026-03-29`) has. Every slot counts for one date. */
export function slotsPerDay(rule: Rule, zone: string, day: string): number {
  const plan = planOf(rule, zone);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) throw new AppError('invalid_input', 'day: must be a date such as 2026-03-29');
  let count = 0;
  const end = instantOf(plan.zone, midnight + dayMs);
  for (const _ of slotsOf(plan, instantOf(plan.zone, midnight), end, false)) count += 1;
  return count;
}

function* slotsOf(plan: Plan, from: EpochMs, to: EpochMs, includeInactive: boolean): Generator<Slot> {
  const { timing } = plan;
  const start = Math.max(0, Math.ceil(from), timing.kind === 'interval' ? timing.anchorAt : 0);
  const end = clampEnd(start, to);
  if (!(start < end)) return;
  // A slot's start depends on the slot after it, if that is close.
  const lookTo = end + plan.jitterMs + 1;
  for (const piece of activePieces(plan.hours, plan.zone, start, lookTo)) {
    if (piece.start >= end) return;
    if (!piece.isActive && !includeInactive) continue;
    let held: Candidate | undefined;
    for (const candidate of candidates(plan, piece.start, piece.end)) {
      if (held !== undefined) yield slotOf(plan, held, piece.isActive, candidate.at);
      held = candidate;
      if (candidate.at >= end) return;
    }
    if (held !== undefined) yield slotOf(plan, held, piece.isActive, piece.end);
  }
}

/** A slot with its jitter: before `border`, where the next slot or the end of active hours lies. */
function slotOf({ jitterMs, seed }: Plan, { at, insteadOf }: Candidate, isActive: boolean, border: EpochMs): Slot {
  const mostMs = isActive ? Math.min(jitterMs, border - at - 1) : 0;
  const startAt = mostMs === 0 ? at : at + (mix(seed, at) % (mostMs + 1));
  return { plannedAt: at, startAt, isActive, insteadOf };
}

/** 32 bits that look random, from a seed and an instant; the finalizer of MurmurHash3. */
function mix(seed: number, at: EpochMs): number {
  let hash = seed ^ Math.imul(at | 0, 0x9e3779b1) ^ Math.imul(Math.floor(at / 0x1_0000_0000), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
