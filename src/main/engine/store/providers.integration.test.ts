import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Provider } from '#shared/model/booking.ts';
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

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(deskNow);
});
afterEach(() => test.close());

const full = Provider.parse({
  id: 'anna',
  name: 'Anna',
  timeZone: 'Asia/Kathmandu',
  availability: [
    { weekday: 'sun', from: '22:00', until: '06:00' },
    { weekday: 'mon', from: '09:00', until: '24:00', breakFrom: '12:00', breakUntil: '12:45' },
  ],
  exceptions: [
    { kind: 'closed', date: '2026-12-25', reason: 'Holiday' },
    { kind: 'extra', date: '2026-12-24', from: '08:00', until: '12:00', breakFrom: '10:00', breakUntil: '10:30' },
  ],
});

describe('providers', () => {
  it('come back as they were saved', () => {
    expect(test.store.providers.save(full, deskNow)).toBe('created');
    expect(test.store.providers.get('anna')).toEqual(full);
    expect(test.store.providers.list()).toEqual([full]);
    expect(test.store.providers.find('berta')).toBeUndefined();
  });

  it('tell whether saving changed anything', () => {
    test.store.providers.save(full, deskNow);
    expect(test.store.providers.save(structuredClone(full), deskNow)).toBe('unchanged');
    const fewer = { ...full, availability: full.availability.slice(1), exceptions: [] };
    expect(test.store.providers.save(fewer, deskNow)).toBe('changed');
    expect(test.store.providers.get('anna')).toEqual(fewer);
  });

  it('stay while they have services, and go without', () => {
    saveDesk(test.store);
    expect(() => test.store.providers.remove('anna')).toThrow('Anna has a service. Remove it first.');
    test.store.services.remove('repair');
    test.store.providers.remove('anna');
    expect(test.store.providers.list()).toEqual([]);
    expect(() => test.store.providers.remove('anna')).toThrow('There is no provider "anna".');
  });
});

const yoga = deskService({
  id: 'yoga',
  name: 'Yoga',
  status: 'draft',
  durationMinutes: 90,
  price: '12.50',
  groupPrices: [
    { fromPeople: 1, pricePerPerson: '30.00' },
    { fromPeople: 4, pricePerPerson: '25.00' },
  ],
  maxBookingsPerSlot: 3,
  maxPeople: 8,
  noticeMinutes: 60,
  timeSlots: [
    { weekday: 'sun', from: '06:30', until: '08:00', priceMultiplier: '1.5', maxBookings: 4 },
    { weekday: 'fri', from: '23:00', until: '01:00' },
  ],
});

describe('services', () => {
  it('come back as they were saved, of one provider or of all', () => {
    test.store.providers.save(full, deskNow);
    test.store.providers.save(deskProvider({ id: 'berta', name: 'Berta' }), deskNow);
    expect(test.store.services.save(yoga, deskNow)).toBe('created');
    test.store.services.save(deskService({ providerId: 'berta' }), deskNow);
    expect(test.store.services.get('yoga')).toEqual(yoga);
    expect(test.store.services.list().map(({ id }) => id)).toEqual(['repair', 'yoga']);
    expect(test.store.services.list('anna')).toEqual([yoga]);
  });

  it('tell whether saving changed anything, whatever the order of their prices', () => {
    test.store.providers.save(full, deskNow);
    test.store.services.save(yoga, deskNow);
    const turned = { ...yoga, groupPrices: yoga.groupPrices.toReversed() };
    expect(test.store.services.save(turned, deskNow)).toBe('unchanged');
    expect(test.store.services.save({ ...yoga, timeSlots: yoga.timeSlots.toReversed() }, deskNow)).toBe('changed');
  });

  it('need a provider, and one price a step', () => {
    expect(() => test.store.services.save(yoga, deskNow)).toThrow('There is no provider "anna" for service "yoga".');
    test.store.providers.save(full, deskNow);
    const step = { fromPeople: 2, pricePerPerson: '1.00' };
    expect(() => test.store.services.save({ ...yoga, groupPrices: [step, step] }, deskNow)).toThrow(
      'groupPrices: service "yoga" has two prices from 2 people on.',
    );
  });

  it('go with their free slots, but stay where they were ever booked', () => {
    const [slot] = saveDesk(test.store);
    const { id, version } = test.store.reservations.hold(deskRequest(slot), halfAnHour, deskDeed);
    test.store.reservations.cancel(id, version, '', deskDeed);
    expect(() => test.store.services.remove('repair')).toThrow('Repair was booked');
    expect(test.store.bookingSlots.countFrom('repair', '2026-01-01')).toBe(8);
    saveDesk(test.store, { service: deskService({ id: 'other' }) });
    test.store.services.remove('other');
    expect(test.store.bookingSlots.countFrom('other', '2026-01-01')).toBe(0);
    expect(() => test.store.services.remove('other')).toThrow('There is no service "other".');
  });
});
