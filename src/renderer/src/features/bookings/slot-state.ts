import { slotStateOf } from '#shared/booking/slot-state.ts';
import type { BookingSlot, SlotBooking } from '#shared/model/booking.ts';

function isHold(booking: SlotBooking): boolean {
  return booking.status === 'pending';
}

/** When the hold of a slot that runs out next does so; null without holds that run out. */
export function nextExpiry(slot: BookingSlot): number | null {
  const ends = slot.bookings.flatMap((booking) =>
    isHold(booking) && booking.expiresAt !== null ? [booking.expiresAt] : [],
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

/** A hold lives at the very instant of its end, and no longer. */
export function hasRunOut(expiresAt: number | null, now: number): boolean {
  return expiresAt !== null && expiresAt < now;
}

/** Why nobody can take this slot now; null where somebody can. */
export function holdProblem(slot: BookingSlot, noticeMinutes: number, now: number): string | null {
  const state = slotStateOf(slot, now);
  if (state === 'past') return 'This slot is over.';
  if (state === 'unavailable') return 'This slot is off the board. Put it back to book it.';
  if (state !== 'free') return slot.maxBookings === 1 ? 'This slot is taken.' : 'All places of this slot are taken.';
  if (slot.startsAt <= now) return 'This slot has begun.';
  if (slot.startsAt - noticeMinutes * 60_000 < now)
    return `It begins too soon: this service is booked ${noticeWords(noticeMinutes)} ahead at the latest.`;
  return null;
}

function noticeWords(minutes: number): string {
  if (minutes % 60 !== 0) return `${String(minutes)} minutes`;
  return minutes === 60 ? '1 hour' : `${String(minutes / 60)} hours`;
}

export interface StateCounts {
  readonly free: number;
  readonly held: number;
  readonly paid: number;
  readonly past: number;
  readonly unavailable: number;
}

export function countStates(slots: readonly BookingSlot[], now: number): StateCounts {
  const counts = { free: 0, held: 0, paid: 0, past: 0, unavailable: 0 };
  for (const slot of slots) counts[slotStateOf(slot, now)] += 1;
  return counts;
}
