import { slotsOf } from '#shared/booking/slots.ts';
import { slotStateOf } from '#shared/booking/slot-state.ts';
import type { BookingSlot, Service } from '#shared/model/booking.ts';
import { addDays, dateIn } from '#shared/model/calendar-date.ts';
import type { Engine } from './engine/engine.ts';
import { manualRequests } from './engine/handlers/runs.ts';
import { createRow } from './engine/jobs/slots-maintain/rows.ts';
import { entityOf } from './engine/store/planned-entities.ts';
import { slotsMaintain } from './engine/jobs/slots-maintain/job.ts';
import { slotKey } from './engine/store/booking-slots.ts';
import type { ImportedReservation } from './engine/store/reservations.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Past dates that the sample history has. */
const pastDays = 4;
/** Who did what the sample history has. */
const actor = 'sample data';

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const everyDay = [...workdays, 'sat', 'sun'] as const;

const hours = (days: readonly string[], from: string, until: string, pause?: readonly [string, string]) =>
  days.map((weekday) => ({
    weekday,
    from,
    until,
    ...(pause !== undefined && { breakFrom: pause[0], breakUntil: pause[1] }),
  }));

/** Providers, services and schedules of the sample bookings, as the configuration file has them. */
export function bookingConfig(today: string) {
  return {
    providers: [
      {
        id: 'harbour-bikes',
        name: 'Harbour Bike Workshop',
        timeZone: 'Europe/London',
        availability: hours(workdays, '09:00', '17:00', ['12:15', '13:00']),
        exceptions: [
          { kind: 'closed', date: addDays(today, 9), reason: 'Stocktaking' },
          { kind: 'extra', date: addDays(today, 5), from: '10:00', until: '14:00' },
        ],
      },
      {
        id: 'lakeside-yoga',
        name: 'Lakeside Yoga',
        timeZone: 'Asia/Kathmandu',
        availability: hours(everyDay, '06:30', '10:30'),
      },
      {
        id: 'riddle-rooms',
        name: 'Riddle Rooms',
        timeZone: 'America/Panama',
        availability: [...hours(workdays, '15:00', '21:00'), ...hours(['sat', 'sun'], '12:00', '22:00')],
      },
      {
        id: 'night-desk',
        name: 'Night Desk',
        timeZone: 'Europe/Zurich',
        availability: hours(['thu', 'fri', 'sat'], '20:00', '02:00', ['23:30', '00:15']),
      },
      { id: 'paint-and-plaster', name: 'Paint and Plaster', timeZone: 'Europe/London', availability: [] },
    ],
    services: [
      { id: 'bike-repair', providerId: 'harbour-bikes', name: 'Bike repair', durationMinutes: 60, price: '48.00' },
      { id: 'bike-check', providerId: 'harbour-bikes', name: 'Bike check', durationMinutes: 30, price: '20.00' },
      {
        id: 'yoga',
        providerId: 'lakeside-yoga',
        name: 'Morning yoga',
        durationMinutes: 90,
        price: '600.00',
        maxBookingsPerSlot: 6,
        timeSlots: everyDay.flatMap((weekday) => [
          { weekday, from: '06:30', until: '08:00', priceMultiplier: '1.50', maxBookings: 4 },
          { weekday, from: '18:00', until: '19:00' },
        ]),
      },
      {
        id: 'escape-room',
        providerId: 'riddle-rooms',
        name: 'The Lighthouse',
        durationMinutes: 60,
        price: '60.00',
        groupPrices: [
          { fromPeople: 1, pricePerPerson: '30.00' },
          { fromPeople: 4, pricePerPerson: '25.00' },
        ],
        noticeMinutes: 60,
      },
      { id: 'night-help', providerId: 'night-desk', name: 'Help at night', durationMinutes: 45, price: '90.00' },
      { id: 'wall-painting', providerId: 'paint-and-plaster', name: 'Wall painting', status: 'draft', price: '500.00' },
      { id: 'plastering', providerId: 'paint-and-plaster', name: 'Plastering', price: '300.00' },
    ],
    schedules: [
      {
        id: 'booking-slots',
        job: 'slots.maintain',
        params: { daysAhead: 30 },
        dailyAt: ['02:00'],
        timeZone: 'Europe/London',
      },
      { id: 'reservations-expire', job: 'reservations.expire', every: 'PT1M' },
    ],
  };
}

/** Fills in past days with bookings, lets the slots of the days ahead be made by the job that always makes them, and books some. */
export async function fillBookings(engine: Engine, now: number): Promise<void> {
  fillPast(engine, now);
  await maintain(engine, now);
  engine.store.connection.transaction(() => {
    for (let day = pastDays; day >= 0; day -= 1) engine.store.bookingHealth.noteSnapshot(now - day * dayMs, 31);
    bookAhead(engine, now);
  });
}

async function maintain({ store, runner, sources, scheduler, jobs }: Engine, now: number): Promise<void> {
  const start = { trigger: 'start-up', reason: 'Sample data.', isDryRun: false } as const;
  const world = { store, runner, sources, scheduler, jobs };
  for (const request of manualRequests(slotsMaintain, {}, world, start, now)) await runner.start(request).done;
}

/** Slots of the past days as upkeep would have left them this morning, every third one booked and paid. */
function fillPast({ store }: Engine, now: number): void {
  const entity = entityOf(store, 'booking_slot');
  store.connection.transaction(() => {
    for (const service of store.services.list()) {
      if (service.status !== 'active') continue;
      const provider = store.providers.get(service.providerId);
      const from = addDays(dateIn(provider.timeZone, now), -pastDays);
      for (const [index, slot] of slotsOf(provider, service, from, pastDays).entries()) {
        const madeAt = slot.startsAt - 20 * dayMs;
        const { after } = createRow(slot, { columns: entity.columns, runId: null, now: madeAt });
        if (after !== null) entity.insert(after);
        if (index % 3 > 0) continue;
        const createdAt = now - (1 + (index % pastDays)) * dayMs + (index % 7) * hourMs;
        book(store, service, { ...slot, number: index, createdAt }, index % 4 === 3 ? 'expired' : 'paid');
      }
    }
    clearPast(store, now);
  });
}

/** Writes down what the past days had, and removes their free slots: a week's worth at once would make the brake ask. */
function clearPast(store: Store, now: number): void {
  const entity = entityOf(store, 'booking_slot');
  for (const { id, timeZone } of store.providers.list()) {
    const today = dateIn(timeZone, now);
    store.bookingHealth.noteDays(id, today);
    for (const service of store.services.list(id)) {
      for (const slot of store.bookingSlots.ofService(service.id, { from: null, before: today }))
        if (slot.bookedCount === 0) entity.remove(slotKey(service.id, id, slot.date, slot.fromMinute));
    }
  }
}

type Store = Engine['store'];
type Fate = 'paid' | 'held' | 'expired' | 'cancelled';

interface Booking extends Pick<BookingSlot, 'date' | 'from'> {
  /** Tells reservations of a service apart, and makes them different. */
  readonly number: number;
  readonly createdAt: number;
  /** When a hold runs out; half an hour after it was made where left out. */
  readonly expiresAt?: number;
}

const customers = [
  'Ada Sample',
  'Bo Placeholder',
  'Cleo Invented',
  'Dario Example',
  'Elin Madeup',
  'Finn Nobody',
  'Gita Fiction',
  'Hugo Specimen',
];

function book(store: Store, service: Service, booking: Booking, fate: Fate): void {
  const { number, createdAt } = booking;
  const customerName = customers[number % customers.length] ?? 'Nobody';
  const expiresAt = booking.expiresAt ?? createdAt + 30 * minuteMs;
  const isCancelled = fate === 'cancelled' || fate === 'expired';
  const reservation: ImportedReservation = {
    id: `${service.id}-${booking.date}-${booking.from.replace(':', '')}-${number}`,
    serviceId: service.id,
    date: booking.date,
    from: booking.from,
    customerName,
    customerEmail: `${customerName.toLowerCase().replace(' ', '.')}@example.invalid`,
    customerPhone: `+00 555 010 0${String(number % 100).padStart(2, '0')}`,
    people: 1 + (number % Math.min(5, service.maxPeople)),
    totalPrice: null,
    status: fate === 'held' ? 'pending' : isCancelled ? 'cancelled' : 'paid',
    createdAt,
    expiresAt,
    paidAt: fate === 'paid' ? createdAt + 5 * minuteMs : null,
    cancelledAt: isCancelled ? (fate === 'expired' ? expiresAt + 20_000 : createdAt + 10 * minuteMs) : null,
    cancelledBy: isCancelled ? (fate === 'expired' ? 'expiry' : 'desk') : null,
    cancelReason: fate === 'cancelled' ? 'Called off by telephone.' : null,
  };
  store.reservations.import(reservation, { now: createdAt, actor });
}

/** What becomes of the bookings of the days ahead, one after the other; holds run out so many minutes from now. */
const ahead: readonly { readonly fate: Fate; readonly minutesLeft?: number }[] = [
  { fate: 'held', minutesLeft: 1.75 },
  { fate: 'paid' },
  { fate: 'held', minutesLeft: -2 },
  { fate: 'held', minutesLeft: 12 },
  { fate: 'cancelled' },
  { fate: 'paid' },
  { fate: 'held', minutesLeft: 27 },
  { fate: 'expired' },
];

function bookAhead({ store }: Engine, now: number): void {
  let number = 0;
  for (const service of store.services.list()) {
    const today = dateIn(store.providers.get(service.providerId).timeZone, now);
    const slots = store.bookingSlots
      .board({ from: today, days: 7, providerId: null, serviceId: service.id })
      .filter((slot) => slotStateOf(slot, now) === 'free' && slot.startsAt > now);
    for (const slot of slots.filter((_, index) => index % 4 === 1)) {
      const { fate, minutesLeft } = ahead[number % ahead.length] ?? { fate: 'paid' as const };
      number += 1;
      // A few holds are enough to watch.
      if (fate === 'held' && number > 2 * ahead.length) continue;
      const expiresAt = minutesLeft === undefined ? undefined : now + minutesLeft * minuteMs;
      const createdAt = expiresAt === undefined ? now - (number % 30) * hourMs - hourMs : expiresAt - 30 * minuteMs;
      book(store, service, { ...slot, number, createdAt, ...(expiresAt !== undefined && { expiresAt }) }, fate);
    }
  }
}
