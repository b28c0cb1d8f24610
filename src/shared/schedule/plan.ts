import { AppError } from '../errors.ts';
import type { EpochMs } from '../model/primitives.ts';
import { type ActiveHours, activeHoursOf, activePieces, isActiveWall, isAlwaysActive } from './active-hours.ts';
import { type Calendar, type Candidate, calendarInstants, cronCalendar, dailyCalendar, nothing } from './calendar.ts';
import { parseCron } from './cron.ts';
import { type CheckedRule, durationMs, Rule } from './rule.ts';
import { dayMs, lastInstant, minuteMs, type Zone, zoneOf } from './zone.ts';

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
  const parsed = Rule.safeParse(rule);
  const problems: RuleProblem[] = parsed.error?.issues.map(({ path, message }) => ({ path, message })) ?? [];
  const known = typeof zone === 'string' ? findZone(zone) : undefined;
  if (known === undefined) {
    problems.push({ path: ['timeZone'], message: `${quote(zone)} is not a time zone known here` });
  }
  if (!parsed.success || known === undefined) return problems;
  const never = neverProblem(makePlan(parsed.data, known), parsed.data);
  return never === undefined ? problems : [never];
}

// Rules are values; what is kept follows from them alone and goes when they go.
const plans = new WeakMap<Rule, Plan>();

/** The plan of a rule in a zone. Throws `invalid_input` that names each field at fault. */
export function planOf(rule: Rule, zone: string): Plan {
  const known = plans.get(rule);
  if (known !== undefined && known.zone.id === zone) return known;
  const problems = checkRule(rule, zone);
  if (problems.length > 0) {
    const lines = problems.slice(0, 20).map(({ path, message }) => `${formatPath(path)}: ${message}`);
    throw new AppError('invalid_input', lines.join('\n'));
  }
  const plan = makePlan(Rule.parse(rule), zoneOf(zone));
  plans.set(rule, plan);
  return plan;
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
  const { timing } = plan;
  if (timing.kind === 'calendar' && !hasTime(timing.calendar, () => true)) {
    return { path: ['cron'], message: `${quote(rule.cron)} names a date that never comes` };
  }
  const isDue =
    isAlwaysActive(plan.hours) ||
    (timing.kind === 'calendar'
      ? hasTime(timing.calendar, (wall) => isActiveWall(plan.hours, wall))
      : hasActiveInstant(plan, timing.anchorAt));
  return isDue ? undefined : { path: ['activeHours'], message: 'no planned time of the rule ever lies in these hours' };
}

/** Whether a calendar has such a time on any date; dates and days of the week recur within the years looked at. */
function hasTime({ minutes, matchesDate }: Calendar, isWanted: (wall: number) => boolean): boolean {
  const from = Date.UTC(2096, 0, 1);
  for (let midnight = from; midnight < from + horizonMs; midnight += dayMs) {
    if (!matchesDate(midnight)) continue;
    if (minutes.some((minute) => isWanted(midnight + minute * minuteMs))) return true;
  }
  return false;
}

function hasActiveInstant(plan: Plan, from: EpochMs): boolean {
  for (const { start, end, isActive } of activePieces(plan.hours, plan.zone, from, clampEnd(from, from + horizonMs))) {
    if (!isActive) continue;
    for (const _ of candidates(plan, start, end)) return true;
  }
  return false;
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
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
