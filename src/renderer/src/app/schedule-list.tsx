import { Pause, Play, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { assertNever } from '#shared/errors.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { useCommand, useOperation } from '../lib/queries.ts';
import { runMark } from '../lib/words.ts';
import { Age, Countdown } from '../ui/age.tsx';
import { IconButton } from '../ui/button.tsx';
import { StateMark } from '../ui/state-mark.tsx';

/** Every schedule by need: its state by shape, its countdown, its last result; run and pause at hand. */
export function ScheduleList({ isNarrow }: { readonly isNarrow: boolean }): ReactNode {
  const schedules = useOperation('schedules.list', {}, { refetchIntervalMs: 60_000 });
  if (schedules.error !== null && schedules.data === undefined) {
    return <p className="sidebar__note failed-text">{isNarrow ? '' : 'The schedules could not be read.'}</p>;
  }
  if (schedules.data === undefined || schedules.data.length === 0) return null;
  return (
    <section aria-labelledby="schedules">
      <h2 id="schedules" className={isNarrow ? 'visually-hidden' : 'sidebar__heading label'}>
        Schedules
      </h2>
      <ul className="schedules">
        {schedules.data.map((schedule) => (
          <ScheduleItem key={schedule.id} schedule={schedule} isNarrow={isNarrow} />
        ))}
      </ul>
    </section>
  );
}

function ScheduleItem({
  schedule,
  isNarrow,
}: {
  readonly schedule: ScheduleStatus;
  readonly isNarrow: boolean;
}): ReactNode {
  if (isNarrow) {
    return (
      <li className="schedule schedule--narrow" title={`${schedule.subject}: ${schedule.state}`}>
        <StateMark mark={schedule.state} isShapeOnly />
        <span className="visually-hidden">{schedule.subject}</span>
      </li>
    );
  }
  return (
    <li className="schedule" title={schedule.note ?? `${schedule.title}. ${schedule.sentence}.`}>
      <StateMark mark={schedule.state} isShapeOnly />
      <div className="schedule__text">
        <div className="schedule__name">{schedule.subject}</div>
        <div className="schedule__state">
          <ScheduleState schedule={schedule} />
        </div>
      </div>
      <ScheduleButtons schedule={schedule} />
    </li>
  );
}

function ScheduleState({ schedule }: { readonly schedule: ScheduleStatus }): ReactNode {
  const { state, nextAt, lastRun } = schedule;
  const next = nextAt === null ? 'no run planned' : <>in {<Countdown at={nextAt} isInRow />}</>;
  switch (state) {
    case 'active':
      return (
        <>
          {next}
          {lastRun === null || lastRun.status === 'succeeded'
            ? null
            : `, last ${runMark(lastRun.status).word.toLowerCase()}`}
        </>
      );
    case 'waiting':
      return <>waits, {next}</>;
    case 'running':
      return runningText(schedule);
    case 'paused':
      return 'paused';
    case 'failed':
      return (
        <span className="failed-text">
          failed{' '}
          {lastRun === null || lastRun.finishedAt === null ? (
            ''
          ) : (
            <Age at={lastRun.finishedAt} isInRow className="age--from-left" />
          )}
          <br />
          {schedule.failuresInRow > 1 ? `${schedule.failuresInRow} in a row, ` : ''}
          {next}
        </span>
      );
    default:
      return assertNever(state);
  }
}

function runningText({ lastRun }: ScheduleStatus): string {
  const progress = lastRun?.progress ?? null;
  return progress === null ? 'running' : `running, ${progress.done} of ${progress.total}`;
}

function ScheduleButtons({ schedule }: { readonly schedule: ScheduleStatus }): ReactNode {
  const start = useCommand('runs.startSchedule');
  const setPaused = useCommand('schedules.setPaused');
  const isPaused = schedule.state === 'paused';
  return (
    <div className="schedule__buttons">
      <IconButton
        label={`Run ${schedule.subject} now`}
        icon={<Play size={14} aria-hidden="true" />}
        disabled={schedule.state === 'running' || start.isPending}
        onClick={() => start.mutate({ scheduleId: schedule.id, reason: 'Asked for in the sidebar' })}
      />
      <IconButton
        label={`${isPaused ? 'Resume' : 'Pause'} ${schedule.subject}`}
        icon={isPaused ? <StepForward size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
        disabled={setPaused.isPending}
        onClick={() => setPaused.mutate({ scheduleId: schedule.id, isPaused: !isPaused })}
      />
    </div>
  );
}
