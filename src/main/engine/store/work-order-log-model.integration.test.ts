import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WorkOrder } from '#shared/model/work-order.ts';
import { sampleFossa, sampleOrder, samplePersons } from '../testing/test-portal.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { readOrderChanges } from './work-order-changes.ts';
import type { OrderFindings } from './work-order-log.ts';

/** What is seen of an order: its visit date, its place and its status, each of few values, so that much happens. */
const seen = fc.record({
  date: fc.constantFrom('2026-11-23', '2026-11-24', null),
  place: fc.constantFrom('L', 'M'),
  status: fc.constantFrom('Work Created', 'Quality Approved'),
});
const read = fc.record({
  orders: fc.dictionary(fc.constantFrom('1', '2', '3', '4'), seen, { maxKeys: 4, noNullPrototype: true }),
  /** An order whose row is there and cannot be read. */
  fault: fc.constantFrom(null, null, '1', '5'),
  isComplete: fc.boolean(),
});
type Read = typeof read extends fc.Arbitrary<infer T> ? T : never;
type Seen = typeof seen extends fc.Arbitrary<infer T> ? T : never;

/** The orders of a source as one would keep them without a change log. */
class NaiveOrders {
  readonly #known = new Map<string, { seen: Seen; isListed: boolean }>();
  #isFirst = true;

  apply({ orders, fault, isComplete }: Read): string[] {
    const told: string[] = [];
    const added: string[] = [];
    const removed: string[] = [];
    const moves: { number: string; from: string | null; to: string | null }[] = [];
    for (const [number, now] of Object.entries(orders)) {
      const before = this.#known.get(number);
      this.#known.set(number, { seen: now, isListed: true });
      if (before === undefined) added.push(number);
      else if (!before.isListed) told.push(`W-${number} returned`);
      else {
        if (before.seen.status !== now.status) told.push(`W-${number} changed status`);
        if (before.seen.place !== now.place) told.push(`W-${number} changed locationId`);
        if (before.seen.date !== now.date) moves.push({ number, from: before.seen.date, to: now.date });
      }
    }
    for (const [number, known] of this.#known) {
      if (!isComplete || !known.isListed || number in orders || number === fault) continue;
      known.isListed = false;
      removed.push(number);
    }
    told.push(...this.#pairMoves(moves), ...this.#pairPlaces(added, removed));
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    return isFirst ? [] : told.toSorted();
  }

  /** With two dates, those that go one way meet those that go the other, lowest numbers first. */
  #pairMoves(moves: readonly { number: string; from: string | null; to: string | null }[]): string[] {
    const dated = moves.filter(({ from, to }) => from !== null && to !== null);
    const forth = dated.filter(({ from, to }) => (from ?? '') < (to ?? ''));
    const back = dated.filter(({ from, to }) => (from ?? '') > (to ?? ''));
    const pairs = Math.min(forth.length, back.length);
    const swapped = Array.from({ length: pairs }, (_, index) =>
      [forth[index]?.number ?? '', back[index]?.number ?? ''].toSorted(),
    );
    const paired = new Set(swapped.flat());
    return [
      ...swapped.map(([low, high]) => `W-${low} swapped W-${high}`),
      ...moves
        .filter(({ number }) => !paired.has(number))
        .map(({ number }) => `W-${number} date_changed nextVisitDate`),
    ];
  }

  #pairPlaces(added: readonly string[], removed: readonly string[]): string[] {
    const visitOf = (number: string): string | null => {
      const { date, place } = this.#known.get(number)?.seen ?? { date: null, place: '' };
      return date === null ? null : `${place} ${date}`;
    };
    const left = added.toSorted();
    const told = removed.toSorted().map((number) => {
      const index = left.findIndex((each) => visitOf(number) !== null && visitOf(each) === visitOf(number));
      if (index === -1) return `W-${number} removed`;
      const [partner = ''] = left.splice(index, 1);
      return `W-${number} replaced W-${partner}`;
    });
    return [...told, ...left.map((number) => `W-${number} added`)];
  }
}

const hourMs = 3_600_000;

function toFindings({ orders, fault, isComplete }: Read): OrderFindings {
  const toOrder = ([number, { date, place, status }]: [string, Seen]): WorkOrder =>
    sampleOrder(Number(number), { nextVisitDate: date, locationId: place, status });
  const isRead = fault !== null && fault in orders;
  return {
    orders: Object.entries(orders).map((entry) => ({ order: toOrder(entry), persons: samplePersons })),
    faults: fault === null || isRead ? [] : [{ number: `W-${fault}`, label: `W-${fault}`, reason: 'Odd.' }],
    doubts: isComplete ? [] : ['A page is missing.'],
  };
}

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
});
afterEach(() => test.close());

it('tells what a naive keeper of orders tells, over any sequence of reads', () => {
  let round = 0;
  fc.assert(
    fc.property(fc.array(read, { minLength: 1, maxLength: 8 }), (reads) => {
      round += 1;
      const sourceId = `fossa-${round}`;
      test.store.sources.save(sampleFossa({ id: sourceId }), 0);
      const model = new NaiveOrders();
      reads.forEach((each, index) => {
        const expected = model.apply(each);
        const look = { sourceId, at: (index + 1) * hourMs, stepMs: hourMs, runId: null };
        const previewed = test.store.workOrders.preview(look, toFindings(each));
        const applied = test.store.workOrders.apply(look, toFindings(each));
        expect(previewed).toEqual(applied);
        const told = applied.changes.map(({ number, type, field, otherNumber }) =>
          [number, type, field ?? otherNumber ?? ''].join(' ').trim(),
        );
        expect(told.toSorted()).toEqual(expected);
      });
      const filter = { sourceId, types: [], text: '' };
      const stored = readOrderChanges(test.connection, filter, { after: null, limit: 200 }).changes;
      expect(stored.every(({ seenAt }) => seenAt > hourMs)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
