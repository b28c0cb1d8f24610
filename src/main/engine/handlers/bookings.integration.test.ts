import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BookingSlot } from '#shared/model/booking.ts';
import {
  offer,
  putSlots,
  runJob,
  sampleProvider,
  sampleService,
  secretName,
  writtenByRuns,
} from '../testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import type { Handlers } from './types.ts';

/** A Monday, 09:45 in Kathmandu. */
const start = Date.parse('2026-03-02T04:00:00Z');
const minuteMs = 60_000;

let test: TestEngine;
let handlers: Handlers;
beforeEach(async () => {
  test = await createTestEngine(start);
  handlers = test.engine.handlers;
  offer(test.engine.store, sampleProvider(), sampleService());
  putSlots(test.engine.store, 's1', '2026-03-03', 2);
});
afterEach(() => test.close());

const board = (from = '2026-03-03'): Promise<BookingSlot[]> =>
  handlers['bookings.board']({ from, days: 1, providerId: null, serviceId: null });

async function slotAt(from: string): Promise<BookingSlot> {
  const slot = (await board()).find((each) => each.from === from);
  if (slot === undefined) throw new Error(`There is no slot at ${from}.`);
  return slot;
}

async function hold(from = '09:00', people = 2) {
  const { id } = await slotAt(from);
  const customer = {
    customerName: secretName,
    customerEmail: 'zebulon@example.invalid',
    customerPhone: '+507 6000 0011',
  };
  return handlers['bookings.hold']({ slotId: id, people, ...customer });
}

async function audits(): Promise<string[]> {
  const { entries } = test.engine.store.audit.list({ before: null, limit: 50 });
  return entries.map(({ action, summary }) => `${action}: ${summary}`);
}

describe('bookings at the desk', () => {
  it('are held for half an hour, are paid, and stand on the board', async () => {
    const held = await hold();
    expect(held).toMatchObject({ status: 'pending', expiresAt: start + 30 * minuteMs, totalPrice: '100.00' });
    expect((await slotAt('09:00')).bookings).toMatchObject([
      { id: held.id, status: 'pending', customerName: secretName },
    ]);
    expect(await handlers['bookings.expiring']({ limit: 5 })).toMatchObject([
      { reservation: { id: held.id }, serviceName: 'Repair', providerName: 'Provider One' },
    ]);
    await handlers['bookings.pay']({ id: held.id, version: held.version });
    expect((await slotAt('09:00')).bookings).toMatchObject([{ status: 'paid' }]);
    expect(await handlers['bookings.expiring']({ limit: 5 })).toEqual([]);
  });

  it('live as long as the setting says', async () => {
    expect(await handlers['bookings.settings']({})).toEqual({ holdMinutes: 30 });
    await handlers['bookings.saveSettings']({ holdMinutes: 45 });
    expect((await hold()).expiresAt).toBe(start + 45 * minuteMs);
    expect(await audits()).toContain('bookings.settings: Holds live for 45 minutes from now on; it was 30.');
  });

  it('are extended, resized, moved and cancelled; each is told, and audited without a name', async () => {
    const held = await hold();
    const extended = await handlers['bookings.extend']({ id: held.id, version: held.version, minutes: 60 });
    expect(extended.expiresAt).toBe(start + 60 * minuteMs);
    const grown = await handlers['bookings.setPeople']({ id: held.id, version: extended.version, people: 3 });
    const { id: slotId } = await slotAt('11:00');
    const moved = await handlers['bookings.reschedule']({ id: held.id, version: grown.version, slotId });
    expect(moved).toMatchObject({ from: '11:00', people: 3 });
    await handlers['bookings.cancel']({ id: held.id, version: moved.version, reason: 'Called off.' });
    expect((await slotAt('11:00')).bookings).toEqual([]);
    expect(await audits()).toEqual([
      'reservation.cancelled: Cancelled the reservation of "Repair" on 2026-03-03 at 11:00.',
      'reservation.rescheduled: Moved a reservation of "Repair" on 2026-03-03 at 09:00 to 2026-03-03 at 11:00.',
      'reservation.resized: Changed a reservation of "Repair" on 2026-03-03 at 09:00 from 2 to 3 people.',
      'reservation.extended: Let the hold of "Repair" on 2026-03-03 at 09:00 run out in 60 minutes.',
      'reservation.held: Took a hold of "Repair" on 2026-03-03 at 09:00 for 2 people.',
    ]);
    const { events, timeZone, startsAt } = await handlers['bookings.reservation']({ id: held.id });
    expect(events.map(({ action, actor }) => [action, actor])).toEqual(
      ['held', 'extended', 'resized', 'rescheduled', 'cancelled'].map((action) => [action, 'tester']),
    );
    expect([timeZone, new Date(startsAt).toISOString()]).toEqual(['Asia/Kathmandu', '2026-03-03T05:15:00.000Z']);
    expect(writtenByRuns(test) + JSON.stringify(test.told)).not.toMatch(/zebulon|quixote|6000/i);
    expect(test.told.filter(({ name }) => name === 'bookings.changed')).toHaveLength(5);
  });

  it('conflict where somebody else was quicker', async () => {
    const held = await hold();
    await expect(hold()).rejects.toMatchObject({ code: 'conflict' });
    await handlers['bookings.pay']({ id: held.id, version: held.version });
    const late = handlers['bookings.cancel']({ id: held.id, version: held.version, reason: '' });
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are found by name and id', async () => {
    const held = await hold();
    const query = { from: null, until: null, status: [], providerId: null, serviceId: null, after: null, limit: 10 };
    for (const text of ['zebul', held.id]) {
      const { reservations } = await handlers['bookings.find']({ ...query, text });
      expect(reservations.map(({ reservation }) => reservation.id)).toEqual([held.id]);
    }
  });

  it('cannot take a slot that was taken off the board', async () => {
    const slot = await slotAt('09:00');
    const closed = await handlers['bookings.setAvailable']({
      slotId: slot.id,
      version: slot.version,
      isAvailable: false,
    });
    expect(closed.isAvailable).toBe(false);
    await expect(hold()).rejects.toMatchObject({ code: 'conflict' });
    expect(await audits()).toEqual(['slot.closed: Took "Repair" on 2026-03-03 at 09:00 off the board.']);
  });
});

describe('providers and services', () => {
  it('are saved, listed with what hangs on them, and bring their schedules along', async () => {
    const provider = sampleProvider({ id: 'p2', name: 'Second', timeZone: 'Europe/Zurich' });
    await handlers['providers.save']({ provider, isNew: true });
    expect(test.engine.store.schedules.list()).toHaveLength(3);
    await handlers['services.save']({ service: sampleService({ id: 's2', providerId: 'p2' }), isNew: true });
    expect(test.engine.store.schedules.list().map(({ schedule }) => schedule.id)).toContain('slots-europe-zurich');
    const rows = await handlers['providers.list']({});
    expect(rows.map(({ provider: { id }, services, slotCount }) => [id, services.length, slotCount])).toEqual([
      ['p1', 1, 6],
      ['p2', 1, 0],
    ]);
    expect(test.told.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['providers.changed', 'schedules.changed']),
    );
    expect(await audits()).toEqual([
      'service.added: Added the service "Repair".',
      'provider.added: Added the provider "Second".',
    ]);
  });

  it('conflict where an id is taken, and are not found where there is none', async () => {
    await expect(handlers['providers.save']({ provider: sampleProvider(), isNew: true })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(
      handlers['services.save']({ service: sampleService({ id: 's9' }), isNew: false }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are removed with their free slots, unless somebody ever booked there', async () => {
    await expect(handlers['providers.remove']({ id: 'p1' })).rejects.toMatchObject({ code: 'conflict' });
    await handlers['services.remove']({ id: 's1' });
    expect(await board()).toEqual([]);
    await handlers['providers.remove']({ id: 'p1' });
    expect(await handlers['providers.list']({})).toEqual([]);
  });
});

describe('the preview of a draft', () => {
  const preview = (provider: object, ...services: object[]) =>
    handlers['providers.preview']({
      provider: sampleProvider(provider),
      services: services.map((service) => sampleService(service)),
    });
  const fates = ({ slots }: Awaited<ReturnType<typeof preview>>, date: string): string[] =>
    slots.filter((slot) => slot.date === date).map(({ from, fate }) => `${from} ${fate}`);

  it('says of every slot of two weeks whether it stays, is new, goes, or is booked and stays', async () => {
    await hold('10:00');
    const availability = [{ weekday: 'tue', from: '09:00', until: '09:30' }];
    const draft = await preview(
      { availability, exceptions: [{ kind: 'extra', date: '2026-03-08', from: '10:00', until: '11:00' }] },
      {},
    );
    expect(draft).toMatchObject({ from: '2026-03-02', days: 14, notes: [] });
    expect(fates(draft, '2026-03-03')).toEqual(['09:00 stays', '10:00 booked', '11:00 goes']);
    expect(fates(draft, '2026-03-08')).toEqual(['10:00 new']);
    expect(fates(draft, '2026-03-10')).toEqual(['09:00 new']);
  });

  it('changes nothing', async () => {
    await preview({ availability: [] }, {});
    expect(await board()).toHaveLength(3);
    expect(test.told).toEqual([]);
  });

  it('is what slot maintenance then does', async () => {
    const change = { availability: [{ weekday: 'tue', from: '09:00', until: '10:00' }] };
    const draft = await preview(change, {});
    await handlers['providers.save']({ provider: sampleProvider(change), isNew: false });
    await runJob(test, 'slots.maintain', { daysAhead: 13 });
    const wanted = draft.slots.filter(({ fate }) => fate !== 'goes').map(({ date, from }) => `${date} ${from}`);
    const stored = await handlers['bookings.board']({
      from: '2026-03-02',
      days: 14,
      providerId: null,
      serviceId: null,
    });
    expect(stored.map(({ date, from }) => `${date} ${from}`)).toEqual(wanted);
  });

  it('says why a service gets no slots', async () => {
    const { notes, slots } = await preview(
      { availability: [] },
      { id: 'd', name: 'Painting', status: 'draft' },
      { id: 'e', name: 'Plastering' },
      { id: 'f', name: 'Old', status: 'inactive' },
    );
    expect(slots).toEqual([]);
    expect(notes).toEqual([
      'Painting is a draft: it gets no slots.',
      'Plastering gets no slots: Provider One has no hours in these two weeks.',
      'Old is not offered at present: it gets no slots.',
    ]);
    expect((await preview({})).notes).toEqual(['Provider One has no service yet: there is nothing to book.']);
  });

  it('says where the rules have run away', async () => {
    const availability = [{ weekday: 'mon', from: '00:00', until: '24:00' }];
    const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((weekday) => ({ ...availability[0], weekday }));
    const { notes } = await preview({ availability: all }, { durationMinutes: 5 });
    expect(notes).toEqual([expect.stringContaining('would get 8928 slots in 31 days')]);
  });
});

describe('bookings on the Now page', () => {
  it('are counted: holds, those that end soon, what is booked today, and coverage', async () => {
    putSlots(test.engine.store, 's1', '2026-03-02', 1);
    // At eleven, when it is a quarter to ten.
    const today = (await board('2026-03-02')).at(-1);
    if (today === undefined) throw new Error('There is no slot today.');
    await handlers['bookings.hold']({
      slotId: today.id,
      people: 1,
      customerName: 'Somebody',
      customerEmail: null,
      customerPhone: null,
    });
    await hold('10:00');
    await test.clock.advance(16 * minuteMs);
    await hold('11:00');
    expect((await handlers['now.view']({})).bookings).toEqual({
      providerCount: 1,
      holdCount: 3,
      expiringCount: 2,
      nextExpiryAt: start + 30 * minuteMs,
      coveragePercent: 100,
      freeSlots: 5,
      todayCount: 1,
    });
  });

  it('are nothing where nobody can be booked', async () => {
    await handlers['services.remove']({ id: 's1' });
    await handlers['providers.remove']({ id: 'p1' });
    expect((await handlers['now.view']({})).bookings).toMatchObject({ providerCount: 0, coveragePercent: null });
  });
});

describe('the health of bookings', () => {
  it('covers as many days as are asked for', async () => {
    const health = await handlers['bookings.health']({ days: 10 });
    expect(health).toMatchObject({ windowDays: 31, activeServices: 1, coveredServices: 1, coveragePercent: 100 });
    expect(health.days).toHaveLength(10);
  });
});
