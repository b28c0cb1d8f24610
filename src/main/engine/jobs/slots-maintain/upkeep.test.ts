import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotsOf } from '#shared/booking/slots.ts';
import { type AvailabilityWindow, type PlannedSlot, Provider, Service } from '#shared/model/booking.ts';
import { addDays, dateIn } from '#shared/model/calendar-date.ts';
import { minuteOfDay, timeOfDay } from '#shared/schedule/rule.ts';
import { slotStamp } from '../../store/slot-outline.ts';
import { createRuleTimes, isSurelyUpToDate } from './outline.ts';
import { isUpToDate, type KeptSlot, type Upkeep, type UpkeepRequest, upkeepOf } from './upkeep.ts';

const hourMs = 3_600_000;
const now = Date.parse('2026-03-02T04:00:00Z');
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function providerOf(change: object = {}): Provider {
  const availability = weekdays.slice(0, 5).map((weekday) => ({ weekday, from: '09:00', until: '12:00' }));
  return Provider.parse({ id: 'p1', name: 'Provider', timeZone: 'Asia/Kathmandu', availability, ...change });
}

function serviceOf(change: object = {}): Service {
  return Service.parse({ id: 's1', providerId: 'p1', name: 'Repair', price: '100.00', ...change });
}

interface Stored extends KeptSlot {
  readonly id: string;
}

function storedOf(slot: PlannedSlot, bookedCount = 0): Stored {
  const fromMinute = minuteOfDay(slot.from);
  const until = minuteOfDay(slot.until);
  return {
    id: `${slot.date} ${slot.from}`,
    providerId: slot.providerId,
    date: slot.date,
    fromMinute,
    untilMinute: until <= fromMinute ? until + 1440 : until,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    bookedCount,
  };
}

function requestOf(change: Partial<UpkeepRequest> = {}): UpkeepRequest {
  const provider = change.provider ?? providerOf();
  const at = change.now ?? now;
  return {
    provider,
    service: serviceOf(),
    today: dateIn(provider.timeZone, at),
    now: at,
    daysAhead: 7,
    forceCleanup: false,
    mostSlots: 5000,
    ...change,
  };
}

/** What is stored once the upkeep is done. */
function after(stored: readonly Stored[], upkeep: Upkeep<Stored>): Stored[] {
  const gone = new Set([...upkeep.removePast, ...upkeep.removeNotOffered, ...upkeep.removeBooked].map(({ id }) => id));
  const retimed = new Map(upkeep.retime.map(({ slot, startsAt, endsAt }) => [slot.id, { startsAt, endsAt }]));
  return [
    ...stored.filter(({ id }) => !gone.has(id)).map((slot) => ({ ...slot, ...retimed.get(slot.id) })),
    ...upkeep.create.map((slot) => storedOf(slot)),
  ];
}

function outlineOf(stored: readonly Stored[], { today, provider }: UpkeepRequest) {
  const own = stored.filter(({ providerId }) => providerId === provider.id);
  const past = own.filter(({ date }) => date < today);
  return {
    bookedPast: past.filter(({ bookedCount }) => bookedCount > 0).length,
    freePast: past.filter(({ bookedCount }) => bookedCount === 0).length,
    hasOthers: own.length < stored.length,
    lastDate:
      own
        .map(({ date }) => date)
        .toSorted()
        .at(-1) ?? null,
    stamps: own
      .filter(({ date }) => date >= today)
      .toSorted((left, right) => left.date.localeCompare(right.date) || left.fromMinute - right.fromMinute)
      .map(({ date, fromMinute, startsAt, endsAt }) => slotStamp(date, fromMinute, startsAt, endsAt)),
  };
}

const ids = (slots: readonly Stored[]): string[] => slots.map(({ id }) => id);
const startsOf = (slots: readonly PlannedSlot[]): string[] => slots.map(({ date, from }) => `${date} ${from}`);

describe('the upkeep of a service', () => {
  it('makes every slot from today to the last day ahead, both included', () => {
    const { create } = upkeepOf(requestOf(), [], slotsOf);
    expect([...new Set(create.map(({ date }) => date))]).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
      '2026-03-06',
      '2026-03-09',
    ]);
  });

  it('makes no slot of today that is over in the zone of the provider, and makes one that goes on', () => {
    // 09:45 in Kathmandu.
    const { create } = upkeepOf(requestOf({ daysAhead: 0 }), [], slotsOf);
    expect(startsOf(create)).toEqual(['2026-03-02 09:00', '2026-03-02 10:00', '2026-03-02 11:00']);
    const later = upkeepOf(requestOf({ daysAhead: 0, now: now + 2 * hourMs }), [], slotsOf);
    expect(startsOf(later.create)).toEqual(['2026-03-02 11:00']);
  });

  it('tops up a day that is half filled', () => {
    const [first] = slotsOf(providerOf(), serviceOf(), '2026-03-03', 1).map((slot) => storedOf(slot));
    const { create } = upkeepOf(requestOf({ daysAhead: 1 }), first === undefined ? [] : [first], slotsOf);
    expect(startsOf(create)).toContain('2026-03-03 10:00');
    expect(startsOf(create)).not.toContain('2026-03-03 09:00');
  });

  it('removes free slots of yesterday and before, and keeps booked ones', () => {
    const past = slotsOf(providerOf(), serviceOf(), '2026-02-27', 1).map((slot, index) => storedOf(slot, index % 2));
    const upkeep = upkeepOf(requestOf(), past, slotsOf);
    expect(ids(upkeep.removePast)).toEqual(['2026-02-27 09:00', '2026-02-27 11:00']);
    expect(ids(upkeep.bookedPast)).toEqual(['2026-02-27 10:00']);
  });

  it('leaves a slot of today alone that is over, whether the rules still have it or not', () => {
    const today = slotsOf(providerOf(), serviceOf(), '2026-03-02', 1).map((slot) => storedOf(slot));
    const at = now + 9 * hourMs;
    const provider = providerOf({ availability: [] });
    expect(isUpToDate(upkeepOf(requestOf({ provider, now: at }), today, slotsOf))).toBe(true);
  });

  it('removes free slots that the rules do not have any more, within the window and beyond, and keeps booked ones', () => {
    const stored = slotsOf(providerOf(), serviceOf(), '2026-03-02', 20).map((slot) =>
      storedOf(slot, slot.from === '10:00' ? 1 : 0),
    );
    const provider = providerOf({ availability: [{ weekday: 'mon', from: '09:00', until: '10:00' }] });
    const upkeep = upkeepOf(requestOf({ provider }), stored, slotsOf);
    expect(ids(upkeep.removeNotOffered)).toContain('2026-03-18 09:00');
    expect(ids(upkeep.removeNotOffered)).not.toContain('2026-03-16 09:00');
    expect(ids(upkeep.bookedNotOffered)).toHaveLength(15);
    expect(upkeep.create).toEqual([]);
  });

  it('leaves a slot beyond the window alone that the rules still have, and sees that at a glance', () => {
    const stored = slotsOf(providerOf(), serviceOf(), '2026-03-02', 46).map((slot) => storedOf(slot));
    const request = requestOf();
    expect(isUpToDate(upkeepOf(request, stored, slotsOf))).toBe(true);
    expect(isSurelyUpToDate(request, outlineOf(stored, request), createRuleTimes(slotsOf))).toBe(true);
    const holey = stored.filter(({ id }) => id !== '2026-03-04 10:00');
    expect(isSurelyUpToDate(request, outlineOf(holey, request), createRuleTimes(slotsOf))).toBe(false);
  });

  it.each(['draft', 'inactive'] as const)('makes no slot for a %s service and removes its free ones', (status) => {
    const stored = slotsOf(providerOf(), serviceOf(), '2026-03-03', 1).map((slot) => storedOf(slot));
    const upkeep = upkeepOf(requestOf({ service: serviceOf({ status }) }), stored, slotsOf);
    expect(upkeep.create).toEqual([]);
    expect(upkeep.removeNotOffered).toHaveLength(3);
  });

  it('removes the free slots of a provider that was emptied', () => {
    const stored = slotsOf(providerOf(), serviceOf(), '2026-03-03', 3).map((slot) => storedOf(slot));
    const upkeep = upkeepOf(requestOf({ provider: providerOf({ availability: [] }) }), stored, slotsOf);
    expect(upkeep.removeNotOffered).toHaveLength(9);
  });

  it('puts the instants of free slots right where the zone of the provider is another, and reports booked ones', () => {
    const stored = slotsOf(providerOf(), serviceOf(), '2026-03-03', 1).map((slot, index) => storedOf(slot, index % 2));
    const provider = providerOf({ timeZone: 'Europe/Zurich' });
    const upkeep = upkeepOf(requestOf({ provider, daysAhead: 1 }), stored, slotsOf);
    expect(upkeep.retime.map(({ slot, startsAt }) => [slot.id, new Date(startsAt).toISOString()])).toEqual([
      ['2026-03-03 09:00', '2026-03-03T08:00:00.000Z'],
      ['2026-03-03 11:00', '2026-03-03T10:00:00.000Z'],
    ]);
    expect(ids(upkeep.bookedMistimed)).toEqual(['2026-03-03 10:00']);
  });

  it('keeps the length of a stored slot where the service takes longer by now', () => {
    const stored = slotsOf(providerOf(), serviceOf({ durationMinutes: 30 }), '2026-03-03', 1).map((slot) =>
      storedOf(slot),
    );
    const upkeep = upkeepOf(requestOf({ daysAhead: 1 }), stored, slotsOf);
    expect(upkeep.retime).toEqual([]);
    expect(ids(upkeep.removeNotOffered)).toEqual(['2026-03-03 09:30', '2026-03-03 10:30', '2026-03-03 11:30']);
  });

  it('removes the free slots of the provider before and makes those of the new one', () => {
    const before = slotsOf(providerOf({ id: 'p0' }), serviceOf(), '2026-03-03', 1).map((slot, index) =>
      storedOf({ ...slot, providerId: 'p0' }, index % 2),
    );
    const upkeep = upkeepOf(requestOf({ daysAhead: 1 }), before, slotsOf);
    expect(ids(upkeep.removeNotOffered)).toEqual(['2026-03-03 09:00', '2026-03-03 11:00']);
    expect(ids(upkeep.bookedNotOffered)).toEqual(['2026-03-03 10:00']);
    expect(startsOf(upkeep.create)).toContain('2026-03-03 10:00');
  });

  it('removes booked slots of the past only where that is asked for', () => {
    const past = slotsOf(providerOf(), serviceOf(), '2026-02-27', 1).map((slot) => storedOf(slot, 1));
    const future = slotsOf(providerOf(), serviceOf(), '2026-03-03', 1).map((slot) => storedOf(slot, 1));
    const request = requestOf({ forceCleanup: true, provider: providerOf({ availability: [] }) });
    const upkeep = upkeepOf(request, [...past, ...future], slotsOf);
    expect(upkeep.removeBooked).toHaveLength(3);
    expect(upkeep.bookedPast).toEqual([]);
    expect(upkeep.removeNotOffered).toEqual([]);
    expect(upkeep.bookedNotOffered).toHaveLength(3);
  });

  it('takes rules that make more slots than the limit for a mistake, and says so', () => {
    const availability = weekdays.map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
    const request = requestOf({
      provider: providerOf({ availability }),
      service: serviceOf({ durationMinutes: 5 }),
      daysAhead: 30,
    });
    expect(() => upkeepOf(request, [], slotsOf)).toThrow(/Repair would get 8928 slots in 31 days; more than 5000/);
  });
});

const zones = ['Asia/Kathmandu', 'Europe/Zurich', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe'];
const times = fc.integer({ min: 0, max: 95 }).map((quarter) => timeOfDay(quarter * 15));
const anyWindow = fc
  .record({
    weekday: fc.constantFrom(...weekdays),
    from: times,
    until: times,
    pause: fc.option(fc.tuple(times, times)),
  })
  .map(({ weekday, from, until, pause }): AvailabilityWindow => ({
    weekday,
    from,
    until,
    breakFrom: pause?.[0] ?? null,
    breakUntil: pause?.[1] ?? null,
  }));
const anyRules = fc.record({
  timeZone: fc.constantFrom(...zones),
  availability: fc.array(anyWindow, { maxLength: 6 }),
  durationMinutes: fc.constantFrom(15, 45, 60, 90, 600),
  closed: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 2 }),
});
type Rules = typeof anyRules extends fc.Arbitrary<infer R> ? R : never;

function worldOf({ timeZone, availability, durationMinutes, closed }: Rules, at: number) {
  const today = dateIn(timeZone, at);
  const exceptions = closed.map((days) => ({ kind: 'closed', date: addDays(today, days) }));
  return {
    provider: providerOf({ timeZone, availability, exceptions }),
    service: serviceOf({ durationMinutes }),
    now: at,
    daysAhead: 10,
  };
}

/** Instants around days on which clocks change. */
const anyInstant = fc
  .constantFrom('2026-03-07T12:00:00Z', '2026-03-28T12:00:00Z', '2026-04-04T12:00:00Z', '2026-10-24T12:00:00Z')
  .chain((text) => fc.integer({ min: 0, max: 72 }).map((hours) => Date.parse(text) + hours * hourMs));

describe('the upkeep of any service, after any edit of its rules and any time', () => {
  const anyEdit = fc.record({
    before: anyRules,
    later: anyRules,
    at: anyInstant,
    passedHours: fc.integer({ min: 0, max: 400 }),
    booked: fc.infiniteStream(fc.boolean()),
    forceCleanup: fc.boolean(),
  });

  it('leaves nothing to do a second time, doubles no slot, removes none that is booked, and fills the window', () => {
    fc.assert(
      fc.property(anyEdit, ({ before, later, at, passedHours, booked, forceCleanup }) => {
        const first = after([], upkeepOf(requestOf(worldOf(before, at)), [], slotsOf)).map((slot) => ({
          ...slot,
          bookedCount: booked.next().value === true ? 1 : 0,
        }));
        const request = requestOf({ ...worldOf(later, at + passedHours * hourMs), forceCleanup });
        const upkeep = upkeepOf(request, first, slotsOf);
        const second = after(first, upkeep);
        expect(isUpToDate(upkeepOf(request, second, slotsOf))).toBe(true);
        // The quick look never says that nothing has to be done where something has.
        const sure = [[], first, second].filter((stored) =>
          isSurelyUpToDate(request, outlineOf(stored, request), createRuleTimes(slotsOf)),
        );
        expect(sure.filter((stored) => !isUpToDate(upkeepOf(request, stored, slotsOf)))).toEqual([]);
        expect(new Set(ids(second)).size).toBe(second.length);
        const mayGo = ({ bookedCount, date }: Stored): boolean =>
          bookedCount === 0 || (forceCleanup && date < request.today);
        expect(ids(second)).toEqual(expect.arrayContaining(ids(first.filter((slot) => !mayGo(slot)))));
        const wanted = slotsOf(request.provider, request.service, request.today, request.daysAhead + 1);
        const toCome = wanted.filter(({ endsAt }) => endsAt > request.now);
        expect(ids(second)).toEqual(expect.arrayContaining(startsOf(toCome)));
      }),
      { numRuns: 300 },
    );
  });
});
