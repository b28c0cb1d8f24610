import type { ReactNode } from 'react';
import type { Schedule, ScheduleStatus } from '#shared/model/schedule.ts';
import { useOperation } from '../../lib/queries.ts';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { NextRuns } from './next-runs.tsx';
import { DstDays, Load } from './preview-panel.tsx';
import { problemSentence } from './problem-words.ts';
import { draftOf, formOf } from './schedule-form.ts';

interface PlanProps {
  readonly schedule: Schedule;
  readonly status: ScheduleStatus;
}

/** When it runs next, on which days its clocks change, and what it asks of its hosts. */
export function Plan({ schedule, status }: PlanProps): ReactNode {
  const preview = useOperation(
    'schedules.preview',
    { id: schedule.id, draft: draftOf(formOf(schedule), [], schedule) },
    { keepsPrevious: true, refetchIntervalMs: 60_000 },
  );
  return (
    <section className="section schedule-plan" aria-labelledby="next">
      <h2 id="next">The next ten runs</h2>
      {preview.data === undefined ? (
        preview.error === null ? (
          <LoadingState what="the next runs" rows={5} />
        ) : (
          <ErrorState what="the next runs" error={preview.error} onRetry={() => void preview.refetch()} />
        )
      ) : preview.data.plan === null ? (
        <ul>
          {preview.data.problems.map((problem) => (
            <li key={problem.path.join('.')} className="failed-text">
              {problemSentence(problem)}
            </li>
          ))}
        </ul>
      ) : (
        <>
          {status.pause === null && status.enabled ? null : (
            <p className="secondary">Planned, but none is made while it is paused.</p>
          )}
          <NextRuns plan={preview.data.plan} before={null} timeZone={schedule.timeZone} />
          <DstDays days={preview.data.plan.dstDays} />
          <Load load={preview.data.plan.load} />
        </>
      )}
    </section>
  );
}
