import type { Input } from '#shared/contract/index.ts';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { Missed, Overlap, Schedule } from '#shared/model/schedule.ts';
import { type ActiveWindow, durationMs } from '#shared/schedule/rule.ts';
import { type Parameter, type Params, sentParams } from './parameters.ts';

export type Draft = Input<'schedules.save'>['draft'];
export type RuleKind = 'every' | 'dailyAt' | 'cron';

/** The editor's fields as they are typed: numbers are text until they are sent. */
export interface ScheduleForm {
  readonly id: string;
  readonly job: string;
  readonly params: Params;
  readonly ruleKind: RuleKind;
  readonly everyCount: string;
  readonly everyUnit: Unit;
  /** Times parted by commas or spaces. */
  readonly dailyAt: string;
  readonly cron: string;
  readonly timeZone: string;
  /** No windows at all; the windows are kept meanwhile. */
  readonly isAlways: boolean;
  readonly windows: readonly ActiveWindow[];
  readonly jitterSeconds: string;
  readonly overlap: Overlap;
  readonly missed: Missed;
  readonly attempts: string;
  readonly backoffSeconds: string;
  /** Empty: the job's own. */
  readonly timeoutSeconds: string;
  /** Empty: never. */
  readonly pauseAfterFailures: string;
  readonly runAtStart: boolean;
  readonly enabled: boolean;
}

export const units = { second: 1000, minute: 60_000, hour: 3_600_000 } as const;
export type Unit = keyof typeof units;

/** Intervals that one press chooses, milliseconds. */
export const presets: readonly number[] = [1, 10, 30, 60, 120, 360, 720, 1440].map((minutes) => minutes * 60_000);

/** The largest unit that gives a whole number; a day stays 24 hours. */
export function intervalFields(everyMs: number): Pick<ScheduleForm, 'everyCount' | 'everyUnit'> {
  const everyUnit = (['hour', 'minute'] as const).find((unit) => everyMs % units[unit] === 0) ?? 'second';
  return { everyCount: String(everyMs / units[everyUnit]), everyUnit };
}

/** The interval that the fields say, or null where they say no whole number. */
export function intervalMs({ everyCount, everyUnit }: Pick<ScheduleForm, 'everyCount' | 'everyUnit'>): number | null {
  return /^\d{1,6}$/.test(everyCount.trim()) ? Number(everyCount) * units[everyUnit] : null;
}

/** An interval as the exchange format writes it: `PT1H30M`. */
function isoDuration(everyMs: number): string {
  const parts = [
    { value: Math.floor(everyMs / units.hour), unit: 'H' },
    { value: Math.floor(everyMs / units.minute) % 60, unit: 'M' },
    { value: Math.floor(everyMs / units.second) % 60, unit: 'S' },
  ].filter(({ value }) => value > 0);
  return parts.length === 0 ? 'PT0S' : `PT${parts.map(({ value, unit }) => `${value}${unit}`).join('')}`;
}

/** A form for a new schedule of a job. */
export function emptyForm(job: string, every: string, timeZone: string): ScheduleForm {
  return {
    id: '',
    job,
    params: {},
    ruleKind: 'every',
    ...intervalFields(durationMs(every)),
    dailyAt: '06:00',
    cron: '0 6 * * *',
    timeZone,
    isAlways: true,
    windows: [],
    jitterSeconds: '0',
    overlap: 'skip',
    missed: 'latest',
    attempts: '3',
    backoffSeconds: '5',
    timeoutSeconds: '',
    pauseAfterFailures: '',
    runAtStart: false,
    enabled: true,
  };
}

/** The form of a stored schedule. */
export function formOf(schedule: Schedule): ScheduleForm {
  const { every, dailyAt, cron } = schedule;
  const blank = emptyForm(schedule.job, every ?? 'PT10M', schedule.timeZone);
  return {
    ...blank,
    id: schedule.id,
    params: schedule.params,
    ruleKind: every !== undefined ? 'every' : dailyAt !== undefined ? 'dailyAt' : 'cron',
    dailyAt: dailyAt?.join(', ') ?? blank.dailyAt,
    cron: cron ?? blank.cron,
    isAlways: schedule.activeHours.length === 0,
    windows: schedule.activeHours,
    jitterSeconds: String(schedule.jitterSeconds),
    overlap: schedule.overlap,
    missed: schedule.missed,
    attempts: String(schedule.retry.attempts),
    backoffSeconds: String(schedule.retry.backoffSeconds),
    timeoutSeconds: schedule.timeoutSeconds === null ? '' : String(schedule.timeoutSeconds),
    pauseAfterFailures: schedule.pauseAfterFailures === null ? '' : String(schedule.pauseAfterFailures),
    runAtStart: schedule.runAtStart,
    enabled: schedule.enabled,
  };
}

/** What is sent of a form. A rule of another kind than the chosen one is left out. */
export function draftOf(form: ScheduleForm, parameters: readonly Parameter[], stored: Schedule | null): Draft {
  return {
    id: form.id.trim(),
    job: form.job,
    params: sentParams(form.params, parameters),
    ...ruleOf(form, stored),
    timeZone: form.timeZone.trim(),
    activeHours: form.isAlways ? [] : form.windows.map(({ days, from, until }) => ({ days: [...days], from, until })),
    jitterSeconds: numberOf(form.jitterSeconds),
    overlap: form.overlap,
    missed: form.missed,
    retry: { attempts: numberOf(form.attempts), backoffSeconds: numberOf(form.backoffSeconds) },
    timeoutSeconds: numberOrNull(form.timeoutSeconds),
    pauseAfterFailures: numberOrNull(form.pauseAfterFailures),
    runAtStart: form.runAtStart,
    enabled: form.enabled,
  };
}

function ruleOf(form: ScheduleForm, stored: Schedule | null): Draft {
  if (form.ruleKind === 'cron') return { cron: form.cron.trim() };
  if (form.ruleKind === 'dailyAt') return { dailyAt: form.dailyAt.split(/[\s,;]+/).filter((time) => time !== '') };
  const everyMs = intervalMs(form);
  // PT90M stays PT90M where nobody touched it.
  if (stored?.every !== undefined && durationMs(stored.every) === everyMs) return { every: stored.every };
  return { every: everyMs === null ? form.everyCount : isoDuration(everyMs) };
}

function numberOf(text: string): number | string {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : text.trim();
}

function numberOrNull(text: string): number | string | null {
  return text.trim() === '' ? null : numberOf(text);
}

/** What is wrong with a form that the draft could not say in words for people; the main process checks the rest. */
export function localProblems(form: ScheduleForm): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const check = (isWrong: boolean, path: FieldProblem['path'], message: string): void => {
    if (isWrong) problems.push({ path, message });
  };
  const isNoNumber = (text: string): boolean => !/^\d{1,9}$/.test(text.trim());
  const isNoOption = (text: string): boolean => text.trim() !== '' && isNoNumber(text);
  check(form.id.trim() === '', ['id'], 'is missing');
  check(form.job === '', ['job'], 'is missing');
  check(form.ruleKind === 'every' && intervalMs(form) === null, ['every'], 'must be a whole number');
  check(form.ruleKind === 'cron' && form.cron.trim() === '', ['cron'], 'is missing');
  check(!form.isAlways && form.windows.length === 0, ['activeHours'], 'have no window: paint at least one half hour');
  check(isNoNumber(form.jitterSeconds), ['jitterSeconds'], 'must be a whole number of seconds');
  check(isNoNumber(form.attempts), ['retry', 'attempts'], 'must be a whole number');
  check(isNoNumber(form.backoffSeconds), ['retry', 'backoffSeconds'], 'must be a whole number of seconds');
  check(isNoOption(form.timeoutSeconds), ['timeoutSeconds'], 'must be a whole number of seconds, or empty');
  check(isNoOption(form.pauseAfterFailures), ['pauseAfterFailures'], 'must be a whole number, or empty');
  return problems;
}

/** Problems of both, each path once; what the form says itself goes first. */
export function joinProblems(
  local: readonly FieldProblem[],
  checked: readonly FieldProblem[],
): readonly FieldProblem[] {
  const keys = new Set<string>();
  return [...local, ...checked].filter(({ path }) => {
    const key = path.join('.');
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
}

/** An id near the wanted one that no schedule has. */
export function freeId(wanted: string, taken: readonly string[]): string {
  const base = wanted.replaceAll(/[^A-Za-z0-9_-]+/g, '-').slice(0, 58);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}
