import { assertNever } from '#shared/errors.ts';
import type { SchedulerState } from '#shared/contract/schedules.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { describeZone } from '#shared/schedule/sentence.ts';
import { formatCount, formatInstant, formatTimeOfDay } from './format.ts';
import { formatInZone, isForeignAt } from './format-zoned.ts';
import { markWord } from './words.ts';
import type { Mark } from './words.ts';

/** What a schedule is called: what it works on, or its job where it names nothing. */
export function scheduleName({ subject, title }: Pick<ScheduleStatus, 'subject' | 'title'>): string {
  const name = subject === '' ? title : subject;
  // It stands at the beginning of its line; a name that is written like iNat is left as it is.
  return /^\p{Ll}+(?= |$)/u.test(name) ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
}

/** Whether it waits for a person after failing too often. */
export function hasPausedItself({ pause }: Pick<ScheduleStatus, 'pause'>): boolean {
  return pause?.by === 'failures';
}

/** How a schedule's state is drawn and called. */
export function scheduleMark(schedule: ScheduleStatus): { readonly mark: Mark; readonly word: string } {
  if (schedule.problem !== null) return { mark: 'failed', word: 'Cannot run' };
  if (schedule.state === 'paused') {
    if (schedule.pause === null) return { mark: 'paused', word: schedule.enabled ? 'Paused' : 'Switched off' };
    return { mark: 'paused', word: hasPausedItself(schedule) ? 'Paused itself' : 'Paused' };
  }
  return { mark: schedule.state, word: markWord(schedule.state) };
}

/** What the state means now, as a sentence; empty where the state says it all. */
export function stateSentence(schedule: ScheduleStatus, now: number): string {
  // It begins with a field's own name, which keeps its letters.
  if (schedule.problem !== null) return withFullStop(schedule.problem);
  switch (schedule.state) {
    case 'paused':
      return pauseSentence(schedule, now);
    case 'waiting':
      return schedule.resumesAt === null
        ? sentenceOf(schedule.note ?? '')
        : `Outside its active hours; they begin again ${resumeText(schedule.resumesAt, schedule.timeZone)}.`;
    case 'running': {
      const progress = schedule.lastRun?.progress ?? null;
      return progress === null ? 'A run is under way.' : `A run is under way, ${progress.done} of ${progress.total}.`;
    }
    case 'failed':
      return [
        schedule.failuresInRow > 1 ? `The last ${schedule.failuresInRow} runs failed.` : 'The last run failed.',
        sentenceOf(schedule.note ?? ''),
      ]
        .join(' ')
        .trim();
    case 'active':
      return '';
    default:
      return assertNever(schedule.state);
  }
}

/** When a schedule that waits goes on: `Mon 23 Nov, 07:00 Los Angeles time`, with the zone where it is not the viewer's. */
export function resumeText(at: number, timeZone: string): string {
  return `${formatInZone(at, timeZone)}${isForeignAt(at, timeZone) ? ` ${describeZone(timeZone)}` : ''}`;
}

function pauseSentence({ pause, failuresInRow, enabled, note }: ScheduleStatus, now: number): string {
  if (pause === null) {
    return enabled ? sentenceOf(note ?? '') : 'It makes no runs until it is switched on in its editor.';
  }
  if (pause.by === 'failures') {
    const failures = formatCount(Math.max(1, failuresInRow), 'run', 'runs in a row');
    return `It paused itself ${formatInstant(pause.at, now)}, after ${failures} had failed. It waits for you.`;
  }
  const end = pause.until === null ? 'until somebody resumes it' : `until ${untilText(pause.until, now)}`;
  return sentenceOf(`Paused by hand ${end}${pause.reason === '' ? '' : `: ${pause.reason}`}`);
}

/** When a pause ends: the time alone within a day. */
export function untilText(at: number, now: number): string {
  return at - now < 86_400_000 && new Date(at).getDate() === new Date(now).getDate()
    ? formatTimeOfDay(at)
    : formatInstant(at, now);
}

/** Who schedules on this profile, in words. */
export function schedulerWords(
  { holder, isOnline }: SchedulerState,
  now: number,
): {
  readonly mark: Mark;
  readonly text: string;
  readonly explanation: string;
} {
  if (holder === null) {
    return {
      mark: 'attention',
      text: 'Nobody schedules',
      explanation: 'No Rounds process keeps the timetable now. It is taken up again by itself within a minute.',
    };
  }
  const who = holder.isThisWindow ? 'This window' : roleWord(holder.role);
  const explanation = `${who} keeps the timetable of this profile since ${formatInstant(holder.since, now)} (process ${holder.pid}).`;
  // Schedules on this machine's own addresses go on without a network, so who keeps them is told all the same.
  if (!isOnline)
    return { mark: 'attention', text: `${who} schedules, offline`, explanation: `No network. ${explanation}` };
  return { mark: 'active', text: `${who} schedules`, explanation };
}

function roleWord(role: string): string {
  if (role === 'worker') return 'A worker process';
  if (role === 'window') return 'Another window';
  return `Another process (${role})`;
}

/** A text with a full stop and a capital letter; empty stays empty. */
export function sentenceOf(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  return withFullStop(`${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}`);
}

function withFullStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
