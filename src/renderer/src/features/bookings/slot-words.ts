import { assertNever } from '#shared/errors.ts';
import { slotStateOf } from '#shared/booking/slot-state.ts';
import type { BookingSlot, SlotCategory, SlotState } from '#shared/model/booking.ts';
import { formatCount, formatCountdown, formatNumber, formatTimeOfDay } from '../../lib/format.ts';
import { formatDate, formatHere, isForeignAt } from '../../lib/format-zoned.ts';
import { hasRunOut, nextExpiry } from './slot-state.ts';
import type { StateCounts } from './slot-state.ts';

export const slotStates = ['free', 'held', 'paid', 'past', 'unavailable'] as const satisfies readonly SlotState[];

export function stateWord(state: SlotState): string {
  switch (state) {
    case 'free':
      return 'Free';
    case 'held':
      return 'Held';
    case 'paid':
      return 'Paid';
    case 'past':
      return 'Past';
    case 'unavailable':
      return 'Off the board';
    default:
      return assertNever(state);
  }
}

/** `2 of 4`, of a slot that takes more than one booking; empty of others. */
export function placesWord({ bookings, maxBookings }: Pick<BookingSlot, 'bookings' | 'maxBookings'>): string {
  return maxBookings === 1 ? '' : `${formatNumber(bookings.length)} of ${formatNumber(maxBookings)}`;
}

/** The time that a hold has left, `12:31`, or that it has none. */
export function holdWord(expiresAt: number, now: number): string {
  return hasRunOut(expiresAt, now) ? 'ran out' : formatCountdown(expiresAt - now);
}

/** What a hold that has run out waits for. */
export function ranOutSentence(expiresAt: number): string {
  return `Ran out at ${formatTimeOfDay(expiresAt)}; Rounds frees the slot with its next sweep.`;
}

/** What stands on a slot of the day: `Free, 1 of 4`, `Held 12:31`. */
export function chipWord(slot: BookingSlot, now: number): string {
  const state = slotStateOf(slot, now);
  const places = placesWord(slot);
  const expiry = state === 'held' ? nextExpiry(slot) : null;
  const word =
    expiry === null
      ? state === 'unavailable'
        ? 'Off'
        : stateWord(state)
      : `${stateWord(state)} ${holdWord(expiry, now)}`;
  return places === '' ? word : `${word}, ${places}`;
}

/** A slot in one breath, for those who point at it. */
export function slotSentence(slot: BookingSlot, serviceName: string, timeZone: string, now: number): string {
  const state = stateWord(slotStateOf(slot, now)).toLowerCase();
  return `${formatDate(slot.date)}, ${slot.from} to ${slot.until}${hereWords(slot, timeZone)}, ${serviceName}: ${state}${takenWords(slot)}${holdWords(slot, now)}`;
}

/** What those who hear a slot are told after what stands on it. */
export function spokenWords(
  slot: BookingSlot,
  view: 'day' | 'week',
  serviceName: string,
  timeZone: string,
  now: number,
): string {
  const whose = `${holdWords(slot, now)}, ${serviceName}, ${formatDate(slot.date)}`;
  if (view === 'day') return placesWord(slot) === '' ? whose : ` places taken${whose}`;
  const state = stateWord(slotStateOf(slot, now)).toLowerCase();
  return ` to ${slot.until}${hereWords(slot, timeZone)}, ${state}${takenWords(slot)}${whose}`;
}

function hereWords({ startsAt }: BookingSlot, timeZone: string): string {
  return isForeignAt(startsAt, timeZone) ? ` (${formatHere(startsAt, timeZone)} here)` : '';
}

function takenWords(slot: BookingSlot): string {
  const places = placesWord(slot);
  return places === '' ? '' : `, ${places} places taken`;
}

function holdWords(slot: BookingSlot, now: number): string {
  const expiry = slot.endsAt <= now ? null : nextExpiry(slot);
  if (expiry === null) return '';
  return hasRunOut(expiry, now) ? ', a hold has run out' : `, a hold runs out at ${formatTimeOfDay(expiry)}`;
}

const categoryWords: Readonly<Record<SlotCategory, string>> = {
  normal: 'Normal',
  express: 'Express',
  urgent: 'Urgent',
  emergency: 'Emergency',
};

export function categoryWord(category: SlotCategory): string {
  return categoryWords[category];
}

/** `3 free` and ` of 8` for a day of the week, the second where there is room; what else there is where nothing can be. */
export function dayWords({ free, held, paid, past, unavailable }: StateCounts): readonly [string, string] {
  const total = free + held + paid + past + unavailable;
  if (total === 0) return ['–', ''];
  if (total === past) return [`${formatNumber(past)} past`, ''];
  if (total === unavailable) return ['Off', ' the board'];
  return [`${formatNumber(free)} free`, ` of ${formatNumber(total)}`];
}

/** `98 free, 6 held, 30 paid`, without what is none. */
export function countWords(counts: StateCounts): string {
  const words = slotStates
    .filter((state) => counts[state] > 0)
    .map((state) => `${formatNumber(counts[state])} ${stateWord(state).toLowerCase()}`);
  return words.length === 0 ? 'no slots' : words.join(', ');
}

/** One sentence that is true of what the board shows. */
export function boardSentence(slots: readonly BookingSlot[], counts: StateCounts, now: number): string {
  if (slots.length === 0) return 'No slots in this stretch of time.';
  const expiries = slots.flatMap((slot) => {
    const at = slot.endsAt > now ? nextExpiry(slot) : null;
    return at === null ? [] : [at];
  });
  const running = expiries.filter((at) => !hasRunOut(at, now));
  const next = running.length === 0 ? '' : `; the next hold runs out at ${formatTimeOfDay(Math.min(...running))}`;
  return `${formatCount(slots.length, 'slot', 'slots')}: ${countWords(counts)}${next}.`;
}
