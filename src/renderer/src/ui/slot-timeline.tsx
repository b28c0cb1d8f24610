import { ChartLine, Table } from 'lucide-react';
import { memo, useCallback, useMemo, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { describeZone } from '#shared/schedule/sentence.ts';
import type { SlotStretch } from '#shared/model/slot.ts';
import { cssVars } from '../lib/css-vars.ts';
import { zoneTitle, zonedTicks } from '../lib/format-zoned.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { useRoving } from '../lib/use-roving.ts';
import { useWidth } from '../lib/use-width.ts';
import { legendOutcomes, slotsSentence } from '../lib/verdicts.ts';
import { Button } from './button.tsx';
import { OutcomeBar, OutcomeLegend, OutcomeMark } from './outcome-mark.tsx';
import { cellTitle, countStretches, timelineCells } from './slot-timeline-model.ts';
import type { TimelineCell } from './slot-timeline-model.ts';
import { SlotTable } from './slot-table.tsx';
import './slot-timeline.css';

interface SlotTimelineProps {
  /** Oldest first. */
  readonly stretches: readonly SlotStretch[];
  readonly from: number;
  readonly until: number;
  readonly timeZone: string;
  readonly onOpenRun: (runId: string) => void;
}

/** What became of every slot over a time, as a row of cells or as a table; a sentence counts them either way. */
export function SlotTimeline({ stretches, from, until, timeZone, onOpenRun }: SlotTimelineProps): ReactNode {
  const [isTable, setIsTable] = useState(false);
  const [widthRef, width] = useWidth<HTMLDivElement>(800);
  const cells = useMemo(() => timelineCells(stretches, from, until, width), [stretches, from, until, width]);
  const counts = useMemo(() => countStretches(stretches), [stretches]);
  const toggle = (): void => setIsTable((current) => !current);
  useShortcut('t', 'Show the timeline as a table, or back', toggle);
  return (
    <div className="timeline" ref={widthRef}>
      <div className="timeline__head">
        <p>{slotsSentence(counts)}</p>
        <Button onClick={toggle} aria-pressed={isTable} title="T">
          {isTable ? <ChartLine size={14} aria-hidden="true" /> : <Table size={14} aria-hidden="true" />}
          {isTable ? 'Show timeline' : 'Show table'}
        </Button>
      </div>
      {isTable ? (
        <SlotTable stretches={stretches} timeZone={timeZone} onOpenRun={onOpenRun} />
      ) : (
        <>
          <Strip cells={cells} timeZone={timeZone} onOpenRun={onOpenRun}>
            <Axis from={from} until={until} timeZone={timeZone} />
          </Strip>
          <OutcomeLegend outcomes={legendOutcomes(counts.keys())} />
        </>
      )}
    </div>
  );
}

interface StripProps {
  readonly cells: readonly TimelineCell[];
  readonly timeZone: string;
  readonly onOpenRun: (runId: string) => void;
  readonly children: ReactNode;
}

function Strip({ cells, timeZone, onOpenRun, children }: StripProps): ReactNode {
  const { ref, active, setActive, onKeyDown } = useRoving(cells.length);
  const [told, setTold] = useState<number | null>(null);
  const onFocus = useCallback(
    (index: number): void => {
      setActive(index);
      setTold(index);
    },
    [setActive],
  );
  const open = (cell: TimelineCell | undefined): void => {
    if (cell !== undefined && cell.runId !== null) onOpenRun(cell.runId);
  };
  const shown = told === null ? undefined : cells[told];
  return (
    <>
      <fieldset ref={ref} className="timeline__cells" aria-label={`Slots, oldest first, ${describeZone(timeZone)}`}>
        {cells.map((cell, index) => (
          <Cell
            key={cell.firstPlanned}
            cell={cell}
            index={index}
            isTabStop={index === active}
            isTold={index === told}
            timeZone={timeZone}
            onOpen={open}
            onTell={setTold}
            onFocus={onFocus}
            onKeyDown={onKeyDown}
          />
        ))}
      </fieldset>
      {children}
      <div className="timeline__told">
        <output className="timeline__story">
          {shown === undefined ? (
            <span className="secondary">Point at a slot, or walk with the arrow keys, to hear its story.</span>
          ) : (
            <Story cell={shown} timeZone={timeZone} />
          )}
        </output>
        {shown === undefined || shown.runId === null ? null : (
          <Button look="link" onClick={() => open(shown)}>
            Open the run
          </Button>
        )}
      </div>
    </>
  );
}

interface CellProps {
  readonly cell: TimelineCell;
  readonly index: number;
  readonly isTabStop: boolean;
  readonly isTold: boolean;
  readonly timeZone: string;
  readonly onOpen: (cell: TimelineCell) => void;
  readonly onTell: (index: number) => void;
  readonly onFocus: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent, index: number) => void;
}

/** Hundreds stand in a row, and the pointer passes over them: only those that differ are drawn anew. */
const Cell = memo(SlotCell, (before, after) => {
  const { cell, index, isTabStop, isTold, timeZone } = after;
  const isSamePlace = before.index === index && before.isTabStop === isTabStop && before.isTold === isTold;
  return isSamePlace && before.cell === cell && before.timeZone === timeZone;
});

function SlotCell({ cell, index, isTabStop, isTold, timeZone, ...on }: CellProps): ReactNode {
  const { when, what } = cellTitle(cell, timeZone);
  return (
    <button
      type="button"
      className={`timeline__cell ${isTold ? 'timeline__cell--told' : ''}`}
      style={cssVars({ '--left': cell.left, '--width': cell.width })}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`${when}: ${what}`}
      onClick={() => on.onOpen(cell)}
      onKeyDown={(event) => on.onKeyDown(event, index)}
      onFocus={() => on.onFocus(index)}
      onPointerEnter={() => on.onTell(index)}
    >
      <OutcomeBar outcome={cell.outcome} />
    </button>
  );
}

function Story({ cell, timeZone }: { readonly cell: TimelineCell; readonly timeZone: string }): ReactNode {
  const { when, what } = cellTitle(cell, timeZone);
  return (
    <>
      <span className="strong">{when}</span> <span className="secondary">{describeZone(timeZone)}</span>{' '}
      <OutcomeMark outcome={cell.outcome} word={what} /> {cell.story}
    </>
  );
}

interface AxisProps {
  readonly from: number;
  readonly until: number;
  readonly timeZone: string;
}

function Axis({ from, until, timeZone }: AxisProps): ReactNode {
  const share = (at: number): number => (at - from) / Math.max(1, until - from);
  return (
    <div className="timeline__axis" aria-hidden="true">
      {zonedTicks(from, until, timeZone)
        .filter(({ at }) => share(at) < 0.95)
        .map(({ at, label }) => (
          <span key={at} className="timeline__tick" style={cssVars({ '--left': share(at) })}>
            {label}
          </span>
        ))}
      <span className="timeline__zone">{zoneTitle(timeZone)}</span>
    </div>
  );
}
