import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleFossa, sampleOrder, samplePersons } from '../testing/test-portal.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { planOf } from './fixtures/query-plan.ts';
import { changesOfOrder, readOrderChanges } from './work-order-changes.ts';
import { readOrder } from './work-order-detail.ts';
import { createOrderIndex } from './work-order-index.ts';
import { listOrders } from './work-order-list.ts';
import { readVisits } from './work-order-sources.ts';

const hourMs = 3_600_000;
const now = Date.UTC(2026, 10, 23, 15);

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(now);
  test.store.sources.save(sampleFossa(), now);
});
afterEach(() => test.close());

function readOrders(count: number, at = now): void {
  const orders = Array.from({ length: count }, (_, index) => ({
    order: sampleOrder(index, { city: `City ${index % 500}`, instructions: `Gate ${index % 7}` }),
    persons: samplePersons,
  }));
  const look = { sourceId: 'fossa', at, stepMs: hourMs, runId: null };
  test.store.workOrders.apply(look, { orders, faults: [], doubts: [] });
}

/** Steps that go through a whole table of orders. */
const scansOf = (steps: readonly string[]): string[] => steps.filter((step) => step.startsWith('SCAN work_order'));

describe('what screens ask for', () => {
  it('goes through no table of orders', () => {
    readOrders(3);
    const { connection } = test;
    const questions: Record<string, () => void> = {
      // Each statement is seen when it is prepared, which is once.
      changesOfOrder: () => changesOfOrder(connection, 'fossa', 'W-1'),
      visits: () => readVisits(connection, { sourceId: null, from: '2026-11-01', until: '2026-11-30' }, now),
      order: () => readOrder(connection, sampleFossa(), 'W-1', now),
    };
    for (const work of Object.values(questions)) {
      const steps = planOf(test, work);
      expect(steps).not.toEqual([]);
      expect(scansOf(steps)).toEqual([]);
    }
  });

  it('finds visits by their date, places by their orders, and changes in their own order', () => {
    readOrders(3);
    const { connection } = test;
    const span = { sourceId: null, from: '2026-11-01', until: '2026-11-30' };
    expect(planOf(test, () => readVisits(connection, span, now)).join()).toContain('work_order_visit');
    expect(planOf(test, () => readOrder(connection, sampleFossa(), 'W-1', now)).join()).toContain('work_order_place');
    const filter = { sourceId: null, types: [], text: '' };
    const steps = planOf(test, () => readOrderChanges(connection, filter, { after: null, limit: 50 }));
    expect(steps.join()).toContain('INTEGER PRIMARY KEY');
    expect(steps.join()).not.toContain('TEMP B-TREE');
  });
});

describe('thousands of orders', () => {
  const query = {
    filter: {
      sourceId: null,
      listed: 'open',
      statuses: [],
      customers: [],
      brands: [],
      categories: [],
      due: 'any',
      text: '',
    },
    sort: { by: 'city', descending: false },
    offset: 0,
    limit: 100,
  } as const;
  const listed = (snapshot: Parameters<typeof listOrders>[1], change: object) =>
    listOrders(test.connection, snapshot, { ...query, filter: { ...query.filter, ...change } } as never, now);

  it('are read in pieces, once, and asked for by key from then on', async () => {
    readOrders(2_000);
    let pieces = 0;
    let ms = 0;
    const clock = {
      // Time goes on by one slice with every look at it, so that each piece is one of its own.
      monotonicMs: () => (ms += 11),
      breathe: async () => {
        pieces += 1;
      },
    };
    const index = createOrderIndex(test.connection);
    const snapshot = await index.snapshot(clock);
    expect(snapshot.orders).toHaveLength(2_000);
    expect(pieces).toBeGreaterThanOrEqual(9);
    expect(await index.snapshot(clock)).toBe(snapshot);
    expect(listed(snapshot, { text: 'gate 6' })).toMatchObject({ total: 285 });
    expect(listed(snapshot, { text: 'w-1999' })).toMatchObject({ total: 1, rows: [{ number: 'W-1999' }] });
    expect(listed(snapshot, {}).rows).toHaveLength(100);
    const steps = planOf(test, () => listed(snapshot, { text: 'gate 6' }));
    expect(scansOf(steps)).toEqual([]);
    readOrders(1, now + hourMs);
    const next = await index.snapshot(clock);
    expect(next).not.toBe(snapshot);
    expect(listed(next, {}).total).toBe(1);
  });
});
