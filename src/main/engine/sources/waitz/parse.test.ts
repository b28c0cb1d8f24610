import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { readFixture } from './fixtures/read.ts';
import { parseWaitzLive, type WaitzLocation, type WaitzReading } from './parse.ts';

function readingOf(locations: readonly WaitzLocation[], id: string): WaitzReading {
  const found = locations.find((location) => location.id === id);
  if (!found?.reading) throw new Error(`no reading for ${id}: ${found?.fault ?? 'missing'}`);
  return found.reading;
}

function faultOf(locations: readonly WaitzLocation[], id: string): string | null | undefined {
  return locations.find((location) => location.id === id)?.fault;
}

function failureOf(text: string): AppError {
  try {
    parseWaitzLive(text);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('expected an AppError');
}

const one = (fields: object): WaitzReading =>
  readingOf(parseWaitzLive(JSON.stringify({ data: [{ id: 1, name: 'Here', ...fields }] })), '1');

describe('a live list as it should be', () => {
  const locations = parseWaitzLive(readFixture('live-harbour.json'));

  it('keeps order, ids as text and names with ampersand and apostrophe', () => {
    expect(locations.map(({ id, name, fault }) => [id, name, fault])).toEqual([
      ['10', 'Anna & Otto Reading Rooms', null],
      ['11', "Mole's Canteen", null],
      ['12', 'Boat House', null],
      ['14', 'Market Hall', null],
      ['15', 'Pier Gym', null],
      ['16', 'Old Customs House', null],
    ]);
  });

  it('keeps the figure of Waitz although people and capacity say something else', () => {
    expect(readingOf(locations, '11')).toEqual({
      status: 'not_busy',
      busynessPercent: 3,
      people: 1,
      capacity: 50,
      isOpen: true,
      isAvailable: true,
      hourSummary: 'open',
      bestLabel: null,
      bestSpot: null,
      parts: [],
    });
  });

  it('tells a closed place from an empty one and keeps its figures', () => {
    expect(readingOf(locations, '12')).toMatchObject({
      status: 'closed',
      busynessPercent: 0,
      people: 0,
      isOpen: false,
      isAvailable: true,
      hourSummary: 'Closed until 11:00am',
    });
  });

  it('gives no figures, but the capacity, where there is no live data', () => {
    expect(readingOf(locations, '14')).toMatchObject({
      status: 'no_data',
      busynessPercent: null,
      people: null,
      capacity: 650,
      isOpen: true,
      isAvailable: false,
      bestLabel: 'food court',
      parts: [],
    });
  });

  it('gives no figures for a closed place without live data, and no capacity for zero', () => {
    expect(readingOf(locations, '16')).toMatchObject({
      status: 'closed',
      busynessPercent: null,
      people: null,
      capacity: null,
    });
  });

  it('reads parts as places of their own, whose ids may repeat those of locations', () => {
    const { parts } = readingOf(locations, '10');
    expect(parts.map(({ id, name, abbreviation, status }) => [id, name, abbreviation, status])).toEqual([
      ['11', 'Gallery', 'G', 'not_busy'],
      ['12', 'Gallery Annex', 'G', 'not_busy'],
      ['13', 'Vault', 'V', 'closed'],
      ['14', 'Attic', 'A', 'no_data'],
    ]);
    expect(parts[3]).toEqual({
      id: '14',
      name: 'Attic',
      abbreviation: 'A',
      status: 'no_data',
      busynessPercent: null,
      people: null,
      capacity: 60,
      isOpen: true,
      isAvailable: false,
      hourSummary: 'open',
    });
  });

  it('names the least busy open part with data, the first on ties', () => {
    expect(readingOf(locations, '10').bestSpot).toBe('Gallery');
    expect(readingOf(locations, '14').bestSpot).toBeNull();
  });
});

describe('statuses', () => {
  it.each([
    [0, 'not_busy'],
    [29.9, 'not_busy'],
    [30, 'moderate'],
    [59.9, 'moderate'],
    [60, 'busy'],
    [79.9, 'busy'],
    [80, 'very_busy'],
    [118, 'very_busy'],
    [1000, 'very_busy'],
  ])('calls %d percent %s and keeps the figure as it is', (busyness, status) => {
    expect(one({ busyness, isOpen: true, isAvailable: true })).toMatchObject({ status, busynessPercent: busyness });
  });

  it('uses the fraction only where the percent figure is missing', () => {
    expect(one({ busyness: 0, percentage: 0.5 }).busynessPercent).toBe(0);
    expect(one({ busyness: null, percentage: 0.2996 }).busynessPercent).toBe(30);
    expect(one({ percentage: 0.299 })).toMatchObject({ busynessPercent: 29.9, status: 'not_busy' });
  });

  it('has no data without any figure and never computes one from people', () => {
    expect(one({ isOpen: true, isAvailable: true })).toMatchObject({
      status: 'no_data',
      busynessPercent: null,
      people: null,
      capacity: null,
    });
    expect(one({ people: 4, capacity: 8 })).toMatchObject({
      status: 'no_data',
      busynessPercent: null,
      people: 4,
      capacity: 8,
    });
  });
});

describe('odd values', () => {
  const locations = parseWaitzLive(readFixture('live-odd.json'));

  it('leaves the good location alone', () => {
    expect(readingOf(locations, '1')).toMatchObject({ status: 'moderate', busynessPercent: 41 });
  });

  it.each([
    ['2', 'The field busyness is -3, which is no percent figure from 0 to 1000.'],
    ['3', 'The field busyness is 1001, which is no percent figure from 0 to 1000.'],
    ['4', 'The field busyness is "41", which is no percent figure from 0 to 1000.'],
    ['5', 'The field people is -1, which is no number of people.'],
    ['6', 'The field isOpen is "yes", which is neither true nor false.'],
    ['7', 'The field subLocs[1].busyness is -1, which is no percent figure from 0 to 1000.'],
    ['8', 'The field subLocs is "many", which is no list of parts.'],
    ['9', 'The id 9 is used by 2 locations of the list.'],
    ['20', 'It has no name.'],
    ['21', 'The field name is "Lost letters", which holds broken characters.'],
  ])('gives location %s its own fault', (id, fault) => {
    expect(faultOf(locations, id)).toBe(fault);
  });

  it('faults both locations of a doubled id', () => {
    expect(locations.filter(({ id }) => id === '9').map(({ fault }) => fault === null)).toEqual([false, false]);
  });

  it('leaves out what has no id', () => {
    expect(locations.map(({ id }) => id)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '9',
      '20',
      '21',
      '22',
      '23',
      'word-24',
    ]);
  });

  it('asks nothing of figures that the source itself calls dead', () => {
    expect(readingOf(locations, '22')).toMatchObject({
      status: 'no_data',
      busynessPercent: null,
      people: null,
      capacity: 30,
    });
  });

  it('puts names on one line and takes empty hours as none', () => {
    expect(locations.at(-1)?.name).toBe('Two lines of name');
    expect(readingOf(locations, 'word-24')).toMatchObject({
      hourSummary: null,
      isOpen: null,
      isAvailable: null,
      status: 'not_busy',
    });
  });

  it.each([['1e999'], ['"NaN"'], ['{}'], ['true']])('faults %s as a head count', (value) => {
    const [location] = parseWaitzLive(`{"data":[{"id":1,"name":"x","people":${value}}]}`);
    expect(location?.fault).toMatch(/^The field people is /);
  });

  it('names a part by its abbreviation when it has no name, and leaves one without id out', () => {
    const { parts } = one({ subLocs: [{ id: 5, abbreviation: 'X' }, { id: 6 }, { name: 'No id' }] });
    expect(parts.map(({ id, name }) => [id, name])).toEqual([
      ['5', 'X'],
      ['6', 'Part 6'],
    ]);
  });
});

describe('answers that are no live list', () => {
  it.each([
    ['an empty answer', ' \n', 'The source answered nothing at all.'],
    [
      'a web page',
      '<!DOCTYPE html><html><body>Sign in</body></html>',
      'The source answered a web page instead of figures.',
    ],
    ['a web page behind a blank line', '\n <html></html>', 'The source answered a web page instead of figures.'],
    ['an answer cut in a string', '{"data":[{"name":"Cafe', 'The source sent an answer that ends in the middle.'],
    ['an answer cut after a value', '{"data":[{"id":1}', 'The source sent an answer that ends in the middle.'],
    ['plain words', 'Too many requests', 'The source answered something that is not JSON.'],
    ['broken JSON', '{"data":[1,]}', 'The source answered something that is not JSON.'],
    ['no list', '{"error":"school not found"}', 'The source answered JSON without a list named “data”.'],
    ['a list of another kind', '{"data":{"7":{}}}', 'The source answered JSON without a list named “data”.'],
    ['null', 'null', 'The source answered JSON without a list named “data”.'],
    ['an empty list', '{"data":[]}', 'The source lists no location at all.'],
    ['a list of nothing usable', '{"data":[null,{"name":"x"}]}', 'The source lists no location that has an id.'],
  ])('tells %s', (_, text, message) => {
    expect(failureOf(text)).toMatchObject({ code: 'source_changed', userMessage: message, retryable: false });
  });

  it('refuses deep nesting without recursing into it', () => {
    const deep = `{"data":${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}}`;
    expect(failureOf(deep).userMessage).toBe('The source answered JSON nested deeper than 64 levels.');
  });

  it('does not count brackets inside of strings', () => {
    expect(one({ hourSummary: `${'[{'.repeat(80)} \\" ` }).hourSummary).toMatch(/^\[\{/);
  });

  it('refuses a list longer than any school has', () => {
    const text = JSON.stringify({ data: Array.from({ length: 5001 }, (_, id) => ({ id, name: 'x' })) });
    expect(failureOf(text).userMessage).toBe('The source lists 5001 locations, more than any school has.');
  });
});
