import { memo } from 'react';
import type { ReactNode } from 'react';
import type { BookingSlot } from '#shared/model/booking.ts';
import { useNow } from '../../lib/clock.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatHere, formatInZone, isForeignAt, zoneTitle } from '../../lib/format-zoned.ts';
import { isForeignLine } from './board-layout.ts';
import type { BoardLine, ServiceLine } from './board-rows.ts';
import { SlotChip } from './slot-chip.tsx';
import { countStates } from './slot-state.ts';
import { countWords, dayWords } from './slot-words.ts';

interface BoardLineRowProps {
  readonly line: BoardLine;
  /** Counted from 1, with the head. */
  readonly rowIndex: number;
  readonly height: number;
  readonly view: 'day' | 'week';
  readonly across: number;
  readonly columns: number;
  /** The slot that the tab key reaches, where it is of this line. */
  readonly activeId: string | null;
  readonly openId: string | null;
}

/** A provider, or one of its services with its slots. */
export const BoardLineRow = memo(function BoardLineRow(props: BoardLineRowProps): ReactNode {
  const { line, rowIndex, height, columns } = props;
  if (line.kind === 'service') return <ServiceRow {...props} line={line} />;
  return (
    <tr className="board__provider" aria-rowindex={rowIndex} style={{ height }}>
      <th scope="colgroup" colSpan={columns}>
        <span className="board__provider-line">
          <span className="strong">{line.name}</span>
          <ZoneNote timeZone={line.timeZone} />
          <Counts line={line} />
        </span>
      </th>
    </tr>
  );
});

function Counts({ line }: { readonly line: Extract<BoardLine, { kind: 'provider' }> }): ReactNode {
  const now = useNow(60_000);
  return <span className="secondary">{countWords(countStates(line.slots, now))}</span>;
}

/** The clocks that the times of a provider are read on, and what they show against the viewer's. */
function ZoneNote({ timeZone }: { readonly timeZone: string }): ReactNode {
  const now = useNow(60_000);
  if (!isForeignAt(now, timeZone)) return null;
  return (
    <span className="secondary">
      {zoneTitle(timeZone)}: {formatInZone(now, timeZone)} there, {formatHere(now, timeZone)} here
    </span>
  );
}

function ServiceRow({
  line,
  rowIndex,
  height,
  view,
  across,
  activeId,
  openId,
}: BoardLineRowProps & { readonly line: ServiceLine }): ReactNode {
  const now = useNow(60_000);
  const isForeign = view === 'day' && isForeignLine(line);
  const { name, status } = line.service;
  return (
    <tr aria-rowindex={rowIndex} style={{ height }}>
      <th scope="row" className="board__name" title={name}>
        <span className="board__clamp">{name}</span>
        {status === 'active' ? null : <span className="secondary board__status">{status}</span>}
      </th>
      {line.days.map(({ date, slots }) => (
        <td key={date} className="board__cell">
          {view === 'week' ? (
            <DayCount slots={slots} now={now} />
          ) : slots.length === 0 ? (
            <span className="secondary">No slots on this day</span>
          ) : null}
          <span
            className="board__chips"
            // Where one chip fits beside no other, a wide one takes no second column: that would halve all of them.
            style={cssVars({ '--across': across, '--wide': Math.min(2, across) })}
          >
            {slots.map((slot) => (
              <SlotChip
                key={slot.id}
                slot={slot}
                view={view}
                serviceName={name}
                timeZone={line.timeZone}
                isForeign={isForeign}
                isActive={slot.id === activeId}
                isOpen={slot.id === openId}
              />
            ))}
          </span>
        </td>
      ))}
    </tr>
  );
}

/** How many slots of a day are free; of how many where there is room. */
function DayCount({ slots, now }: { readonly slots: readonly BookingSlot[]; readonly now: number }): ReactNode {
  const [words, rest] = dayWords(countStates(slots, now));
  return (
    <span className="board__count secondary" title={words + rest}>
      {words}
      <span className="board__of">{rest}</span>
    </span>
  );
}
