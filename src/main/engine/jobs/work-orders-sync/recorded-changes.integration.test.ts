import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { classifyChanges, type OrderDifference } from '#shared/model/order-change-rules.ts';
import type { WorkOrder } from '#shared/model/work-order.ts';
import { createTestOrders, sampleOrder, type TestOrders } from '../../testing/test-portal.ts';

const folder = path.join(import.meta.dirname, '../../../../../../shared/sources/samples/workfossa');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

const Snapshot = z.object({
  workOrders: z.array(
    z.object({
      id: z.string(),
      customer: z.object({ name: z.string(), storeNumber: z.string(), storeUrl: z.string() }),
      visits: z.object({ nextVisit: z.object({ date: z.string(), visitId: z.string() }).nullish() }),
      instructions: z.string().nullish(),
    }),
  ),
});

/** `05/07/2025` as the calendar date that it is. */
const dateOf = (text: string): string => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2');

function snapshot(name: string): WorkOrder[] {
  return Snapshot.parse(read(name)).workOrders.map(({ id, customer, visits, instructions }) =>
    sampleOrder(Number(id.slice(2)), {
      customer: customer.name,
      storeNumber: customer.storeNumber,
      locationId: /\/(\d+)\/$/.exec(customer.storeUrl)?.[1] ?? null,
      nextVisitId: visits.nextVisit?.visitId ?? null,
      nextVisitDate: visits.nextVisit == null ? null : dateOf(visits.nextVisit.date),
      instructions: instructions ?? null,
    }),
  );
}

const Entry = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['added', 'removed']), jobId: z.string(), store: z.string(), date: z.string() }),
  z.object({
    type: z.literal('date_changed'),
    jobId: z.string(),
    store: z.string(),
    oldDate: z.string(),
    newDate: z.string(),
  }),
  z.object({
    type: z.literal('swap'),
    job1Id: z.string(),
    job1Store: z.string(),
    oldDate1: z.string(),
    newDate1: z.string(),
  }),
]);
const Runs = z.array(
  z.object({
    timestamp: z.string(),
    changes: z.record(z.string(), z.unknown()),
  }),
);

/** What a recorded run saw of each order, whichever of the two shapes it was written in; a swap stands there twice, mirrored. */
function differencesOf(changes: Readonly<Record<string, unknown>>): OrderDifference[] {
  const lists = ['allChanges', 'critical', 'high', 'medium', 'low'].flatMap((name) => changes[name] ?? []);
  return z
    .array(Entry)
    .parse(lists)
    .map((entry) => {
      const edited = (number: string, store: string, before: string, after: string): OrderDifference => ({
        number,
        kind: 'edited',
        place: placeOf(store, after),
        fields: [{ field: 'nextVisitDate', before: dateOf(before), after: dateOf(after) }],
      });
      if (entry.type === 'swap') return edited(entry.job1Id, entry.job1Store, entry.oldDate1, entry.newDate1);
      if (entry.type === 'date_changed') return edited(entry.jobId, entry.store, entry.oldDate, entry.newDate);
      return { number: entry.jobId, kind: entry.type, place: placeOf(entry.store, entry.date), fields: [] };
    });
}

function placeOf(store: string, date: string): OrderDifference['place'] {
  return { customer: null, storeNumber: store, city: null, locationId: store, nextVisitDate: dateOf(date) };
}

let test: TestOrders;
beforeEach(async () => {
  test = await createTestOrders();
});
afterEach(() => test.close());

async function told(): Promise<string[]> {
  const query = { after: null, limit: 200, sourceId: null, types: [], text: '' };
  const { changes } = await test.engine.handlers['workOrders.changes'](query);
  return changes.map(({ number, type }) => `${type} ${number}`).toSorted();
}

describe.skipIf(!existsSync(folder))('the recorded lists of one day', () => {
  it('come to the order that came, and then to the five that went', async () => {
    await test.read(snapshot('scraped-orders-2025-05-07T1842-41-orders.recorded.json'));
    expect(await told()).toEqual([]);
    await test.read(snapshot('scraped-orders-2025-05-07T1900-42-orders.recorded-norawhtml.json'));
    expect(await told()).toEqual(['added W-126754']);
    const { run } = await test.read(snapshot('scraped-orders-2025-05-07T1901-37-orders.recorded-norawhtml.json'));
    expect(run.counts).toMatchObject({ checked: 42, changed: 5, unchanged: 37, failed: 0 });
    expect(await told()).toEqual([
      'added W-126754',
      ...['W-126686', 'W-126705', 'W-126753', 'W-126754', 'W-126761'].map((number) => `removed ${number}`),
    ]);
  });

  it('leave every order there where the last one is not proven to be whole', async () => {
    await test.read(snapshot('scraped-orders-2025-05-07T1900-42-orders.recorded-norawhtml.json'));
    const orders = snapshot('scraped-orders-2025-05-07T1901-37-orders.recorded-norawhtml.json');
    const { run } = await test.read(orders, { matches: 42, doubts: ['The list says 42 matches and shows 37.'] });
    expect(run).toMatchObject({ status: 'partial', counts: { changed: 0, unchanged: 37 } });
    expect(await told()).toEqual([]);
  });
});

describe.skipIf(!existsSync(folder))('the recorded runs', () => {
  it('come to the kinds that they were written down as, a swap once', () => {
    const runs = Runs.parse(read('change-history.recorded.json'));
    expect(runs).toHaveLength(34);
    for (const { changes } of runs) {
      const expected = differencesOf(changes)
        .filter(({ number }) => number !== 'W-131308' || !JSON.stringify(changes).includes('"swap"'))
        .map(({ number, kind }) => [number, kind === 'edited' ? 'date_changed' : kind]);
      const classified = classifyChanges(differencesOf(changes)).map(({ number, type }) => [
        number,
        type === 'swapped' ? 'date_changed' : type,
      ]);
      expect(classified.toSorted()).toEqual(expected.toSorted());
    }
    const swaps = runs.flatMap(({ changes }) =>
      classifyChanges(differencesOf(changes)).filter(({ type }) => type === 'swapped'),
    );
    expect(swaps).toMatchObject([
      { number: 'W-126866', otherNumber: 'W-131308', before: '2025-05-02', after: '2025-05-09' },
    ]);
  });
});
