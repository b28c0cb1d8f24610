import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HutNight } from '#shared/model/hut.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { saveStoryHuts, storyStart as start } from './fixtures/hut-story.ts';
import type { UnreadableNight } from './hut-log.ts';

const minute = 60_000;
const date = '2026-09-05';
const watched = { slug: 'aba', date, beds: 4 };
const unreadable = { date, label: date, reason: 'It makes no sense.' };

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
  saveStoryHuts(test.store);
});
afterEach(() => test.close());

/** Lets a look find so many free beds; null lists no night. */
function look(at: number, free: number | null, change: Partial<HutNight> = {}, faults: UnreadableNight[] = []): void {
  const night = { date, free, total: 40, hutType: 'hut', reservationStatus: 'possible', ...change } as const;
  test.store.hutLog.apply(
    { slug: 'aba', at: start + at * minute, stepMs: 30 * minute, runId: null },
    { nights: free === null ? [] : [night], faults, today: '2026-09-01', lastNight: '2027-09-01' },
  );
}

const add = (at = 0, change = {}) => test.store.hutWatches.add({ ...watched, ...change }, start + at * minute);
const states = () => test.store.hutWatches.list().map(({ isMet, metAt }) => [isMet, metAt]);
const told = (at: number) =>
  test.store.hutWatches.takeUntold(start + at * minute).map(({ slug, beds }) => [slug, beds]);

it('are unknown until somebody looks, then met or not', () => {
  add();
  add(0, { beds: 12 });
  expect(states()).toEqual([
    [null, null],
    [null, null],
  ]);
  look(1, 4);
  expect(states()).toEqual([
    [true, start + minute],
    [false, null],
  ]);
});

it('are met at once where the night is known already', () => {
  look(0, 9);
  add(5);
  expect(states()).toEqual([[true, start + 5 * minute]]);
  expect(told(5)).toEqual([['aba', 4]]);
});

it.each([
  ['closed', () => look(1, 9, { free: null, total: 0, hutType: 'closed', reservationStatus: 'not_possible' })],
  ['not booked online', () => look(1, 9, { reservationStatus: 'not_online' })],
  ['not told', () => look(1, 9, { free: null, total: null, reservationStatus: 'unknown' })],
  ['not to be read', () => look(1, null, {}, [unreadable])],
  ['gone from the list', () => look(1, null)],
])('are unknown where the night is %s, which is neither', (_what, become) => {
  look(0, 9);
  add();
  become();
  expect(states()).toEqual([[null, start]]);
  expect(told(2)).toEqual([]);
});

it('are told once each time that they come to be met', () => {
  add();
  look(1, 3);
  expect(told(1)).toEqual([]);
  look(2, 4);
  expect(told(2)).toEqual([['aba', 4]]);
  look(3, 20);
  expect(told(3)).toEqual([]);
  look(4, 0);
  look(5, 6);
  expect(told(5)).toEqual([['aba', 4]]);
  expect(told(6)).toEqual([]);
  expect(states()).toEqual([[true, start + 5 * minute]]);
});

it('are not told where the beds are gone again before anybody asked', () => {
  add();
  look(1, 9);
  look(2, 0);
  expect(told(3)).toEqual([]);
});

it('are one where the same is asked for twice', () => {
  look(0, 9);
  const first = add();
  told(1);
  expect(add(2)).toEqual(first);
  expect(states()).toEqual([[true, start]]);
  expect(told(3)).toEqual([]);
});

it('are kept beside a hut that is watched no more, and come back with it', () => {
  look(0, 9);
  const { id } = add();
  const hut = test.store.huts.get('aba');
  test.store.huts.remove('aba', start);
  expect([test.store.hutWatches.list(), told(1)]).toEqual([[], []]);
  test.store.huts.save(hut, start);
  expect(test.store.hutWatches.list('aba')).toMatchObject([{ id, hutName: 'Hut aba', isMet: true }]);
});

it('go when they are removed, and a second time there is nothing', () => {
  const { id } = add();
  test.store.hutWatches.remove(id);
  expect(test.store.hutWatches.list()).toEqual([]);
  expect(() => test.store.hutWatches.remove(id)).toThrow('no such watch');
});
