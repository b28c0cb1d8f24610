import { memo } from 'react';
import type { ReactNode } from 'react';
import { slotStateOf } from '#shared/booking/slot-state.ts';
import type { BookingSlot } from '#shared/model/booking.ts';
import { useNow } from '../../lib/clock.ts';
import { formatHere } from '../../lib/format-zoned.ts';
import { isWide } from './board-layout.ts';
import { SlotShape } from './slot-shape.tsx';
import { nextExpiry } from './slot-state.ts';
import { chipWord, holdWord, placesWord, slotSentence, spokenWords } from './slot-words.ts';

interface SlotChipProps {
  readonly slot: BookingSlot;
  readonly view: 'day' | 'week';
  readonly serviceName: string;
  readonly timeZone: string;
  /** The times on the viewer's clocks stand below. */
  readonly isForeign: boolean;
  readonly isActive: boolean;
  readonly isOpen: boolean;
}

/**
 * A slot of the board. One with a hold ticks, the others follow the clock by the minute; it stays the same button meanwhile,
 * for whoever came from it goes back to it.
 */
export const SlotChip = memo(function SlotChip(props: SlotChipProps): ReactNode {
  const { slot, view, serviceName, timeZone, isForeign, isActive, isOpen } = props;
  const minute = useNow(60_000);
  const isTicking = slotStateOf(slot, minute) === 'held' && nextExpiry(slot) !== null;
  const now = useNow(isTicking ? 1000 : 60_000);
  const state = slotStateOf(slot, now);
  const wide = view === 'week' && isWide(slot, now) ? 'slot--wide' : '';
  return (
    <button
      type="button"
      className={`slot slot--${view} slot--${state} ${wide}`}
      data-slot={slot.id}
      tabIndex={isActive ? 0 : -1}
      aria-current={isOpen ? 'true' : undefined}
      title={slotSentence(slot, serviceName, timeZone, now)}
    >
      <SlotShape state={state} />
      {view === 'day' ? (
        <span className="slot__lines">
          <span>
            <span className="slot__time">
              {slot.from}–{slot.until}
            </span>{' '}
            <span className="slot__word">{chipWord(slot, now)}</span>
          </span>
          {isForeign ? <span className="slot__here"> {formatHere(slot.startsAt, timeZone)} here</span> : null}
        </span>
      ) : (
        <>
          <span className="slot__time">{slot.from}</span>
          {wide === '' ? null : <span className="slot__word"> {weekWord(slot, now)}</span>}
        </>
      )}
      <span className="visually-hidden">{spokenWords(slot, view, serviceName, timeZone, now)}</span>
    </button>
  );
});

/** What fits beside the time in a cell of the week: the time that a hold has left, or the places taken. */
function weekWord(slot: BookingSlot, now: number): string {
  const expiry = slotStateOf(slot, now) === 'held' ? nextExpiry(slot) : null;
  return expiry === null ? placesWord(slot) : holdWord(expiry, now);
}
