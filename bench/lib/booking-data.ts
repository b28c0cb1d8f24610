import type { CalendarDate } from '../../src/shared/model/calendar-date.ts';
import { addDays } from '../../src/shared/model/calendar-date.ts';
import type { Connection } from '../../src/main/engine/store/connection.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const zones = ['Asia/Kathmandu', 'Europe/Zurich', 'America/New_York', 'UTC'] as const;

/** A configuration of so many providers with so many services each: eight hours a day, every day. */
export function bookingConfig(providers: number, servicesEach: number): unknown {
  const ids = Array.from({ length: providers }, (_, index) => `p${index + 1}`);
  return {
    version: 1,
    providers: ids.map((id, index) => ({
      id,
      name: `Provider ${id}`,
      timeZone: providers < zones.length ? 'UTC' : zones[index % zones.length],
      availability: weekdays.map((weekday) => ({
        weekday,
        from: '09:00',
        until: '18:00',
        breakFrom: '12:00',
        breakUntil: '13:00',
      })),
    })),
    services: ids.flatMap((providerId) =>
      Array.from({ length: servicesEach }, (_, index) => ({
        id: `${providerId}-s${index + 1}`,
        providerId,
        name: `Service ${index + 1} of ${providerId}`,
        price: '1000.00',
      })),
    ),
  };
}

interface Holds {
  readonly pending: number;
  /** So many of them have run out an hour before `now`. */
  readonly expired: number;
  readonly now: number;
  /** Tells one call from another. */
  readonly pass: number;
}

/** Tops up pending reservations, each on a slot of its own, long in the future. */
export function holdsFor({ raw }: Connection, { pending, expired, now, pass }: Holds): void {
  const there = Number(raw.prepare("SELECT count(*) FROM reservation WHERE status = 'pending'").pluck().get());
  const slot = raw.prepare(
    `INSERT INTO booking_slot (service_id, provider_id, date, from_minute, until_minute, starts_at, ends_at, category,
       base_price, price, max_bookings, is_available, origin, run_id, created_at, version)
     VALUES ('p1-s1', 'p1', @date, @from, @from + 1, @at, @at + 60000, 'normal', 100000, 100000, 1, 1, 'availability', NULL, 1, 1)`,
  );
  const hold = raw.prepare(
    `INSERT INTO reservation (id, slot_id, place, service_id, provider_id, date, from_minute, until_minute, customer_name,
       people, total_price, status, created_at, expires_at, version)
     VALUES (@id, @slot, 0, 'p1-s1', 'p1', @date, @from, @from + 1, 'Somebody', 1, 100000, 'pending', @created, @expires, 1)`,
  );
  raw.transaction(() => {
    for (let index = 0; index < pending - there; index += 1) {
      const date = addDays('2400-01-01', pass * 100 + Math.floor(index / 1440));
      const from = index % 1440;
      const at = Date.UTC(2400, 0, 1) + (pass * 100_000 + index) * 60_000 * 100;
      const { lastInsertRowid } = slot.run({ date, from, at });
      const expires = index < expired ? now - 3_600_000 : now + 3_600_000 + index;
      hold.run({ id: `H-${pass}-${index}`, slot: lastInsertRowid, date, from, created: expires - 1_800_000, expires });
    }
  })();
}

/** Books every other slot of a week. */
export function fillBoard({ raw }: Connection, from: CalendarDate): void {
  raw
    .prepare(
      `INSERT INTO reservation (id, slot_id, place, service_id, provider_id, date, from_minute, until_minute, customer_name,
         people, total_price, status, created_at, expires_at, paid_at, version)
       SELECT 'B-' || id, id, 0, service_id, provider_id, date, from_minute, until_minute, 'Somebody with a name', 2, price,
         iif(id % 4 = 0, 'paid', 'pending'), 1, starts_at, iif(id % 4 = 0, 2, NULL), 1
       FROM booking_slot WHERE date >= ? AND date < ? AND id % 2 = 0`,
    )
    .run(from, addDays(from, 7));
}
