import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { useNow } from '../../lib/clock.ts';
import { formatTimeOfDay } from '../../lib/format.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { scheduleMark, scheduleName, stateSentence } from '../../lib/schedule-words.ts';
import { Countdown } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { comingUp } from './view-model.ts';

/** The next runs with the time left; each can be run at once. */
export function ComingUp(): ReactNode {
  const schedules = useOperation('schedules.list', {});
  return (
    <section className="section" aria-labelledby="coming-up">
      <h2 id="coming-up">Coming up</h2>
      {schedules.data !== undefined ? (
        <NextRuns schedules={schedules.data} />
      ) : schedules.error === null ? (
        <LoadingState what="the schedules" rows={3} />
      ) : (
        <ErrorState what="the schedules" error={schedules.error} onRetry={() => void schedules.refetch()} />
      )}
    </section>
  );
}

function NextRuns({ schedules }: { readonly schedules: readonly ScheduleStatus[] }): ReactNode {
  const start = useCommand('runs.startSchedule');
  const now = useNow(60_000);
  const next = comingUp(schedules);
  const silent = schedules.filter((schedule) => schedule.nextAt === null);
  return (
    <ul className="panel coming-up">
      {next.map((schedule) => (
        <li key={schedule.id} className="coming-up__line">
          <span className="coming-up__left">
            <Countdown at={schedule.nextAt} className="age--from-left" />
          </span>
          <span className="coming-up__name">
            <span className="strong">{scheduleName(schedule)}</span>
            <span className="secondary">
              {schedule.title}. {schedule.sentence}, next at {formatTimeOfDay(schedule.nextAt)}.{' '}
              {schedule.state === 'waiting' ? stateSentence(schedule, now) : ''}
            </span>
          </span>
          <Button
            look="quiet"
            aria-label={`Run now: ${schedule.title}, ${schedule.subject}`}
            disabled={schedule.state === 'running' || start.isPending}
            onClick={() => start.mutate({ scheduleId: schedule.id, reason: 'Asked for on the Now page' })}
          >
            <Play size={12} aria-hidden="true" /> Run now
          </Button>
        </li>
      ))}
      {silent.map((schedule) => (
        <li key={schedule.id} className="coming-up__line">
          <StateMark {...scheduleMark(schedule)} />
          <span className="coming-up__name">
            <span className="strong">{scheduleName(schedule)}</span>
            <span className="secondary">{stateSentence(schedule, now) || 'No run is planned.'}</span>
          </span>
        </li>
      ))}
      {schedules.length === 0 ? (
        <li className="coming-up__line secondary">No run is planned: there is no schedule yet.</li>
      ) : null}
    </ul>
  );
}
