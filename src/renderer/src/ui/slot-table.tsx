import type { ReactNode } from 'react';
import type { SlotStretch } from '#shared/model/slot.ts';
import { describeZone } from '#shared/schedule/sentence.ts';
import { formatSpanInZone } from '../lib/format-zoned.ts';
import { formatNumber } from '../lib/format.ts';
import { outcomeOf } from '../lib/verdicts.ts';
import { Button } from './button.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { ScrollRegion } from './scroll-region.tsx';

interface SlotTableProps {
  readonly stretches: readonly SlotStretch[];
  readonly timeZone: string;
  readonly onOpenRun: (runId: string) => void;
}

/** The timeline's twin: one row for each stretch, newest first. */
export function SlotTable({ stretches, timeZone, onOpenRun }: SlotTableProps): ReactNode {
  return (
    <ScrollRegion className="scroll-table" label="Slots as a table">
      <table className="table">
        <caption className="visually-hidden">What became of the slots, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Planned, {describeZone(timeZone)}</th>
            <th scope="col" className="numeric">
              Slots
            </th>
            <th scope="col">What became of them</th>
            <th scope="col">Why</th>
            <th scope="col">Run</th>
          </tr>
        </thead>
        <tbody>
          {stretches.toReversed().map((stretch) => (
            <SlotRow key={stretch.firstPlanned} stretch={stretch} timeZone={timeZone} onOpenRun={onOpenRun} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface SlotRowProps {
  readonly stretch: SlotStretch;
  readonly timeZone: string;
  readonly onOpenRun: (runId: string) => void;
}

function SlotRow({ stretch, timeZone, onOpenRun }: SlotRowProps): ReactNode {
  const { firstPlanned, lastPlanned, runId } = stretch;
  const when = formatSpanInZone(firstPlanned, lastPlanned, timeZone);
  return (
    <tr>
      <th scope="row" className="nowrap">
        {when}
      </th>
      <td className="numeric">{formatNumber(stretch.count)}</td>
      <td>
        <OutcomeMark outcome={outcomeOf(stretch)} />
      </td>
      <td>{stretch.story}</td>
      <td>
        {runId === null ? (
          '–'
        ) : (
          <Button look="link" aria-label={`Open the run of ${when}`} onClick={() => onOpenRun(runId)}>
            Open
          </Button>
        )}
      </td>
    </tr>
  );
}
