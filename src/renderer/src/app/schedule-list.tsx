import { Pause, Play, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { assertNever } from '#shared/errors.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { useNow } from '../lib/clock.ts';
import { useCommand, useOperation } from '../lib/queries.ts';
import {
  hasPausedItself,
  resumeText,
  scheduleMark,
  scheduleName,
  stateSentence,
  untilText,
} from '../lib/schedule-words.ts';
import { howFar, runMark } from '../lib/words.ts';
import { Age, Countdown } from '../ui/age.tsx';
import { Button, IconButton } from '../ui/button.tsx';
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
          <ScheduleItem
            key={schedule.id}
            schedule={schedule}
            isNarrow={isNarrow}
            hasNamesake={schedules.data.some((other) => other !== schedule && isNamesake(other, schedule))}
          />
        ))}
      </ul>
    </section>
  );
}

interface ScheduleItemProps {
  readonly schedule: ScheduleStatus;
  readonly isNarrow: boolean;
  /** Another schedule has the same name, so that only the id tells them apart. */
  readonly hasNamesake: boolean;
}

function isNamesake(one: ScheduleStatus, other: ScheduleStatus): boolean {
  return scheduleName(one) === scheduleName(other);
}

function ScheduleItem({ schedule, isNarrow, hasNamesake }: ScheduleItemProps): ReactNode {
  const now = useNow(60_000);
  const name = scheduleName(schedule);
  const { mark, word } = scheduleMark(schedule);
  const path = `/schedules/${encodeURIComponent(schedule.id)}`;
  if (isNarrow) {
    return (
      <li>
        <Link to={path} className="schedule schedule--narrow" title={`${name}: ${word}`}>
          <StateMark mark={mark} word={word} isShapeOnly />
          <span className="visually-hidden">{name}</span>
        </Link>
      </li>
    );
  }
  const why = stateSentence(schedule, now);
  return (
    <li className="schedule" title={why === '' ? `${schedule.title}. ${schedule.sentence}.` : why}>
      <StateMark mark={mark} word={word} isShapeOnly />
      <div className="schedule__text">
        <Link to={path} className="schedule__name">
          {name}
        </Link>
        {hasNamesake ? <div className="schedule__state">{schedule.id}</div> : null}
        <div className="schedule__state">
          <ScheduleState schedule={schedule} now={now} />
        </div>
      </div>
      <ScheduleButtons schedule={schedule} />
    </li>
  );
}

function ScheduleState({ schedule, now }: { readonly schedule: ScheduleStatus; readonly now: number }): ReactNode {
  const { state, nextAt, lastRun } = schedule;
  const next = nextAt === null ? 'no run planned' : <>in {<Countdown at={nextAt} isInRow />}</>;
  if (schedule.problem !== null) return <span className="failed-text">cannot run: {schedule.problem}</span>;
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
      return schedule.resumesAt === null ? (
        <>waits, {next}</>
      ) : (
        `waits until ${resumeText(schedule.resumesAt, schedule.timeZone)}`
      );
    case 'running':
      return runningText(schedule);
    case 'paused':
      return <Paused schedule={schedule} now={now} />;
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

/** By whom and until when; one that paused itself says so and offers to go on. */
function Paused({ schedule, now }: { readonly schedule: ScheduleStatus; readonly now: number }): ReactNode {
  const setPaused = useCommand('schedules.setPaused');
  const { pause } = schedule;
  if (pause === null) return schedule.enabled ? 'paused' : 'switched off';
  if (!hasPausedItself(schedule)) {
    return pause.until === null ? 'paused by hand' : `paused by hand until ${untilText(pause.until, now)}`;
  }
  return (
    <>
      <span className="attention-text">
        paused itself
        {schedule.failuresInRow > 1 ? ` after ${schedule.failuresInRow} failures` : ''}
      </span>{' '}
      <Button
        look="link"
        disabled={setPaused.isPending}
        aria-label={`Let ${scheduleName(schedule)} go on`}
        onClick={() => setPaused.mutate({ scheduleId: schedule.id, isPaused: false })}
      >
        Let it go on
      </Button>
    </>
  );
}

function runningText({ lastRun }: ScheduleStatus): string {
  const far = lastRun === null ? '' : howFar(lastRun);
  return far === '' ? 'running' : `running, ${far}`;
}

function ScheduleButtons({ schedule }: { readonly schedule: ScheduleStatus }): ReactNode {
  const start = useCommand('runs.startSchedule');
  const setPaused = useCommand('schedules.setPaused');
  const isPaused = schedule.pause !== null;
  const name = scheduleName(schedule);
  return (
    <div className="schedule__buttons">
      <IconButton
        label={`Run ${name} now`}
        icon={<Play size={14} aria-hidden="true" />}
        disabled={schedule.state === 'running' || schedule.problem !== null || start.isPending}
        onClick={() => start.mutate({ scheduleId: schedule.id, reason: 'Asked for in the sidebar' })}
      />
      <IconButton
        label={`${isPaused ? 'Resume' : 'Pause'} ${name}`}
        icon={isPaused ? <StepForward size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
        disabled={setPaused.isPending}
        onClick={() => setPaused.mutate({ scheduleId: schedule.id, isPaused: !isPaused })}
      />
    </div>
  );
}
