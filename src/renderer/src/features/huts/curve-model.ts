import type { HutCurve } from '#shared/contract/huts.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutNightState } from '#shared/model/hut.ts';
import { instantOf, zoneOf } from '#shared/schedule/zone.ts';
import { formatCount, formatInstant, formatNumber, formatSpan } from '../../lib/format.ts';
import { markOfState, stateWords } from './state-words.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/**
 * Between the last look that found one state and the first that found the next lies the time between two looks, in which
 * the change happened. A quiet hut is looked at once a day; up to half as much again the older state is drawn on, and a
 * longer hole is one in which nobody looked.
 */
const JOINED_MS = 36 * HOUR;

/** What the curve draws: beds on the line, everything else apart from it. */
export type CurveKind = 'beds' | 'untold' | 'closed' | 'unlisted' | 'unseen';

/** A stretch of time in which one thing was known of the night. */
export interface CurveStretch {
  readonly kind: CurveKind;
  readonly from: number;
  readonly until: number;
  /** Null where nothing was seen. */
  readonly state: HutNightState | null;
}

export interface Curve {
  /** Oldest first, without holes: what nobody saw is a stretch too. */
  readonly stretches: readonly CurveStretch[];
  /** The midnight, at the hut, that the night's day begins with. */
  readonly arrival: number;
  /** Days before arrival of the left and the right edge; left is more. */
  readonly domain: readonly [number, number];
  /** The upper end of the scale of beds. */
  readonly mostBeds: number;
}

/** The midnight of a date on the clocks of a zone. */
export function arrivalOf(date: CalendarDate, timeZone: string): number {
  return instantOf(zoneOf(timeZone), Date.parse(`${date}T00:00:00Z`));
}

/** What the curve of a night shows at an instant: everything that was seen until then. */
export function curveOf(curve: HutCurve, timeZone: string, at: number): Curve {
  const arrival = arrivalOf(curve.date, timeZone);
  const stretches = curve.states.flatMap((state, index) => {
    const next = curve.states[index + 1]?.firstChecked ?? Math.max(state.lastChecked, Math.min(at, arrival + DAY));
    const holes = holesOf(curve, state, next);
    const edges = [state.firstChecked, ...holes.flatMap(({ from, until }) => [from, until]), next];
    // Between the edges it is seen and unseen in turns.
    return edges.slice(1).flatMap((until, turn): readonly CurveStretch[] => {
      const from = edges[turn] ?? until;
      if (turn % 2 === 1) return [{ kind: 'unseen', from, until, state: null }];
      return from === until && turn > 0 ? [] : [{ kind: kindOf(state), from, until, state }];
    });
  });
  const beds = curve.states.flatMap(({ free, total }) => [free ?? 0, total ?? 0]);
  return { stretches, arrival, domain: domainOf(stretches, arrival), mostBeds: Math.max(1, ...beds) };
}

/** The times within a state, and between it and the next, in which nobody looked or nothing of the night could be read. */
function holesOf({ unobserved }: HutCurve, state: HutNightState, next: number): HutCurve['unobserved'] {
  const within = unobserved.filter(({ from, until }) => from >= state.firstChecked && until <= next);
  const isJoined = next - state.lastChecked <= JOINED_MS || within.some(({ from }) => from >= state.lastChecked);
  return isJoined ? within : [...within, { from: state.lastChecked, until: next }];
}

function kindOf(state: HutNightState): CurveKind {
  const mark = markOfState(state);
  if (mark === 'x') return 'unlisted';
  if (mark === 'c') return 'closed';
  return state.free === null ? 'untold' : 'beds';
}

/** Arrival is the right edge once it is no farther off than what was seen is long: before that it would squeeze the curve. */
function domainOf(stretches: readonly CurveStretch[], arrival: number): readonly [number, number] {
  const first = stretches[0];
  const last = stretches.at(-1);
  if (first === undefined || last === undefined) return [1, 0];
  const left = daysBefore(first.from, arrival);
  const right = daysBefore(last.until, arrival);
  const hasArrival = right <= left - right;
  const edge = hasArrival ? Math.min(0, right) : Math.floor(right);
  return [Math.max(Math.ceil(left), edge + 1), edge];
}

/** Days from an instant to the arrival; negative after it. */
export function daysBefore(at: number, arrival: number): number {
  return (arrival - at) / DAY;
}

export interface CurvePoint {
  /** Days before arrival. */
  readonly days: number;
  readonly free: number | null;
}

/** The line: every stretch with beds from edge to edge, which makes steps; a hole wherever there is no figure. */
export function curveSeries({ stretches, arrival }: Curve): readonly CurvePoint[] {
  return stretches.flatMap(({ kind, from, until, state }): readonly CurvePoint[] => {
    const [left, right] = [daysBefore(from, arrival), daysBefore(until, arrival)];
    if (kind !== 'beds' || state === null) return [{ days: (left + right) / 2, free: null }];
    return [
      { days: left, free: state.free },
      { days: right, free: state.free },
    ];
  });
}

/** The marks of the axis: whole days, at most about ten. */
export function dayTicks([left, right]: readonly [number, number]): readonly number[] {
  const steps = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365];
  const step = steps.find((each) => (left - right) / each <= 10) ?? 730;
  const ticks: number[] = [];
  for (let tick = Math.ceil(right / step) * step; tick <= left; tick += step) ticks.push(tick + 0);
  return ticks;
}

/** What was known in a stretch. */
export function stretchWords({ state }: CurveStretch): string {
  return state === null ? 'nobody looked' : stateWords(state);
}

/** When a stretch was, by days: `12.4 to 10 days before arrival`. */
export function stretchDays({ from, until }: Pick<CurveStretch, 'from' | 'until'>, arrival: number): string {
  const [left, right] = [daysText(from, arrival), daysText(until, arrival)];
  return left === right ? left : `${left} to ${right}`;
}

function daysText(at: number, arrival: number): string {
  const days = Math.round(daysBefore(at, arrival) * 10) / 10;
  return days < 0 ? `\u2212${String(-days)}` : String(days + 0);
}

/** Two sentences under the curve: how the night stands, and how it moved in the week before. */
export function curveSentences({ stretches }: Curve, at: number): readonly string[] {
  const known = stretches.filter(({ state }) => state !== null);
  const last = known.at(-1);
  if (last === undefined || last.state === null) return ['Nobody has looked at this night yet.'];
  return [standSentence(last, at), weekSentence(known, last)];
}

function standSentence(last: CurveStretch, at: number): string {
  const words = last.state === null ? '' : stateWords(last.state);
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  if (at - last.until > JOINED_MS) return `${sentence} when last seen, on ${formatInstant(last.until, at)}.`;
  const spanMs = last.until - last.from;
  return spanMs < HOUR ? `${sentence}, since just now.` : `${sentence}, for ${formatSpan(spanMs)} now.`;
}

function weekSentence(known: readonly CurveStretch[], last: CurveStretch): string {
  const first = known[0] ?? last;
  const since = last.until - WEEK;
  const before = known.findLast(({ from }) => from <= since);
  if (before === undefined) return shortSentence(first, last);
  // What nobody looked at a week ago is told by the last look before it only where that was near.
  if (since - before.until > JOINED_MS) return 'Nobody looked a week before, so there is nothing to compare with.';
  return movedSentence(before, last, 'in the last week');
}

function shortSentence(first: CurveStretch, last: CurveStretch): string {
  const spanMs = last.until - first.from;
  if (spanMs < HOUR) return 'Rounds has looked at it for less than an hour: too short to say how it moves.';
  return movedSentence(first, last, `since Rounds first looked, ${formatSpan(spanMs)} before`);
}

function movedSentence(before: CurveStretch, last: CurveStretch, when: string): string {
  const [was, is] = [before.kind === 'beds' ? before.state : null, last.kind === 'beds' ? last.state : null];
  if (was === null || is === null || was.free === null || is.free === null)
    return `How many beds were taken or freed ${when} cannot be said: one of the two figures is not known.`;
  const moved = is.free - was.free;
  if (moved === 0) return `It has as many free beds as it had ${when === 'in the last week' ? 'a week ago' : 'then'}.`;
  const beds = formatCount(Math.abs(moved), 'bed', 'beds');
  return moved < 0
    ? `It filled by ${beds} ${when}, from ${formatNumber(was.free)} free.`
    : `It freed up by ${beds} ${when}, from ${formatNumber(was.free)} free.`;
}
