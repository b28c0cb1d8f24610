import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import type { LedgerEntry } from './ledger.ts';

const start = Date.UTC(2026, 10, 22, 8);
const minute = 60_000;
const everything = { from: 0, until: Number.MAX_SAFE_INTEGER };

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
  save({ every: 'PT1M' }, start);
});
afterEach(() => test.close());

function save(rule: object, now: number): void {
  test.store.schedules.save(Schedule.parse({ id: 'main', job: 'occupancy.update', ...rule }), now);
}

/** An entry from one minute to another, counted from the start. */
function entry(first: number, last: number, verdict: LedgerEntry['verdict'], change: Partial<LedgerEntry> = {}) {
  const planned = { firstPlanned: start + first * minute, lastPlanned: start + last * minute };
  return { ...planned, verdict, runId: null, note: null, ...change };
}

function entriesWithin(from: number, until: number): LedgerEntry[] {
  return test.store.ledger.entries('main', 1, { from: start + from * minute, until: start + until * minute });
}

describe('verdicts', () => {
  it('are joined where one only goes on with the last', () => {
    const { ledger } = test.store;
    ledger.record('main', 1, [entry(0, 4, 'app_closed'), entry(5, 5, 'app_closed')]);
    ledger.record('main', 1, [entry(6, 9, 'app_closed')]);
    expect(entriesWithin(0, 99)).toEqual([entry(0, 9, 'app_closed')]);
  });

  it('are kept apart by another verdict, another run or another note', () => {
    const entries = [
      entry(0, 0, 'overlap', { runId: '1' }),
      entry(1, 1, 'overlap', { runId: '2' }),
      entry(2, 2, 'error', { note: 'The building is gone.' }),
      entry(3, 3, 'error', { note: 'The source is gone.' }),
      entry(4, 4, 'asleep'),
      entry(5, 5, 'error', { note: 'The source is gone.' }),
    ];
    test.store.ledger.record('main', 1, entries);
    expect(entriesWithin(0, 99)).toEqual(entries);
  });

  it('of slots that ran stand alone, even of the same run', () => {
    const entries = [entry(0, 0, 'ran', { runId: '7' }), entry(1, 1, 'ran', { runId: '7' })];
    test.store.ledger.record('main', 1, entries);
    expect(entriesWithin(0, 99)).toEqual(entries);
  });

  it('are found by a time that begins within them, and by one that touches their last slot', () => {
    test.store.ledger.record('main', 1, [entry(0, 9, 'asleep'), entry(10, 10, 'ran', { runId: '1' })]);
    const [asleep, ran] = [entry(0, 9, 'asleep'), entry(10, 10, 'ran', { runId: '1' })];
    expect(entriesWithin(5, 11)).toEqual([asleep, ran]);
    expect(entriesWithin(9, 10)).toEqual([asleep]);
    expect(entriesWithin(-5, 1)).toEqual([asleep]);
    expect(entriesWithin(10, 11)).toEqual([ran]);
  });

  it('are not found by a time before, after or between them', () => {
    test.store.ledger.record('main', 1, [entry(0, 3, 'asleep'), entry(6, 9, 'late')]);
    expect(entriesWithin(-5, 0)).toEqual([]);
    expect(entriesWithin(4, 6)).toEqual([]);
    expect(entriesWithin(10, 99)).toEqual([]);
  });

  it('are written whole or not at all', () => {
    const twice = [entry(0, 0, 'asleep'), entry(0, 0, 'late')];
    expect(() => test.store.ledger.record('main', 1, twice)).toThrow(/UNIQUE/);
    expect(entriesWithin(0, 99)).toEqual([]);
  });

  it('need a rule that planned them', () => {
    expect(() => test.store.ledger.record('main', 9, [entry(0, 0, 'late')])).toThrow(/FOREIGN KEY/);
    expect(() => test.store.ledger.record('nobody', 1, [entry(0, 0, 'late')])).toThrow(/FOREIGN KEY/);
  });
});

describe('revisions', () => {
  it('follow one another without a hole when the rule changes', () => {
    save({ every: 'PT2M' }, start + 10 * minute);
    save({ every: 'PT2M', timeZone: 'Europe/Zurich' }, start + 20 * minute);
    const revisions = test.store.ledger.revisions('main', everything);
    expect(revisions).toMatchObject([
      { revision: 1, rule: { id: 'main', every: 'PT1M', anchorAt: start }, timeZone: 'UTC' },
      { revision: 2, rule: { every: 'PT2M', anchorAt: start + 10 * minute }, timeZone: 'UTC' },
      { revision: 3, rule: { every: 'PT2M', anchorAt: start + 10 * minute }, timeZone: 'Europe/Zurich' },
    ]);
    expect(revisions.map(({ fromAt, untilAt }) => [fromAt, untilAt])).toEqual([
      [start, start + 10 * minute],
      [start + 10 * minute, start + 20 * minute],
      [start + 20 * minute, null],
    ]);
  });

  it('are those that planned within a time', () => {
    save({ every: 'PT2M' }, start + 10 * minute);
    const numbers = (from: number, until: number) =>
      test.store.ledger
        .revisions('main', { from: start + from * minute, until: start + until * minute })
        .map(({ revision }) => revision);
    expect(numbers(0, 10)).toEqual([1]);
    expect(numbers(9, 11)).toEqual([1, 2]);
    expect(numbers(10, 11)).toEqual([2]);
    expect(numbers(-9, 0)).toEqual([]);
  });

  it('know every schedule that ever planned, deleted ones too', () => {
    test.store.schedules.save(Schedule.parse({ id: 'other', job: 'occupancy.update', every: 'PT1H' }), start);
    test.store.schedules.remove('main', start + minute);
    expect(test.store.ledger.scheduleIds()).toEqual(['main', 'other']);
  });
});
