import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';

/** What the tables refuse, by a part of what SQLite says, and what that means. */
const refusals: readonly (readonly [part: string, sentence: string])[] = [
  ['the slot is full', 'The slot is full. Choose another one.'],
  ['reservation.slot_id, reservation.place', 'Somebody else has taken this place of the slot. Choose another slot.'],
  ['the slot has more bookings than that', 'The slot has more bookings than that. Move some of them first.'],
  ['a paid reservation never expires', 'The reservation is paid: it never becomes a hold again, and never expires.'],
  ['category and price of a slot are fixed', 'Category and price of a slot are fixed when it is made.'],
  ['raises its version by one', 'The row was changed meanwhile. Look at it anew.'],
  ['reservation.id', 'There is a reservation with this id already.'],
  ['booking_slot.service_id', 'The service has a slot at this time already.'],
  ['booking_slot.id', 'There is a slot with this number already.'],
  ['FOREIGN KEY', 'Something that belongs to this row is not there, or still hangs on it.'],
];

/** Runs `write`; what the tables refuse becomes a `conflict` that says why. Nothing of the statement was done then. */
export function orConflict<T>(write: () => T): T {
  try {
    return write();
  } catch (thrown) {
    if (!(thrown instanceof Database.SqliteError) || !thrown.code.startsWith('SQLITE_CONSTRAINT')) throw thrown;
    const sentence = refusals.find(([part]) => thrown.message.includes(part))?.[1];
    throw new AppError('conflict', sentence ?? 'The row stands against the rules of its table.', { cause: thrown });
  }
}
