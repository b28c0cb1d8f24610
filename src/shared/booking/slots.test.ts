import { describe, expect, it } from 'vitest';
import { type PlannedSlot, Provider, Service } from '../model/booking.ts';
import { slotsOf } from './slots.ts';

interface Rules {
  readonly timeZone?: string;
  readonly availability?: readonly object[];
  readonly exceptions?: readonly object[];
  readonly service?: object;
}

function slotsFor({ timeZone = 'UTC', service, ...rules }: Rules, from: string, days = 1): PlannedSlot[] {
  return slotsOf(
    Provider.parse({ id: 'anna', name: 'Anna', timeZone, ...rules }),
    Service.parse({ id: 'repair', providerId: 'anna', name: 'Repair', price: '100.00', ...service }),
    from,
    days,
  );
}

/** Slots as `02 22:00–23:00`, the first number being the day of the month. */
const short = (slots: readonly PlannedSlot[]) =>
  slots.map(({ date, from, until }) => `${date.slice(8)} ${from}–${until}`);
/** Instants as `02T22:00Z 60`, the last number being minutes of real time. */
const instants = (slots: readonly PlannedSlot[]) =>
  slots.map(
    ({ startsAt, endsAt }) => `${new Date(startsAt).toISOString().slice(8, 16)}Z ${(endsAt - startsAt) / 60_000}`,
  );

// 5 October 2026 is a Monday.
const monday = '2026-10-05';
const on = (from: string, until: string, change: object = {}) => ({ weekday: 'mon', from, until, ...change });
const availability = (...windows: readonly object[]) => ({ availability: windows });

describe('slots of a window', () => {
  it('follow one another, the last one cut short at the end', () => {
    expect(short(slotsFor(availability(on('09:00', '11:30')), monday))).toEqual([
      '05 09:00–10:00',
      '05 10:00–11:00',
      '05 11:00–11:30',
    ]);
  });

  it('have the length of the service', () => {
    const rules = { ...availability(on('09:00', '12:00')), service: { durationMinutes: 100 } };
    expect(short(slotsFor(rules, monday))).toEqual(['05 09:00–10:40', '05 10:40–12:00']);
  });

  it.each([
    ['23:30', ['22:00–23:00', '23:00–23:30']],
    ['23:59', ['22:00–23:00', '23:00–23:59']],
    ['24:00', ['22:00–23:00', '23:00–00:00']],
  ])('end at %s, where the original never comes to an end', (until, expected) => {
    expect(short(slotsFor(availability(on('22:00', until)), monday, 2))).toEqual(expected.map((text) => `05 ${text}`));
  });

  it('begin anew at the end of a break, also off the hour, and may reach into it', () => {
    const broken = on('07:00', '16:00', { breakFrom: '12:30', breakUntil: '13:15' });
    expect(short(slotsFor(availability(broken), monday)).slice(4)).toEqual([
      '05 11:00–12:00',
      '05 12:00–13:00',
      '05 13:15–14:15',
      '05 14:15–15:15',
      '05 15:15–16:00',
    ]);
  });

  it('are none after a break that lasts to the end', () => {
    const broken = on('09:00', '12:00', { breakFrom: '10:00', breakUntil: '12:00' });
    expect(short(slotsFor(availability(broken), monday))).toEqual(['05 09:00–10:00']);
  });

  it('go on after midnight under the next date and category, and belong to the day the window starts', () => {
    const night = slotsFor(availability(on('22:00', '02:30')), monday, 2);
    expect(short(night)).toEqual([
      '05 22:00–23:00',
      '05 23:00–00:00',
      '06 00:00–01:00',
      '06 01:00–02:00',
      '06 02:00–02:30',
    ]);
    expect(night.map(({ category }) => category)).toEqual([
      'urgent',
      'emergency',
      'emergency',
      'emergency',
      'emergency',
    ]);
    expect(short(slotsFor(availability(on('22:00', '02:30')), '2026-10-06'))).toEqual(short(night).slice(2));
  });

  it('take the category of the day they are on after midnight', () => {
    const friday = { weekday: 'fri', from: '20:00', until: '12:00' };
    const slots = slotsFor(availability(friday), '2026-10-09', 2);
    expect(slots.filter(({ date }) => date === '2026-10-10').map(({ category }) => category)).toEqual([
      ...Array.from({ length: 9 }, () => 'emergency'),
      ...Array.from({ length: 3 }, () => 'normal'),
    ]);
  });

  it('keep a break after midnight', () => {
    const night = on('22:00', '04:00', { breakFrom: '00:30', breakUntil: '01:30' });
    expect(short(slotsFor(availability(night), monday, 2)).slice(2)).toEqual([
      '06 00:00–01:00',
      '06 01:30–02:30',
      '06 02:30–03:30',
      '06 03:30–04:00',
    ]);
  });

  it('fill a whole day where both ends are the same', () => {
    const rules = { ...availability(on('06:00', '06:00')), service: { durationMinutes: 720 } };
    expect(short(slotsFor(rules, monday, 2))).toEqual(['05 06:00–18:00', '05 18:00–06:00']);
  });
});

describe('windows that overlap', () => {
  it('make no slot that starts before the one before it has ended', () => {
    const rules = availability(on('09:00', '12:00'), on('10:30', '13:30'));
    expect(short(slotsFor(rules, monday))).toEqual([
      '05 09:00–10:00',
      '05 10:00–11:00',
      '05 11:00–12:00',
      '05 12:30–13:30',
    ]);
  });

  it('make no slot twice where they are the same', () => {
    expect(slotsFor(availability(on('09:00', '11:00'), on('09:00', '11:00')), monday)).toHaveLength(2);
  });

  it('give way to the night before, whatever the first date asked for', () => {
    const rules = availability(on('22:00', '06:00'), { weekday: 'tue', from: '04:30', until: '08:00' });
    const tuesday = ['06 04:00–05:00', '06 05:00–06:00', '06 06:30–07:30', '06 07:30–08:00'];
    expect(short(slotsFor(rules, monday, 2)).slice(-4)).toEqual(tuesday);
    expect(short(slotsFor(rules, '2026-10-06')).slice(-4)).toEqual(tuesday);
  });
});

describe('times of a service', () => {
  const yoga = {
    price: '10.01',
    maxBookingsPerSlot: 3,
    timeSlots: [
      { weekday: 'mon', from: '18:00', until: '19:00', priceMultiplier: '1.50', maxBookings: 8 },
      { weekday: 'mon', from: '06:30', until: '08:00' },
    ],
  };

  it('win over the hours of the provider on their weekday, and on no other', () => {
    const rules = {
      ...availability(on('09:00', '11:00'), { weekday: 'tue', from: '09:00', until: '10:00' }),
      service: yoga,
    };
    const slots = slotsFor(rules, monday, 2);
    expect(short(slots)).toEqual(['05 06:30–08:00', '05 18:00–19:00', '06 09:00–10:00']);
    expect(slots.map(({ origin }) => origin)).toEqual(['service_time', 'service_time', 'availability']);
  });

  it('have their own price and places', () => {
    const slots = slotsFor({ service: yoga }, monday);
    expect(slots.map(({ basePrice, price, maxBookings }) => [basePrice, price, maxBookings])).toEqual([
      ['10.01', '20.02', 3],
      // 10.01 × 1.5 is 15.015: half to even gives 15.02; and 50 % more.
      ['15.02', '22.53', 8],
    ]);
  });

  it('are none on a closed date, extra hours or not', () => {
    const extra = { kind: 'extra', date: monday, from: '09:00', until: '10:00' };
    expect(short(slotsFor({ service: yoga, exceptions: [extra] }, monday))).toEqual([
      '05 06:30–08:00',
      '05 18:00–19:00',
    ]);
    expect(slotsFor({ service: yoga, exceptions: [extra, { kind: 'closed', date: monday }] }, monday)).toEqual([]);
  });

  it('start at a time once, and may run over midnight', () => {
    const timeSlots = [
      { weekday: 'mon', from: '23:00', until: '01:00' },
      { weekday: 'mon', from: '23:00', until: '23:30' },
    ];
    expect(short(slotsFor({ service: { timeSlots } }, monday, 2))).toEqual(['05 23:00–01:00']);
  });
});

describe('exceptions', () => {
  const rules = availability(on('22:00', '01:00'), { weekday: 'tue', from: '09:00', until: '10:00' });
  const closed = (date: string) => ({ kind: 'closed', date });

  it('close the day a window starts, with what of it lies after midnight', () => {
    expect(short(slotsFor({ ...rules, exceptions: [closed(monday)] }, monday, 2))).toEqual(['06 09:00–10:00']);
  });

  it('leave the end of the night before open', () => {
    expect(short(slotsFor({ ...rules, exceptions: [closed('2026-10-06')] }, monday, 2))).toEqual([
      '05 22:00–23:00',
      '05 23:00–00:00',
      '06 00:00–01:00',
    ]);
  });

  it('add hours, also to a closed date', () => {
    const extra = { kind: 'extra', date: '2026-10-06', from: '14:00', until: '15:00' };
    const tuesday = (exceptions: object[]) => short(slotsFor({ ...rules, exceptions }, '2026-10-06')).slice(1);
    expect(tuesday([extra])).toEqual(['06 09:00–10:00', '06 14:00–15:00']);
    expect(tuesday([extra, closed('2026-10-06')])).toEqual(['06 14:00–15:00']);
  });
});

describe('days on which the clock changes', () => {
  const every = (from: string, until: string) => availability({ weekday: 'sun', from, until });

  it('have no slot that the clock leaps over, and shorten the one before it', () => {
    const rules = { ...every('01:30', '05:00'), timeZone: 'Europe/Zurich' };
    const slots = slotsFor(rules, '2026-03-29');
    expect(short(slots)).toEqual(['29 01:30–02:30', '29 03:30–04:30', '29 04:30–05:00']);
    expect(instants(slots)).toEqual(['29T00:30Z 30', '29T01:30Z 60', '29T02:30Z 30']);
  });

  it('take the first of two hours, which lasts until the second is over', () => {
    const slots = slotsFor({ ...every('01:00', '04:00'), timeZone: 'America/New_York' }, '2026-11-01');
    expect(instants(slots)).toEqual(['01T05:00Z 120', '01T07:00Z 60', '01T08:00Z 60']);
  });

  it('may change by half an hour', () => {
    // On 4 October 2026 Lord Howe goes from 02:00 to 02:30, on 4 April 2027 from 02:00 back to 01:30.
    const spring = slotsFor({ ...every('01:00', '04:00'), timeZone: 'Australia/Lord_Howe' }, '2026-10-04');
    expect(short(spring)).toEqual(['04 01:00–02:00', '04 03:00–04:00']);
    const autumn = slotsFor({ ...every('01:00', '03:00'), timeZone: 'Australia/Lord_Howe' }, '2027-04-04');
    expect(instants(autumn).map((text) => text.split(' ')[1])).toEqual(['90', '60']);
  });

  it.each([
    ['America/Santiago', '2026-09-06'],
    ['Africa/Cairo', '2026-04-24'],
  ])('may have no midnight, as in %s', (timeZone, date) => {
    const windows = ['fri', 'sun'].map((weekday) => ({ weekday, from: '00:00', until: '03:00' }));
    const slots = slotsFor({ ...availability(...windows), timeZone }, date);
    expect(short(slots).map((text) => text.slice(3))).toEqual(['01:00–02:00', '02:00–03:00']);
  });

  it('have the right instants on both sides within one span', () => {
    const rules = { ...every('12:00', '13:00'), timeZone: 'Europe/Zurich' };
    expect(instants(slotsFor(rules, '2026-10-01', 40))).toEqual([
      '04T10:00Z 60',
      '11T10:00Z 60',
      '18T10:00Z 60',
      '25T11:00Z 60',
      '01T11:00Z 60',
      '08T11:00Z 60',
    ]);
  });
});

it('a service that is no longer active still has its rules, and a provider without hours has no slot', () => {
  const rules = { ...availability(on('09:00', '10:00')), service: { status: 'draft' } };
  expect(slotsFor(rules, monday)).toHaveLength(1);
  expect(slotsFor({}, monday, 400)).toEqual([]);
  expect(slotsFor(rules, monday, 0)).toEqual([]);
});
