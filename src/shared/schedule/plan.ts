import { AppError } from '../errors.ts';
import type { EpochMs } from '../model/primitives.ts';
import { type ActiveHours, activeHoursOf, firstMonday, isActiveWall, isAlwaysActive } from './active-hours.ts';
import { type Calendar, type Candidate, calendarInstants, cronCalendar, dailyCalendar, nothing } from './calendar.ts';
import { parseCron } from './cron.ts';
import { type CheckedRule, durationMs, Rule } from './rule.ts';
import { dayMs, lastInstant, minuteMs, modulo, type Segment, weekdayOf, weekMs, type Zone, zoneOf } from './zone.ts';

/**
 * How far a search goes on before it says never. Longer than the 40 years that a 29 February needs to fall on the same
 * day of the week again over the year 2100.
 */
export const horizonMs = 41 * 366 * dayMs;

/** When slots lie, before active hours and jitter. */
export type Timing =
  | { readonly kind: 'interval'; readonly everyMs: number; readonly anchorAt: EpochMs }
  | { readonly kind: 'calendar'; readonly calendar: Calendar };

/** A rule made ready to be planned in a zone. */
export interface Plan {
  readonly zone: Zone;
  readonly timing: Timing;
  readonly hours: ActiveHours;
  readonly jitterMs: number;
  readonly seed: number;
}

/** Something wrong with a rule, and the field it stands in: `['activeHours', 0, 'days']`. */
export interface RuleProblem {
  readonly path: readonly PropertyKey[];
  /** A sentence without its subject and its end: `must be a time such as 02:00 or 14:30`. */
  readonly message: string;
}

/** Everything that keeps a rule from ever being due, for a form; empty when it is sound. Takes anything. */
export function checkRule(rule: unknown, zone: unknown): RuleProblem[] {
  const made = tryPlan(rule, zone);
  return Array.isArray(made) ? made : [];
}

// Rules are values; what is kept follows from them alone and goes when they go.
const plans = new WeakMap<Rule, Plan>();

/** The plan of a rule in a zone. Throws `invalid_input` that names each field at fault. */
export function planOf(rule: Rule, zone: string): Plan {
  const known = plans.get(rule);
  if (known !== undefined && known.zone.id === zone) return known;
  const made = tryPlan(rule, zone);
  if (Array.isArray(made)) {
    const lines = made.slice(0, 20).map(({ path, message }) => `${formatPath(path)}: ${message}`);
    throw new AppError('invalid_input', lines.join('\n'));
  }
  plans.set(rule, made);
  return made;
}

function tryPlan(rule: unknown, zone: unknown): Plan | RuleProblem[] {
  const parsed = Rule.safeParse(rule);
  const problems: RuleProblem[] = parsed.error?.issues.map(({ path, message }) => ({ path, message })) ?? [];
  const known = typeof zone === 'string' ? findZone(zone) : undefined;
  if (known === undefined) {
    problems.push({ path: ['timeZone'], message: `${quote(zone)} is not a time zone known here` });
  }
  if (!parsed.success || known === undefined) return problems;
  const plan = makePlan(parsed.data, known);
  const never = neverProblem(plan, parsed.data);
  return never === undefined ? plan : [never];
}

/** All planned instants within `from` (inclusive) and `to` (exclusive), active or not, in order. Lazy. */
export function candidates({ timing, zone }: Plan, from: EpochMs, to: EpochMs): Iterable<Candidate> {
  return timing.kind === 'interval'
    ? intervalInstants(timing, from, to)
    : calendarInstants(timing.calendar, zone, from, to);
}

function* intervalInstants(
  { everyMs, anchorAt }: { everyMs: number; anchorAt: EpochMs },
  from: EpochMs,
  to: EpochMs,
): Generator<Candidate> {
  const first = anchorAt + Math.max(0, Math.ceil((from - anchorAt) / everyMs)) * everyMs;
  for (let at = first; at < to; at += everyMs) yield { at, insteadOf: nothing };
}

function makePlan(rule: CheckedRule, zone: Zone): Plan {
  return {
    zone,
    timing: timingOf(rule),
    hours: activeHoursOf(rule.activeHours),
    jitterMs: rule.jitterSeconds * 1000,
    seed: hashText(rule.id),
  };
}

function timingOf({ every, dailyAt, cron, anchorAt }: CheckedRule): Timing {
  if (every !== undefined) return { kind: 'interval', everyMs: durationMs(every), anchorAt };
  if (dailyAt !== undefined) return { kind: 'calendar', calendar: dailyCalendar(dailyAt) };
  const parsed = parseCron(cron ?? '');
  if (typeof parsed === 'string') throw new AppError('invalid_input', `cron: ${parsed}`);
  return { kind: 'calendar', calendar: cronCalendar(parsed) };
}

/** Says that a rule is never due: the date does not exist, or no planned time lies in active hours. */
function neverProblem(plan: Plan, rule: CheckedRule): RuleProblem | undefined {
  const { timing, hours } = plan;
  if (timing.kind === 'calendar' && !hasDate(timing.calendar, () => true)) {
    return { path: ['cron'], message: `${quote(rule.cron)} names a date that never comes` };
  }
  if (isAlwaysActive(hours)) return undefined;
  const isDue = timing.kind === 'interval' ? hasActiveInstant(plan, timing) : hasActiveDate(timing.calendar, hours);
  return isDue ? undefined : { path: ['activeHours'], message: 'no planned time of the rule ever lies in these hours' };
}

/** Whether a calendar has a date on such a day of the week; both recur within the years looked at. */
function hasDate({ matchesDate }: Calendar, isWanted: (weekday: number) => boolean): boolean {
  const from = Date.UTC(2096, 0, 1);
  for (let midnight = from; midnight < from + horizonMs; midnight += dayMs) {
    if (matchesDate(midnight) && isWanted(weekdayOf(midnight))) return true;
  }
  return false;
}

function hasActiveDate(calendar: Calendar, hours: ActiveHours): boolean {
  const known: (boolean | undefined)[] = [];
  const hasActiveTime = (weekday: number): boolean => {
    const midnight = firstMonday + weekday * dayMs;
    known[weekday] ??= calendar.minutes.some((minute) => isActiveWall(hours, midnight + minute * minuteMs));
    return known[weekday];
  };
  return hasDate(calendar, hasActiveTime);
}

/** Years whose offsets stand for those a zone has today. */
const present = { start: Date.UTC(2024, 0, 1), end: Date.UTC(2028, 0, 1) };

/**
 * Whether an interval ever meets active hours. With g the greatest common divisor of interval and week, its slots come
 * by every point of the week that lies a multiple of g from the anchor, under each offset that the zone has.
 */
function hasActiveInstant(
  { zone, hours }: Plan,
  { everyMs, anchorAt }: { everyMs: number; anchorAt: EpochMs },
): boolean {
  const divisor = greatestCommonDivisor(everyMs, weekMs);
  const meets = ({ offsetMs }: Segment): boolean => {
    const phase = anchorAt + offsetMs - firstMonday;
    return hours.some(({ start, end }) => start + modulo(phase - start, divisor) < end);
  };
  const spans = [{ start: anchorAt, end: Math.min(anchorAt + 2 * 366 * dayMs, lastInstant) }, present];
  for (const { start, end } of spans) {
    for (const segment of zone.segments(start, end)) if (meets(segment)) return true;
  }
  return false;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** `to`, brought within the horizon after `from` and the instants that can be told of. */
export function clampEnd(from: EpochMs, to: EpochMs): EpochMs {
  return Math.min(to, from + horizonMs, lastInstant);
}

function findZone(id: string): Zone | undefined {
  try {
    return zoneOf(id);
  } catch {
    return undefined;
  }
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : 'what is given';
}

function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'rule';
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
