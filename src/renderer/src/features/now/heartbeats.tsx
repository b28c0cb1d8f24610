import type { ReactNode } from 'react';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import type { HeartbeatCell } from '#shared/model/slot.ts';
import { useNow } from '../../lib/clock.ts';
import { useOperation } from '../../lib/queries.ts';
import { scheduleName } from '../../lib/schedule-words.ts';
import { legendOutcomes, slotsSentence } from '../../lib/verdicts.ts';
import { OutcomeLegend } from '../../ui/outcome-mark.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { HeartbeatStrip } from './heartbeat-strip.tsx';
import { countCells, stripsEnd } from './view-model.ts';

/** One strip per schedule: what became of every slot of the last 24 hours. */
export function Heartbeats(): ReactNode {
  const beats = useOperation('schedules.heartbeats', {}, { refetchIntervalMs: 60_000 });
  const schedules = useOperation('schedules.list', {});
  const error = beats.error ?? schedules.error;
  const shown = legendOutcomes((beats.data ?? []).flatMap(({ cells }) => cells.map(({ verdict }) => verdict)));
  return (
    <section className="section" aria-labelledby="heartbeats">
      <div className="section__head">
        <h2 id="heartbeats">The last 24 hours</h2>
        <OutcomeLegend outcomes={shown} />
      </div>
      {beats.data !== undefined && schedules.data !== undefined ? (
        <Strips schedules={schedules.data} beats={beats.data} />
      ) : error === null ? (
        <LoadingState what="the last 24 hours" rows={2} />
      ) : (
        <ErrorState
          what="the last 24 hours"
          error={error}
          onRetry={() => void Promise.all([beats.refetch(), schedules.refetch()])}
        />
      )}
    </section>
  );
}

interface StripsProps {
  readonly schedules: readonly ScheduleStatus[];
  readonly beats: readonly { readonly scheduleId: string; readonly cells: readonly HeartbeatCell[] }[];
}

function Strips({ schedules, beats }: StripsProps): ReactNode {
  const now = useNow(60_000);
  if (schedules.length === 0) return <p className="secondary">There is no schedule yet.</p>;
  const strips = schedules.map((schedule) => {
    const cells = beats.find((each) => each.scheduleId === schedule.id)?.cells ?? [];
    return { schedule, cells, stepMs: schedule.stepMs };
  });
  const end = stripsEnd(strips, now);
  return (
    <ul className="panel strips">
      {strips.map(({ schedule, cells }) => (
        <li key={schedule.id} className="strip-row">
          <div className="strip-row__name">
            <StateMark mark={schedule.state} isShapeOnly />{' '}
            <span className="strong nowrap">{scheduleName(schedule)}</span>
            <span className="secondary strip-row__sentence">{slotsSentence(countCells(cells))}</span>
          </div>
          {cells.length === 0 ? null : <HeartbeatStrip schedule={schedule} cells={cells} now={now} end={end} />}
        </li>
      ))}
    </ul>
  );
}
