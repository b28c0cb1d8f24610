import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PlannedSlot, Provider, Service } from '../model/booking.ts';
import { addDays, dateIn, weekdayOf } from '../model/calendar-date.ts';
import { minuteOfDay, timeOfDay, Weekday } from '../schedule/rule.ts';
import { zoneOf } from '../schedule/zone.ts';
import { slotsOf } from './slots.ts';

const dayMinutes = 1440;
const time = fc.integer({ min: 0, max: 95 }).map((quarter) => timeOfDay(quarter * 15));
const endTime = fc.oneof(time, fc.constantFrom('24:00', '23:59', '23:30'));
const stretch = { from: time, until: endTime };
const pause = fc.oneof(
  fc.constant({ breakFrom: null, breakUntil: null }),
  fc.record({ breakFrom: time, breakUntil: endTime }),
);
const weekday = fc.constantFrom(...Weekday.options);
const date = fc.integer({ min: -2, max: 9 }).map((day) => addDays('2026-10-22', day));
const joined = <T extends object, U extends object>(left: fc.Arbitrary<T>, right: fc.Arbitrary<U>) =>
  fc.tuple(left, right).map(([one, other]) => ({ ...one, ...other }));

const providers = fc
  .record({
    timeZone: fc.constantFrom('Europe/Zurich', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'),
    availability: fc.array(joined(fc.record({ weekday, ...stretch }), pause), { maxLength: 8 }),
    exceptions: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('closed'), date }),
        joined(fc.record({ kind: fc.constant('extra'), date, ...stretch }), pause),
      ),
      { maxLength: 3 },
    ),
  })
  .map((fields) => Provider.parse({ id: 'p', name: 'Provider', ...fields }));
const services = fc
  .record({
    durationMinutes: fc.oneof(fc.integer({ min: 20, max: 300 }), fc.constantFrom(30, 60, 720, 1440)),
    timeSlots: fc.oneof(fc.constant([]), fc.array(fc.record({ weekday, ...stretch }), { maxLength: 4 })),
  })
  .map((fields) => Service.parse({ id: 's', providerId: 'p', name: 'Service', price: '10.00', ...fields }));
// Late in October the clocks of Zurich and New York go back, in the first days of it Lord Howe's go forward.
const starts = fc.constantFrom('2026-10-01', '2026-10-22', '2026-10-23', '2026-10-29', '2026-03-27', '2026-03-05');

/** A window of a day as it was written. */
interface Written {
  readonly from: string;
  readonly until: string;
}

function writtenOn(provider: Provider, service: Service, day: string): Written[] {
  const isOfDay = (window: { weekday: string }) => window.weekday === Weekday.options[(weekdayOf(day) + 6) % 7];
  const special = provider.exceptions.filter((exception) => exception.date === day);
  const isClosed = special.some(({ kind }) => kind === 'closed');
  const own = service.timeSlots.filter(isOfDay);
  if (own.length > 0) return isClosed ? [] : own;
  const extra = special.filter((exception) => exception.kind === 'extra');
  return [...(isClosed ? [] : provider.availability.filter(isOfDay)), ...extra];
}

/** Whether a slot lies within a stretch that starts so many days before its date. */
function liesWithin(slot: PlannedSlot, { from, until }: Written, daysBefore: number): boolean {
  const start = minuteOfDay(slot.from) + daysBefore * dayMinutes;
  const end = minuteOfDay(slot.until) + daysBefore * dayMinutes;
  const open = minuteOfDay(from);
  const close = minuteOfDay(until);
  const isOver = close <= open;
  return start >= open && (end <= start ? end + dayMinutes : end) <= (isOver ? close + dayMinutes : close);
}

it('slots of whatever rules are in order, unique, within their windows, and true to the clock', () => {
  fc.assert(
    fc.property(providers, services, starts, (provider, service, from) => {
      const slots = slotsOf(provider, service, from, 8);
      const places = slots.map((slot) => `${slot.date} ${slot.from}`);
      expect(new Set(places).size).toBe(places.length);
      expect(places).toEqual(places.toSorted());
      for (const slot of slots) {
        expect(slot.date >= from && slot.date < addDays(from, 8)).toBe(true);
        const isWritten = [0, 1].some((daysBefore) =>
          writtenOn(provider, service, addDays(slot.date, -daysBefore)).some((window) =>
            liesWithin(slot, window, daysBefore),
          ),
        );
        expect(isWritten).toBe(true);
        expect(slot.endsAt).toBeGreaterThan(slot.startsAt);
        expect(dateIn(provider.timeZone, slot.startsAt)).toBe(slot.date);
        const wall = new Date(slot.startsAt + zoneOf(provider.timeZone).offsetAt(slot.startsAt));
        expect(wall.toISOString().slice(11, 16)).toBe(slot.from);
      }
    }),
    { seed: 20_261_122, numRuns: 150 },
  );
});

it('slots that follow from availability never overlap', () => {
  fc.assert(
    fc.property(providers, services, starts, (provider, service, from) => {
      const slots = slotsOf(provider, { ...service, timeSlots: [] }, from, 8);
      slots.slice(1).forEach((slot, index) => {
        expect(slot.startsAt).toBeGreaterThanOrEqual(slots[index]?.endsAt ?? 0);
      });
    }),
    { seed: 7, numRuns: 150 },
  );
});

it('what a date has does not depend on which dates are asked for together', () => {
  fc.assert(
    fc.property(providers, services, starts, (provider, service, from) => {
      const together = slotsOf(provider, service, from, 6);
      const alone = [0, 1, 2, 3, 4, 5].flatMap((day) => slotsOf(provider, service, addDays(from, day), 1));
      expect(together).toEqual(alone);
    }),
    { seed: 11, numRuns: 100 },
  );
});
