import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { statusOfPercent } from '#shared/model/occupancy.ts';
import { parseWaitzCompare } from './compare.ts';
import { hasSamples, readSample } from './fixtures/read.ts';
import { matchBuilding } from './match.ts';
import { parseWaitzLive } from './parse.ts';

/** The few fields of the samples that the tests compare with. */
const Place = z.object({
  id: z.number(),
  name: z.string(),
  busyness: z.number().nullish(),
  people: z.number().nullish(),
  capacity: z.number().nullish(),
  isAvailable: z.boolean(),
  isOpen: z.boolean(),
  hourSummary: z.string().nullish(),
});
const Live = z.object({
  data: z.array(
    z.object({
      ...Place.shape,
      bestLabel: z.string().nullish(),
      subLocs: z.union([z.literal(false), z.array(z.object({ ...Place.shape, abbreviation: z.string() }))]).optional(),
    }),
  ),
});

function expectedFigures(place: z.infer<typeof Place>): object {
  const percent = place.isAvailable ? (place.busyness ?? null) : null;
  const openStatus = percent === null ? 'no_data' : statusOfPercent(percent);
  return {
    status: place.isOpen ? openStatus : 'closed',
    busynessPercent: percent,
    people: place.isAvailable ? (place.people ?? null) : null,
    capacity: place.capacity === 0 ? null : (place.capacity ?? null),
    isOpen: place.isOpen,
    isAvailable: place.isAvailable,
    hourSummary: place.hourSummary === '' ? null : (place.hourSummary ?? null),
  };
}

describe.skipIf(!hasSamples)('the samples of Waitz beside the repository', () => {
  const live = [
    'live-ucsd.recorded.json',
    'live-gatech.constructed.json',
    'live-odd-values.constructed.json',
    'live-venues-as-parts.constructed.json',
  ];

  it.each(live)('are read field by field: %s', (file) => {
    const sample = Live.parse(JSON.parse(readSample(file)));
    const locations = parseWaitzLive(readSample(file));
    expect(locations.map(({ id, name, fault }) => [id, name, fault])).toEqual(
      sample.data.map(({ id, name }) => [String(id), name, null]),
    );
    sample.data.forEach((place, index) => {
      const reading = locations[index]?.reading;
      expect(reading).toMatchObject({ ...expectedFigures(place), bestLabel: place.bestLabel ?? null });
      const parts = place.subLocs || [];
      expect(reading?.parts).toEqual(
        parts.map((part) => ({
          id: String(part.id),
          name: part.name,
          abbreviation: part.abbreviation,
          ...expectedFigures(part),
        })),
      );
    });
  });

  it.each([
    ['live-ucsd.recorded.json', 'Geisel Library', 'Teaching and Learning Commons'],
    ['live-ucsd.recorded.json', '6th Restaurant', 'Indoors'],
    ['live-ucsd.recorded.json', 'Price Center', null],
    ['live-gatech.constructed.json', 'Price Gilbert & Crosland Tower', 'Crosland Tower 6th Floor'],
    ['live-venues-as-parts.constructed.json', 'Dining', 'Court B'],
    ['live-odd-values.constructed.json', 'Empty list of parts', null],
  ])('give the best spot: %s, %s', (file, name, spot) => {
    expect(matchBuilding(name, parseWaitzLive(readSample(file))).reading?.bestSpot).toBe(spot);
  });

  it.each([
    ['live-empty.constructed.json', 'The source lists no location at all.'],
    ['truncated.constructed.json', 'The source sent an answer that ends in the middle.'],
    ['error-404.constructed.html', 'The source answered a web page instead of figures.'],
    ['error-429.constructed.html', 'The source answered a web page instead of figures.'],
  ])('are quarantined: %s', (file, message) => {
    expect(() => parseWaitzLive(readSample(file))).toThrow(
      expect.objectContaining({ code: 'source_changed', userMessage: message }),
    );
  });

  it('of the compare feed give plain words', () => {
    const trends = parseWaitzCompare(readSample('compare-ucsd.constructed.json'));
    expect(trends.map(({ id }) => id)).toEqual(['7', '12', '14', '59', '9999']);
    expect(trends[0]).toEqual({
      id: '7',
      nextHour: 'Usually gets busier in the next hour',
      usual: 'Less busy than usual for this time',
      peak: 'Peak hours are 2pm-4pm',
      best: 'Best floor right now: 1st Floor West',
    });
    expect(trends[1]).toMatchObject({ usual: null, peak: 'Peak hour is 6pm', best: null });
    expect(trends[4]).toEqual({ id: '9999', nextHour: null, usual: null, peak: null, best: null });
  });

  it('suggest the joint building for a part of its name', () => {
    expect(() =>
      matchBuilding('Dorothy M. Crosland Tower', parseWaitzLive(readSample('live-gatech.constructed.json'))),
    ).toThrow(/Nearest names: “Price Gilbert & Crosland Tower” \(101\)/);
  });
});
