import { afterEach, beforeEach, expect, it } from 'vitest';
import { dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { HutNight } from '#shared/model/hut.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { saveStoryHuts, storyStart as start } from './fixtures/hut-story.ts';
import { type ChangeFilter, readChanges } from './hut-changes.ts';

const everything: ChangeFilter = { slug: null, from: null, until: null, kinds: [], asOf: null };
const hourMs = 3_600_000;
const today = '2026-09-01';

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
  saveStoryHuts(test.store);
});
afterEach(() => test.close());

const night = (free: number | null, change: Partial<HutNight> = {}): HutNight => ({
  date: '2026-09-05',
  free,
  total: 40,
  hutType: 'hut',
  reservationStatus: 'possible',
  ...change,
});

function look(hours: number, nights: readonly HutNight[], slug = 'aba'): void {
  const at = start + hours * hourMs;
  test.store.hutLog.apply(
    { slug, at, stepMs: hourMs, runId: 3 },
    { nights, faults: [], today, lastNight: '2027-09-01' },
  );
}

const page = (filter: Partial<ChangeFilter> = {}, after: string | null = null, limit = 50) =>
  readChanges(test.connection, { ...everything, ...filter }, { after, limit });

it('names each change by what it means', () => {
  const closed = { total: 0, hutType: 'closed', reservationStatus: 'not_possible' } as const;
  const nights = [
    [night(5)],
    [night(4)],
    [night(9)],
    [night(null, closed)],
    [night(9)],
    [],
    [night(9)],
    [night(9, { reservationStatus: 'not_online' })],
  ];
  nights.forEach((each, index) => look(index, each));
  expect(page().changes.map(({ kind }) => kind)).toEqual([
    'other',
    'listed',
    'unlisted',
    'opened',
    'closed',
    'freed',
    'filled',
  ]);
  expect(page().changes.at(-1)).toMatchObject({
    slug: 'aba',
    hutName: 'Hut aba',
    runId: '3',
    at: start + hourMs,
    before: { free: 5, firstChecked: start, lastChecked: start },
    after: { free: 4 },
  });
});

it('goes on over changes that the filter passes over, and says so where a page stays empty', () => {
  const dates = Array.from({ length: 300 }, (_, index) => dateOfDayNumber(dayNumberOf(today) + index));
  for (let index = 0; index < 17; index += 1) {
    look(
      index,
      dates.map((date) => night(index % 2, { date })),
    );
  }
  const first = page({ kinds: ['closed'] });
  expect([first.changes, first.next]).toEqual([[], expect.any(String)]);
  let next = first.next;
  while (next !== null) {
    const following = page({ kinds: ['closed'] }, next);
    expect(following.changes).toEqual([]);
    next = following.next;
  }
});

it('leaves out a hut that is watched no more, and takes its history back with it', () => {
  look(0, [night(5)]);
  look(1, [night(4)]);
  test.store.huts.remove('aba', start);
  expect(page()).toEqual({ changes: [], next: null });
  const hut = { slug: 'aba', name: 'Again', sourceId: 'alps', bookingRef: '1', timeZone: 'Europe/Zurich' };
  test.store.huts.save({ ...hut, capacityOpen: null, capacityClosed: null }, start);
  expect(page().changes).toMatchObject([{ hutName: 'Again', kind: 'filled' }]);
});

it('refuses to go on from a place that it did not give out', () => {
  for (const after of ['', 'x', '1-2', '1-2-3-4', '1-2-x', '1.5-1-1']) {
    expect(() => page({}, after)).toThrow('The list of changes cannot go on from there.');
  }
});
