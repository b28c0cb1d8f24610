import { expect, it } from 'vitest';
import { slotStateOf } from './slot-state.ts';

const now = 1000;
const slot = { endsAt: 2000, isAvailable: true, maxBookings: 1, bookings: [] };
const pending = { status: 'pending' } as const;
const paid = { status: 'paid' } as const;

it.each([
  ['free while nobody has it', {}, 'free'],
  ['held while its booking is not paid', { bookings: [pending] }, 'held'],
  ['paid when it is', { bookings: [paid] }, 'paid'],
  ['free while it has a place left', { maxBookings: 3, bookings: [paid, pending] }, 'free'],
  ['held while any of those that fill it is not paid', { maxBookings: 2, bookings: [paid, pending] }, 'held'],
  ['unavailable off the board, even with a booking', { isAvailable: false, bookings: [paid] }, 'unavailable'],
  ['past once it has ended', { endsAt: now, bookings: [paid] }, 'past'],
  ['past even off the board', { endsAt: now - 1, isAvailable: false }, 'past'],
  ['free until the last millisecond', { endsAt: now + 1 }, 'free'],
])('a slot is %s', (_when, change, state) => {
  expect(slotStateOf({ ...slot, ...change }, now)).toBe(state);
});
