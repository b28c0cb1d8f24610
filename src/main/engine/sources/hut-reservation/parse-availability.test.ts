import { describe, expect, it } from 'vitest';
import type { HutAvailability, NightFault } from '../hut-readings.ts';
import { readFixture } from './fixtures/read.ts';
import { parseHutAvailability } from './parse-availability.ts';

/** A sound row with some fields changed. */
const rowWith = (fields: object): object => ({
  freeBedsPerCategory: { '1': 5 },
  freeBeds: 5,
  hutStatus: 'SERVICED',
  date: '2027-06-01T00:00:00Z',
  dateFormatted: '01.06.2027',
  totalSleepingPlaces: 20,
  percentage: 'AVAILABLE',
  ...fields,
});
const onDay = (day: string, fields: object = {}): object =>
  rowWith({ date: `2027-06-${day}T00:00:00Z`, dateFormatted: `${day}.06.2027`, ...fields });
const parse = (...rows: readonly unknown[]): HutAvailability => parseHutAvailability(JSON.stringify(rows));
const faultOf = (row: unknown): NightFault | undefined => parse(row).faults[0];

describe('a calendar as it should be', () => {
  const { nights, faults } = parseHutAvailability(readFixture('calendar-karst.json'));

  it('is read night by night, ascending by date', () => {
    expect(faults).toEqual([]);
    expect(
      nights.map(({ date, free, total, staffing, reservationStatus }) =>
        [date, free, total, staffing, reservationStatus].join(' '),
      ),
    ).toEqual([
      '2027-10-01 3 44 serviced possible',
      '2027-10-02 31 44 serviced possible',
      '2027-10-03 0 44 serviced possible',
      '2027-10-04  0 serviced not_possible',
      '2027-10-05  0 closed not_possible',
      '2027-10-06 8 8 unserviced possible',
      '2027-10-07 0 8 unserviced possible',
      '2027-10-31 12 44 unknown possible',
    ]);
  });

  it('keeps null apart from 0, and the beds of each category', () => {
    expect(nights[3]).toMatchObject({ free: null, total: 0, categories: [{ id: '7001', free: 0 }] });
    expect(nights[4]).toMatchObject({ free: null, categories: [] });
    expect(nights[2]).toMatchObject({ free: 0, total: 44 });
    expect(nights[1]?.categories).toEqual([
      { id: '7001', free: 20 },
      { id: '7002', free: 11 },
    ]);
  });
});

describe('a night', () => {
  it('is closed where nobody has a place and no free beds are told, whatever the other words are', () => {
    const closed = { date: '2027-06-01', free: null, total: 0, reservationStatus: 'not_possible' };
    expect(parse(rowWith({ freeBeds: null, totalSleepingPlaces: 0, freeBedsPerCategory: {} })).nights).toEqual([
      { ...closed, staffing: 'serviced', categories: [] },
    ]);
    const told = { freeBeds: 0, totalSleepingPlaces: 0, percentage: 'CLOSED', freeBedsPerCategory: { '1': 0 } };
    expect(parse(rowWith(told)).nights).toMatchObject([closed]);
  });

  it('may leave out its total, its categories and one of its dates', () => {
    const bare = { freeBeds: 5, percentage: 'AVAILABLE' };
    const read = { free: 5, total: null, staffing: 'unknown', reservationStatus: 'possible', categories: [] };
    expect(parse({ ...bare, date: '2027-06-01' }).nights).toEqual([{ date: '2027-06-01', ...read }]);
    expect(parse({ ...bare, date: null, dateFormatted: '29.02.2028' }).nights).toEqual([
      { date: '2028-02-29', ...read },
    ]);
  });

  it.each(['2027-03-28T00:00:00Z', '2027-03-28T23:59:59.999999999Z', '2027-03-28T00:30:00+14:00', '2027-03-28'])(
    'has the date that its label begins with: %s',
    (date) => {
      expect(parse(rowWith({ date, dateFormatted: null })).nights[0]?.date).toBe('2027-03-28');
    },
  );
});

describe('a row that cannot be right', () => {
  it.each([
    [{ freeBeds: 21 }, 'The field freeBeds is 21, more than totalSleepingPlaces, which is 20.'],
    [{ freeBeds: -1 }, 'The field freeBeds is -1, which is no whole number of beds from 0 to 100000.'],
    [{ freeBeds: 1.5 }, 'The field freeBeds is 1.5, which is no whole number of beds from 0 to 100000.'],
    [{ freeBeds: '5' }, 'The field freeBeds is "5", which is no whole number of beds from 0 to 100000.'],
    [
      { totalSleepingPlaces: -20 },
      'The field totalSleepingPlaces is -20, which is no whole number of beds from 0 to 100000.',
    ],
    [
      { freeBedsPerCategory: { '1': -5 } },
      'The field freeBedsPerCategory.1 is -5, which is no whole number of beds from 0 to 100000.',
    ],
    [{ freeBedsPerCategory: [5] }, 'The field freeBedsPerCategory is [5], which is no list of categories.'],
    [
      { percentage: '100%' },
      'The field percentage is "100%", which is none of AVAILABLE, NEARLY FULL, FULL and CLOSED.',
    ],
    [
      { percentage: undefined },
      'The field percentage is missing, which is none of AVAILABLE, NEARLY FULL, FULL and CLOSED.',
    ],
    [{ percentage: 'CLOSED' }, 'The field percentage is CLOSED, although freeBeds is 5.'],
    [{ percentage: 'CLOSED', freeBeds: null }, 'The night is closed, although freeBedsPerCategory.1 is 5.'],
    [{ freeBeds: null }, 'The field freeBeds is null, although percentage is AVAILABLE.'],
    [{ freeBeds: undefined, percentage: 'FULL' }, 'The field freeBeds is null, although percentage is FULL.'],
  ])('is a fault of its night: %o', (fields, reason) => {
    expect(parse(rowWith(fields), onDay('02'))).toEqual({
      nights: [expect.objectContaining({ date: '2027-06-02' })],
      faults: [{ date: '2027-06-01', label: '2027-06-01', reason }],
    });
  });

  it.each([
    [{ date: '2027-02-30T00:00:00Z' }, 'The field date is "2027-02-30T00:00:00Z", which does not begin with a date.'],
    [{ date: 1_811_808_000_000 }, 'The field date is 1811808000000, which does not begin with a date.'],
    [{ dateFormatted: '02.06.2027' }, 'The field date is 2027-06-01, but dateFormatted is "02.06.2027".'],
    [{ dateFormatted: '31.06.2027' }, 'The field dateFormatted is "31.06.2027", which is no date.'],
    [{ dateFormatted: '1.6.27' }, 'The field dateFormatted is "1.6.27", which is no date.'],
    [{ date: undefined, dateFormatted: null }, 'It has no date.'],
  ])('is named by its place where its night is not certain: %o', (fields, reason) => {
    expect(parse(onDay('05'), rowWith(fields)).faults).toEqual([{ date: null, label: 'row 2', reason }]);
  });

  it.each([
    [null, 'It is null, which is no night.'],
    [[], 'It is [], which is no night.'],
    ['2027-06-01', 'It is "2027-06-01", which is no night.'],
  ])('is named by its place where it is no object: %o', (row, reason) => {
    expect(faultOf(row)).toEqual({ date: null, label: 'row 1', reason });
  });
});

describe('a date that several rows tell of', () => {
  it('is one fault, and none of its rows counts, not even a sound one', () => {
    expect(parse(onDay('03'), onDay('01'), onDay('03', { freeBeds: 6 }), onDay('02'), onDay('03'))).toEqual({
      nights: [expect.objectContaining({ date: '2027-06-01' }), expect.objectContaining({ date: '2027-06-02' })],
      faults: [
        {
          date: '2027-06-03',
          label: '2027-06-03',
          reason: 'The date 2027-06-03 is told by 3 rows: row 1, row 3, row 5.',
        },
      ],
    });
    expect(parse(onDay('01'), onDay('01', { freeBeds: -1 }))).toEqual({
      nights: [],
      faults: [expect.objectContaining({ reason: 'The date 2027-06-01 is told by 2 rows: row 1, row 2.' })],
    });
  });

  it('names five rows at most', () => {
    const { faults } = parse(...Array.from({ length: 4000 }, () => onDay('01')));
    expect(faults.map(({ reason }) => reason)).toEqual([
      'The date 2027-06-01 is told by 4000 rows: row 1, row 2, row 3, row 4, row 5 and others.',
    ]);
  });
});

describe('an answer that is no calendar', () => {
  it.each([
    ['[]', 'source_changed', 'The source lists no night at all, so the calendar of this hut is not published.'],
    ['{"days":[]}', 'source_changed', 'The source answered JSON that is no list of nights.'],
    ['{"status":"ok"}', 'source_changed', 'The source answered JSON that is no list of nights.'],
    ['null', 'source_changed', 'The source answered JSON that is no list of nights.'],
    [
      JSON.stringify(Array(4001).fill(0)),
      'source_changed',
      'The source lists 4001 nights, more than any calendar has.',
    ],
    ['[{"date":', 'source_changed', 'The source sent an answer that ends in the middle.'],
    ['', 'source_changed', 'The source answered nothing at all.'],
    ['<html><body>Please wait</body></html>', 'source_changed', 'The source answered a web page instead of figures.'],
    ...['<h1>Forbidden</h1>', '<p>You have been BLOCKED.', '\n<!doctype html><title>Access denied</title>'].map(
      (page) => [
        page,
        'refused',
        'The source answered a page that says requests are blocked. Wait an hour, then ask it less often.',
      ],
    ),
    [
      '{"status":401,"description":"No session"}',
      'refused',
      'The source answered 401 (a login is needed) in its text. Rounds has no login for it.',
    ],
    [
      '{"status":404}',
      'refused',
      'The source answered 404 (not found) in its text. It knows no hut of this number; correct the number of the hut.',
    ],
    ['{"status":503}', 'network', 'The source answered 503 (not available now) in its text.'],
    ['{"status":400}', 'source_changed', 'The source answered 400 (bad request) in its text.'],
  ])('says what it is: %.60s', (text, code, userMessage) => {
    expect(() => parseHutAvailability(text)).toThrow(expect.objectContaining({ code, userMessage }));
  });

  it('takes ten years of nights', () => {
    const start = Date.UTC(2027, 0, 1);
    const rows = Array.from({ length: 4000 }, (_, day) =>
      rowWith({ date: new Date(start + day * 86_400_000).toISOString(), dateFormatted: null }),
    );
    expect(parse(...rows.toReversed()).nights).toHaveLength(4000);
    expect(parse(...rows.toReversed()).nights[0]?.date).toBe('2027-01-01');
  });
});
