import type { ReactNode } from 'react';
import type { SchedulePlan } from '#shared/contract/schedules.ts';
import { formatDuration, formatList } from '../../lib/format.ts';
import { ZonedTime } from '../../ui/zoned-time.tsx';
import { compareNext } from './plan-words.ts';
import type { ComparedSlot } from './plan-words.ts';

const MINUTE = 60_000;

interface NextRunsProps {
  readonly plan: Pick<SchedulePlan, 'next'>;
  /** The stored plan to compare with; null compares with nothing. */
  readonly before: Pick<SchedulePlan, 'next'> | null;
  readonly timeZone: string;
}

/** The next runs on the schedule's clocks, with what is new and what goes. */
export function NextRuns({ plan, before, timeZone }: NextRunsProps): ReactNode {
  const slots = compareNext(plan.next, before?.next ?? null);
  if (slots.length === 0) return <p className="secondary">No run is planned.</p>;
  const hasSeconds = slots.some(({ plannedAt }, index) => plannedAt - (slots[index - 1]?.plannedAt ?? 0) < MINUTE);
  return (
    <ol className="next-runs">
      {slots.map((slot) => (
        <li key={`${slot.plannedAt} ${slot.change}`} className={`next-runs__run next-runs__run--${slot.change}`}>
          <ZonedTime at={slot.plannedAt} timeZone={timeZone} hasSeconds={hasSeconds} />
          <Remark slot={slot} />
        </li>
      ))}
    </ol>
  );
}

function Remark({ slot: { change, plannedAt, startAt, insteadOf } }: { readonly slot: ComparedSlot }): ReactNode {
  const words = [
    change === 'added' ? 'new' : change === 'removed' ? 'no longer' : '',
    insteadOf.length === 0 ? '' : `instead of ${formatList(insteadOf)}`,
    startAt > plannedAt ? `starts ${formatDuration(startAt - plannedAt)} later` : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? null : <span className="secondary">{words.join(', ')}</span>;
}
