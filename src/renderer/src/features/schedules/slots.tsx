import type { ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { useNow } from '../../lib/clock.ts';
import { zoneName } from '../../lib/format.ts';
import { isKnownZone } from '../../lib/format-zoned.ts';
import { useOperation } from '../../lib/queries.ts';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SlotTimeline } from '../../ui/slot-timeline.tsx';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Ranges by their key in the address. */
const ranges = {
  '24h': { label: '24 h', words: 'the last 24 hours', days: 1 },
  '7d': { label: '7 d', words: 'the last 7 days', days: 7 },
  '30d': { label: '30 d', words: 'the last 30 days', days: 30 },
} as const;
type RangeKey = keyof typeof ranges;

function isRange(value: string): value is RangeKey {
  return Object.hasOwn(ranges, value);
}

/** What became of every slot; the range is held in the address. */
export function Slots({ schedule }: { readonly schedule: ScheduleStatus }): ReactNode {
  const [params, setParams] = useSearchParams();
  const wanted = params.get('range') ?? '24h';
  const range = isRange(wanted) ? wanted : '24h';
  return (
    <section className="section" aria-labelledby="slots">
      <div className="schedule-head">
        <h2 id="slots">Slots of {ranges[range].words}</h2>
        <div className="segments" role="radiogroup" aria-label="Range">
          {Object.entries(ranges).map(([key, { label, words }]) => (
            <label key={key} title={words}>
              <input
                type="radio"
                name="slot-range"
                checked={key === range}
                onChange={() => setParams(key === '24h' ? {} : { range: key }, { replace: true })}
              />
              {label}
            </label>
          ))}
        </div>
      </div>
      <Timeline key={range} schedule={schedule} days={ranges[range].days} />
    </section>
  );
}

function Timeline({ schedule, days }: { readonly schedule: ScheduleStatus; readonly days: number }): ReactNode {
  const navigate = useNavigate();
  const minute = useNow(MINUTE);
  // What becomes of slots of the minute under way is asked for too; slots that are still to come have no verdict.
  const until = minute + MINUTE;
  const from = until - days * DAY;
  const slots = useOperation('schedules.slots', { scheduleId: schedule.id, from, until }, { keepsPrevious: true });
  if (slots.data === undefined) {
    return slots.error === null ? (
      <LoadingState what="the slots" rows={3} />
    ) : (
      <ErrorState what="the slots" error={slots.error} onRetry={() => void slots.refetch()} />
    );
  }
  const { stretches, isCut } = slots.data;
  if (stretches.length === 0) return <p className="secondary">No slot was planned in this time.</p>;
  return (
    <>
      <SlotTimeline
        stretches={stretches}
        from={from}
        until={until}
        timeZone={isKnownZone(schedule.timeZone) ? schedule.timeZone : zoneName()}
        onOpenRun={(runId) => void navigate(`/runs/${encodeURIComponent(runId)}`)}
      />
      {isCut ? <p className="secondary">Only the newest 2,000 stretches are shown; earlier ones are kept.</p> : null}
    </>
  );
}
