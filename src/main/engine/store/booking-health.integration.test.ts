import { atOnce } from '../slices.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Weekday } from '#shared/schedule/rule.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import {
  deskDeed,
  deskNow,
  deskProvider,
  deskRequest,
  deskService,
  halfAnHour,
  saveDesk,
} from './fixtures/booking-desk.ts';
import { planOf } from './fixtures/query-plan.ts';

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(deskNow);
});
afterEach(() => test.close());

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const health = () => test.store.bookingHealth;
const summary = (now = deskNow, windowDays = 2) => atOnce(health().summarySteps(now, windowDays));

/** A service of a provider of its own, without slots. */
function saveEmpty(id: string, status = 'active'): void {
  test.store.services.save(deskService({ id, name: id, status }), deskNow);
}

describe('coverage', () => {
  it('is unknown without active services', () => {
    saveDesk(test.store, { service: deskService({ status: 'draft' }) });
    expect(summary()).toEqual({
      activeServices: 0,
      coveredServices: 0,
      coveragePercent: null,
      freeSlots: 0,
      density: 0,
      notes: [],
    });
  });

  it('counts active services with a free slot in the window, and free slots a day', () => {
    saveDesk(test.store, { from: '2026-11-22', days: 5 });
    saveEmpty('empty');
    // Sunday evening: today has no slot left, tomorrow has eight.
    expect(summary()).toMatchObject({
      activeServices: 2,
      coveredServices: 1,
      coveragePercent: 50,
      freeSlots: 8,
      density: 4,
    });
    expect(summary(deskNow, 4)).toMatchObject({ freeSlots: 24, density: 6 });
    // At half past ten one slot of that day is running: it is not over, the one before it is.
    expect(summary(Date.UTC(2026, 10, 23, 10, 30), 1).freeSlots).toBe(7);
  });

  it('counts no slot that is full or off the board, and those that have a place left', () => {
    const slots = saveDesk(test.store, { service: deskService({ maxBookingsPerSlot: 2 }) });
    const hold = (slot = slots[0]) => test.store.reservations.hold(deskRequest(slot), halfAnHour, deskDeed);
    hold();
    expect(summary().freeSlots).toBe(8);
    const { id } = hold();
    test.store.bookingSlots.setAvailable(slots[1] ?? '', 1, false);
    expect(summary().freeSlots).toBe(6);
    hold(slots[2]);
    hold(slots[2]);
    test.store.bookingSlots.setAvailable(slots[2] ?? '', 3, false);
    expect(summary().freeSlots).toBe(5);
    test.store.reservations.cancel(id, 1, '', deskDeed);
    expect(summary().freeSlots).toBe(6);
  });

  it('takes today from the zone of each provider', () => {
    const night = Date.UTC(2026, 10, 23, 2);
    const availability = Weekday.options.map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
    for (const [id, timeZone] of [
      ['east', 'Pacific/Auckland'],
      ['west', 'America/Los_Angeles'],
    ] as const) {
      const provider = deskProvider({ id, timeZone, availability });
      const service = deskService({ id: `${id}-service`, name: id, providerId: id });
      saveDesk(test.store, { provider, service, from: '2026-11-20', days: 7 });
    }
    const { services } = atOnce(health().readSteps(night, { days: 1, windowDays: 1 }));
    // There it is 15:00 on the 23rd, here 18:00 on the 22nd.
    expect(services.map(({ name, freeSlots }) => [name, freeSlots])).toEqual([
      ['west', 6],
      ['east', 9],
    ]);
  });
});

describe('notes', () => {
  const levels = () => summary(deskNow, 2).notes.map(({ level, message }) => `${level} ${message.slice(0, 28)}`);

  it('warn of coverage under 50 % and of few free slots, the first first', () => {
    saveDesk(test.store);
    ['b', 'c'].forEach((id) => saveEmpty(id));
    expect(levels()).toEqual(['warning Only 1 of 3 active services ', 'warning Only 4 slots a day are free;']);
  });

  it('advise under 80 % and say nothing from there on', () => {
    for (const id of ['a', 'b', 'c', 'd']) saveDesk(test.store, { service: deskService({ id }) });
    expect(levels()).toEqual([]);
    saveEmpty('e');
    expect(levels()).toEqual([]);
    saveEmpty('f');
    expect(levels()).toEqual(['advice 4 of 6 active services have ']);
  });
});

describe('days', () => {
  const read = (now = deskNow, days = 3) => atOnce(health().readSteps(now, { days, windowDays: 2 }));

  it('end today, and know nothing of what was not written down', () => {
    saveDesk(test.store);
    const { days } = read();
    expect(days.map(({ date, coveragePercent, density }) => [date, coveragePercent, density])).toEqual([
      ['2026-11-20', null, null],
      ['2026-11-21', null, null],
      ['2026-11-22', 100, 4],
    ]);
  });

  it('keep the last snapshot of each', () => {
    saveDesk(test.store);
    saveEmpty('empty');
    health().noteSnapshot(deskNow - dayMs - hourMs, 4);
    test.store.services.remove('empty');
    health().noteSnapshot(deskNow - dayMs, 4);
    health().noteSnapshot(deskNow - dayMs, 4);
    expect(read().days.map(({ coveragePercent, density }) => [coveragePercent, density])).toEqual([
      [null, null],
      [100, 2],
      [100, 4],
    ]);
  });

  it('remember what was offered and booked after the free slots have gone', () => {
    const slots = saveDesk(test.store, { days: 2 });
    for (const slot of [slots[0], slots[1], slots[9]])
      test.store.reservations.hold(deskRequest(slot), 90 * dayMs, deskDeed);
    health().noteDays('anna', '2026-11-25');
    test.connection.raw.exec('DELETE FROM booking_slot WHERE id NOT IN (SELECT slot_id FROM reservation)');
    health().noteDays('anna', '2026-11-25');
    health().noteDays('nobody', '2026-11-25');
    const { days, bookingRatePercent } = read(Date.UTC(2026, 10, 25, 8));
    expect(days.map((day) => day.bookingRatePercent)).toEqual([25, 12.5, null]);
    expect(bookingRatePercent).toBe(18.75);
  });

  it('tell what became of the holds taken on each', () => {
    const slots = saveDesk(test.store);
    const yesterday = { ...deskDeed, now: deskNow - dayMs };
    const ids = [0, 1, 2, 3, 4].map(
      (index) =>
        test.store.reservations.hold(deskRequest(slots[index]), halfAnHour, index < 3 ? yesterday : deskDeed).id,
    );
    test.store.reservations.pay(ids[0] ?? '', 1, deskDeed);
    test.store.reservations.cancel(ids[1] ?? '', 1, '', deskDeed);
    test.connection.raw.exec(
      `UPDATE reservation SET status = 'cancelled', cancelled_at = 1, cancelled_by = 'expiry', slot_id = NULL, place = NULL,
         version = 2 WHERE id IN ('R-3', 'R-4')`,
    );
    const { days, paidPercent, expiredPercent } = read();
    expect(days.map(({ paid, cancelled, expired, pending }) => [paid, cancelled, expired, pending])).toEqual([
      [0, 0, 0, 0],
      [1, 1, 1, 0],
      [0, 0, 1, 1],
    ]);
    expect([paidPercent, expiredPercent]).toEqual([25, 50]);
  });

  it('count ended runs of slot maintenance, dry ones left out', () => {
    const ended = (status: string, at: number, isDryRun = 0, kind = 'slots.maintain') =>
      test.connection.raw
        .prepare(
          `INSERT INTO job_run (kind, title, subject, params, claim_key, "trigger", status, is_dry_run, process_id, created_at,
             finished_at) VALUES (?, 'T', 'S', '{}', ?, 'manual', ?, ?, 'process-1', ?, ?)`,
        )
        .run(kind, kind, status, isDryRun, at, at);
    ended('succeeded', deskNow - dayMs);
    ended('failed', deskNow);
    ended('held', deskNow);
    ended('succeeded', deskNow);
    ended('succeeded', deskNow, 1);
    ended('succeeded', deskNow, 0, 'reservations.expire');
    const { days, maintenancePercent } = read();
    expect(days.map((day) => [day.maintenanceRuns, day.maintenanceSucceeded])).toEqual([
      [0, 0],
      [1, 1],
      [3, 1],
    ]);
    expect(maintenancePercent).toBe(50);
  });

  it('have nothing to take percent of in an empty profile', () => {
    expect(read()).toMatchObject({
      coveragePercent: null,
      bookingRatePercent: null,
      paidPercent: null,
      expiredPercent: null,
      maintenancePercent: null,
      services: [],
    });
  });
});

it('services are named with their next free slot, those with the fewest first', () => {
  const slots = saveDesk(test.store);
  saveEmpty('empty');
  test.store.reservations.hold(deskRequest(slots[0]), halfAnHour, deskDeed);
  expect(atOnce(health().readSteps(deskNow, { days: 1, windowDays: 2 })).services).toEqual([
    { serviceId: 'empty', name: 'empty', providerName: 'Anna', freeSlots: 0, nextFreeAt: null },
    { serviceId: 'repair', name: 'Repair', providerName: 'Anna', freeSlots: 7, nextFreeAt: Date.UTC(2026, 10, 23, 10) },
  ]);
});

describe('what feeds screens is read by index:', () => {
  const all = { text: '', from: null, until: null, status: [], providerId: null, serviceId: null };
  const page = { after: null, limit: 50 };

  it.each<[string, () => unknown, RegExp]>([
    ['figures of health', () => summary(), /USING (COVERING )?INDEX sqlite_autoindex_booking_slot_1/],
    [
      'days of health',
      () => atOnce(health().readSteps(deskNow, { days: 90, windowDays: 31 })),
      /COVERING INDEX reservation_by_creation/,
    ],
    [
      'the list of reservations',
      () => atOnce(test.store.reservations.listSteps(all, page)),
      /INDEX reservation_by_date/,
    ],
    [
      'a search',
      () => atOnce(test.store.reservations.listSteps({ ...all, text: 'ada' }, page)),
      /INDEX reservation_by_date/,
    ],
    [
      'a list by service',
      () => atOnce(test.store.reservations.listSteps({ ...all, serviceId: 'repair' }, page)),
      /reservation_by_date/,
    ],
    ['holds that run out', () => test.store.reservations.expiring(50), /INDEX reservation_expiry/],
    ['holds that have run out', () => test.store.reservations.expired(deskNow, null, 50), /INDEX reservation_expiry/],
    ['slots of a provider', () => test.store.bookingSlots.countsOf('anna', deskNow), /COVERING INDEX sqlite_autoindex/],
    [
      'slots of a service',
      () => test.store.bookingSlots.countFrom('repair', '2026-11-01'),
      /COVERING INDEX sqlite_autoindex/,
    ],
  ])('%s', (_what, work, index) => {
    saveDesk(test.store);
    const steps = planOf(test, work);
    expect(steps.join('\n')).toMatch(index);
    // Small tables, and what was read by index before, may be gone through.
    const scans = steps.filter((step) => /^SCAN (?!service\b|provider\b|json_each|\(|CONSTANT|2 )/.test(step));
    expect(scans).toEqual([]);
  });
});
