import type { EpochMs } from '#shared/model/primitives.ts';
import type { Pause, ScheduleStatus } from '#shared/model/schedule.ts';
import type { Engine } from '../engine/engine.ts';
import { readStatuses } from '../engine/scheduling/status.ts';

/** What `--list` writes: the kinds of work and every schedule as it stands. */
export function describeSchedules(engine: Engine, now: EpochMs, isJson: boolean): string {
  const { jobs } = engine;
  const schedules = readStatuses(engine, now);
  if (isJson) {
    const document = {
      jobs: jobs.map(({ kind, title, description }) => ({ kind, title, description })),
      schedules: schedules.map(toListed),
    };
    return `${JSON.stringify(document)}\n`;
  }
  const lines = [
    'Jobs',
    ...jobs.map(({ kind, description }) => `  ${kind.padEnd(24)} ${description}`),
    'Schedules',
    ...schedules.flatMap(describeSchedule),
  ];
  if (schedules.length === 0) lines.push('  none yet');
  return `${lines.join('\n')}\n`;
}

/** A schedule as `--list --json` writes it; the shape is part of the command line's contract. */
function toListed(status: ScheduleStatus) {
  const { id, kind, subject, sentence, state, note, problem, pause, enabled, timeZone, lastRun } = status;
  return {
    id,
    job: kind,
    subject,
    rule: sentence,
    timeZone,
    enabled,
    state,
    note,
    problem,
    pause:
      pause === null ? null : { by: pause.by, reason: pause.reason, at: toIso(pause.at), until: toIso(pause.until) },
    resumesAt: toIso(status.resumesAt),
    nextAt: toIso(status.nextAt),
    failuresInRow: status.failuresInRow,
    lastRun: lastRun === null ? null : { id: lastRun.id, status: lastRun.status },
  };
}

function describeSchedule(status: ScheduleStatus): string[] {
  const { id, state, sentence, pause, note } = status;
  const lines = [`  ${id.padEnd(24)} ${state.padEnd(8)} ${sentence}, ${nextOf(status)}`];
  const more = pause === null ? note : describePause(pause);
  return more === null || more === '' ? lines : [...lines, `  ${''.padEnd(33)} ${more}`];
}

function nextOf({ nextAt, resumesAt, pause }: ScheduleStatus): string {
  if (nextAt !== null) return `next ${toIso(nextAt)}`;
  const resumes = pause?.until ?? resumesAt;
  return resumes === null ? 'nothing planned' : `nothing planned before ${toIso(resumes)}`;
}

function describePause({ by, until, reason }: Pause): string {
  const who = by === 'failures' ? 'Paused by failures' : 'Paused by hand';
  const why = reason === '' ? '' : `: ${reason}`;
  return `${who}, ${until === null ? 'until it is resumed' : `until ${toIso(until)}`}${why}`;
}

function toIso(at: EpochMs): string;
function toIso(at: EpochMs | null): string | null;
function toIso(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
