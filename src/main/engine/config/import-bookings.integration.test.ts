import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '#shared/contract/config.ts';
import { jobs } from '../jobs/registry.ts';
import { removeSchedule } from '../scheduling/timetable.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { exportConfig } from './export-config.ts';
import { provider, service } from './fixtures/sample-config.ts';
import { importConfig } from './import-config.ts';

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
});
afterEach(() => test.close());

const file = { version: 1, providers: [provider], services: [service] };

function importFile(config: unknown): ImportReport {
  return importConfig(JSON.stringify(config), { store: test.store, jobs, now: test.clock.now() });
}

function scheduleIds(): string[] {
  return test.store.schedules.list().map(({ schedule }) => schedule.id);
}

describe('an import of providers and services', () => {
  it('stores them as the format describes them, and counts them', () => {
    expect(importFile(file).created).toMatchObject({ providers: 1, services: 1, schedules: 3 });
    expect(test.store.providers.get('p1')).toEqual({ ...provider, exceptions: [] });
    expect(test.store.services.get('s1')).toMatchObject({
      ...service,
      groupPrices: [],
      timeSlots: [{ weekday: 'sat', from: '10:00', until: '11:00', priceMultiplier: '1.50', maxBookings: null }],
    });
  });

  it('keeps everything that the format knows beyond that', () => {
    const exceptions = [
      { kind: 'closed', date: '2026-12-24', reason: 'Holiday' },
      { kind: 'extra', date: '2026-12-27', from: '22:00', until: '02:00', breakFrom: '23:30', breakUntil: '00:10' },
    ];
    const more = {
      groupPrices: [{ fromPeople: 4, pricePerPerson: '25.00' }],
      maxPeople: 6,
      noticeMinutes: 60,
      timeSlots: [{ weekday: 'sun', from: '23:00', until: '24:00', priceMultiplier: '0.50', maxBookings: 4 }],
    };
    importFile({ version: 1, providers: [{ ...provider, exceptions }], services: [{ ...service, ...more }] });
    expect(test.store.providers.get('p1')).toMatchObject({ exceptions });
    expect(test.store.services.get('s1')).toMatchObject(more);
  });

  it('changes nothing the second time, nor with what was exported', () => {
    importFile(file);
    const exported = exportConfig(test);
    expect(importFile(file)).toMatchObject({
      created: { schedules: 0 },
      changed: { schedules: 0 },
      unchanged: { providers: 1, services: 1 },
    });
    const again = importFile(JSON.parse(exported));
    expect(Object.values({ ...again.created, ...again.changed }).every((count) => count === 0)).toBe(true);
    expect(exportConfig(test)).toBe(exported);
  });

  it('leaves providers and services alone that it does not name, and counts what it changes', () => {
    importFile(file);
    expect(importFile({ version: 1, services: [{ ...service, price: '900.00' }] }).changed).toMatchObject({
      services: 1,
    });
    expect(test.store.providers.list()).toHaveLength(1);
    expect(test.store.services.get('s1').price).toBe('900.00');
  });
});

describe('the schedules of bookings', () => {
  it('come with the first service: one for holds, and two for the slots of each time zone', () => {
    importFile({
      version: 1,
      providers: [provider, { ...provider, id: 'p2' }, { ...provider, id: 'p3', timeZone: 'UTC' }],
    });
    expect(scheduleIds()).toEqual([]);
    importFile({ version: 1, services: [service, { ...service, id: 's2', providerId: 'p2' }] });
    expect(test.store.schedules.list().map(({ schedule }) => schedule)).toMatchObject([
      { id: 'reservations-expire', job: 'reservations.expire', every: 'PT1M', missed: 'latest', overlap: 'skip' },
      {
        id: 'slots-asia-kathmandu',
        job: 'slots.maintain',
        params: { daysAhead: 30 },
        dailyAt: ['02:00'],
        timeZone: 'Asia/Kathmandu',
      },
      {
        id: 'slots-asia-kathmandu-weekly',
        params: { daysAhead: 45 },
        cron: '0 3 * * 0',
        timeZone: 'Asia/Kathmandu',
      },
    ]);
    importFile({ version: 1, services: [{ ...service, id: 's3', providerId: 'p3' }] });
    expect(scheduleIds()).toContain('slots-utc');
  });

  it('are not made again once a person has deleted them', () => {
    importFile(file);
    for (const id of scheduleIds()) removeSchedule(test.store, id, test.clock.now());
    expect(importFile({ ...file, services: [service, { ...service, id: 's2' }] }).created['schedules']).toBe(0);
    expect(scheduleIds()).toEqual([]);
  });

  it('are not made beside one of a person that does the work', () => {
    const slots = { id: 'slots', job: 'slots.maintain', params: { daysAhead: 30 }, dailyAt: ['02:00'] };
    const holds = { id: 'holds', job: 'reservations.expire', every: 'PT5M' };
    importFile({ ...file, schedules: [slots, holds] });
    expect(scheduleIds()).toEqual(['holds', 'slots']);
  });
});
