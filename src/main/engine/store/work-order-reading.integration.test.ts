import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ParsedInput } from '#shared/contract/index.ts';
import type { WorkOrder } from '#shared/model/work-order.ts';
import { createTestOrders, sampleOrder, type TestOrders } from '../testing/test-portal.ts';

/** A Monday, 10:00 in New York. */
const start = Date.UTC(2026, 10, 23, 15);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let test: TestOrders;
beforeEach(async () => {
  test = await createTestOrders(start);
});
afterEach(() => test.close());

async function numbers(filter: object = {}, sort: object = { by: 'number' }): Promise<string[]> {
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
      ...filter,
    },
    sort: { descending: false, ...sort },
    offset: 0,
    limit: 100,
  };
  const { rows, total } = await test.engine.handlers['workOrders.list'](query as never);
  expect(total).toBe(rows.length);
  return rows.map(({ number }) => number);
}

describe('the table', () => {
  const orders: WorkOrder[] = [
    sampleOrder(1, { customer: 'Anchor', brand: 'Blue', categories: ['Meter Calibration', 'Clean-Up'], dueDate: null }),
    sampleOrder(2, {
      customer: 'Buoy',
      status: 'Quality Approved',
      dueDate: '2026-11-23',
      nextVisitDate: '2026-11-23',
      instructions: 'GATE CODE at the DOCK',
    }),
    sampleOrder(10, { customer: 'buoy two', brand: null, categories: [], dueDate: '2026-11-29', nextVisitDate: null }),
    sampleOrder(11, { dueDate: '2026-11-20', visitsDone: null, visitsPlanned: null }),
    sampleOrder(12, { dueDate: '2026-12-01', nextVisitDate: '2026-12-02' }),
    sampleOrder(13, { dueDate: '2026-11-20', visitsDone: 1, visitsPlanned: 1, nextVisitDate: null }),
  ];
  beforeEach(() => test.read(orders));

  it.each<[string, object, string[]]>([
    ['by status', { statuses: ['Quality Approved'] }, ['W-2']],
    ['by customers', { customers: ['Anchor', 'Buoy'] }, ['W-1', 'W-2']],
    ['by brand', { brands: ['Blue'] }, ['W-1']],
    ['by any of its categories', { categories: ['Clean-Up'] }, ['W-1']],
    ['due today', { due: 'today' }, ['W-2']],
    ['due from today to Sunday', { due: 'week' }, ['W-2', 'W-10']],
    ['due after that', { due: 'later' }, ['W-12']],
    ['without a due date', { due: 'none' }, ['W-1']],
    ['that are late or planned too late, done ones not', { due: 'overdue' }, ['W-11', 'W-12']],
    ['by text in the instructions, whatever its case', { text: 'gate code' }, ['W-2']],
    ['by number', { text: 'w-1' }, ['W-1', 'W-10', 'W-11', 'W-12', 'W-13']],
    ['by text that would be a pattern elsewhere', { text: '%' }, []],
    ['by all of it together', { text: 'tampa', due: 'overdue', brands: ['Harbour'] }, ['W-11', 'W-12']],
    ['of another source', { sourceId: 'other' }, []],
  ])('lists those %s', async (_what, filter, expected) => {
    expect(await numbers(filter)).toEqual(expected);
  });

  it('sorts numbers as numbers, and puts what has no value last both ways', async () => {
    expect(await numbers({}, { by: 'number', descending: true })).toEqual([
      'W-13',
      'W-12',
      'W-11',
      'W-10',
      'W-2',
      'W-1',
    ]);
    expect(await numbers({}, { by: 'nextVisitDate' })).toEqual(['W-2', 'W-1', 'W-11', 'W-12', 'W-10', 'W-13']);
    expect(await numbers({}, { by: 'nextVisitDate', descending: true })).toEqual([
      'W-12',
      'W-1',
      'W-11',
      'W-2',
      'W-10',
      'W-13',
    ]);
    expect((await numbers({}, { by: 'customer' })).slice(0, 3)).toEqual(['W-1', 'W-2', 'W-10']);
  });

  it('gives windows of one and the same order', async () => {
    const window = async (offset: number) =>
      (
        await test.engine.handlers['workOrders.list']({
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
          sort: { by: 'dueDate', descending: false },
          offset,
          limit: 4,
        })
      ).rows.map(({ number }) => number);
    expect([...(await window(0)), ...(await window(4))]).toEqual(['W-11', 'W-13', 'W-2', 'W-10', 'W-12', 'W-1']);
  });

  it('counts what open orders can be filtered by', async () => {
    await test.read(orders.slice(1));
    const { statuses, customers, brands, categories } = await test.engine.handlers['workOrders.facets']({
      sourceId: null,
    });
    expect(statuses).toEqual([
      { value: 'Work Created', count: 4 },
      { value: 'Quality Approved', count: 1 },
    ]);
    expect(customers[0]).toEqual({ value: 'Harbour Fuels', count: 3 });
    expect(brands).toEqual([{ value: 'Harbour', count: 4 }]);
    expect(categories).toEqual([{ value: 'Meter Calibration', count: 4 }]);
  });

  it('shows orders that are gone where they are asked for', async () => {
    await test.read(orders.slice(1));
    expect(await numbers({ listed: 'missing' })).toEqual(['W-1']);
    expect(await numbers({ listed: 'all' })).toHaveLength(6);
    expect(await numbers({ due: 'overdue', listed: 'all' })).toEqual(['W-11', 'W-12']);
  });

  it('counts the days in the zone of the source', async () => {
    // 23:30 on Monday in New York is Tuesday in UTC.
    test.clock.sleep(Date.UTC(2026, 10, 24, 4, 30) - test.clock.now());
    expect(await numbers({ due: 'today' })).toEqual(['W-2']);
    test.clock.sleep(hourMs);
    expect(await numbers({ due: 'today' })).toEqual([]);
    expect(await numbers({ due: 'overdue' })).toEqual(['W-2', 'W-11', 'W-12']);
  });

  it('tells of sources and of now', async () => {
    const [source] = await test.engine.handlers['workOrders.sources']({});
    expect(source).toMatchObject({ openCount: 6, overdueCount: 2, dueThisWeekCount: 2, timeZone: 'America/New_York' });
    await test.read(
      [...orders.slice(1), sampleOrder(14), sampleOrder(15)].map((order) =>
        order.number === 'W-2' ? { ...order, nextVisitDate: '2026-11-30' } : order,
      ),
    );
    const { workOrders } = await test.engine.handlers['now.view']({});
    expect(workOrders).toMatchObject({
      sourceCount: 1,
      openCount: 7,
      addedCount: 2,
      movedCount: 1,
      oldestCheck: test.clock.now(),
    });
    test.clock.sleep(25 * hourMs);
    expect((await test.engine.handlers['now.view']({})).workOrders).toMatchObject({ addedCount: 0, movedCount: 0 });
  });
});

describe('the calendar', () => {
  it('has the visits of open orders, by date and time', async () => {
    await test.read([
      sampleOrder(1, { nextVisitDate: '2026-11-25', nextVisitTime: 'anytime' }),
      sampleOrder(2, { nextVisitDate: '2026-11-25', nextVisitTime: '09:30' }),
      sampleOrder(3, { nextVisitDate: '2026-11-24', dueDate: '2026-11-23' }),
      sampleOrder(4, { nextVisitDate: '2026-11-30' }),
      sampleOrder(5, { nextVisitDate: null }),
    ]);
    const span = { sourceId: null, from: '2026-11-24', until: '2026-11-25' };
    const visits = await test.engine.handlers['workOrders.visits'](span);
    expect(visits.map(({ number, isOverdue }) => [number, isOverdue])).toEqual([
      ['W-3', true],
      ['W-2', false],
      ['W-1', false],
    ]);
    await test.read([]);
    expect(await test.engine.handlers['workOrders.visits'](span)).toEqual([]);
  });
});

describe('the changes', () => {
  it('come page by page, newest first, of some kinds and with some text', async () => {
    await test.read([sampleOrder(1), sampleOrder(2)]);
    await test.read([sampleOrder(1, { city: 'Ocala' }), sampleOrder(3)]);
    await test.read([sampleOrder(1, { city: 'Miami' }), sampleOrder(2), sampleOrder(3)]);
    const ask = (query: Partial<ParsedInput<'workOrders.changes'>>) =>
      test.engine.handlers['workOrders.changes']({
        after: null,
        limit: 2,
        sourceId: null,
        types: [],
        text: '',
        ...query,
      });
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await ask({ after });
      seen.push(...page.changes.map(({ number, type }) => `${number} ${type}`));
      after = page.next;
      if (after === null) break;
    }
    expect(seen).toEqual(['W-2 returned', 'W-1 changed', 'W-3 added', 'W-2 removed', 'W-1 changed']);
    expect((await ask({ types: ['removed', 'returned'] })).changes).toHaveLength(2);
    expect((await ask({ text: 'miami' })).changes).toMatchObject([{ field: 'city', before: 'Ocala', after: 'Miami' }]);
    await expect(ask({ after: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('the weeks', () => {
  const ask = () => test.engine.handlers['workOrders.trends']({ sourceId: null, weeks: 4 });

  it('tell growth from weeks in which nobody looked', async () => {
    const late = { dueDate: '2026-11-26', nextVisitDate: null };
    await test.read([sampleOrder(1, late), sampleOrder(2), sampleOrder(3, { categories: ['Clean-Up'] })]);
    test.clock.sleep(dayMs);
    await test.read([sampleOrder(1, late), sampleOrder(2), sampleOrder(4, { categories: [] })]);
    test.clock.sleep(14 * dayMs);
    await test.read([sampleOrder(2), sampleOrder(4, { categories: [] })]);
    const { weeks } = await ask();
    expect(weeks.map(({ monday, open, overdue, added, removed }) => [monday, open, overdue, added, removed])).toEqual([
      ['2026-11-16', null, null, 0, 0],
      ['2026-11-23', 3, 1, 1, 1],
      ['2026-11-30', null, null, 0, 0],
      ['2026-12-07', 2, 2, 0, 1],
    ]);
    expect(weeks[1]?.byCategory).toEqual([
      { category: 'Meter Calibration', count: 2 },
      { category: 'Other', count: 1 },
    ]);
  });

  it('tell four categories apart, each order once', async () => {
    const categories = ['A', 'A', 'A', 'B', 'B', 'C', 'C', 'D', 'D', 'E', 'F'];
    await test.read(categories.map((category, index) => sampleOrder(index, { categories: [category, 'A'] })));
    const { byCategory } = (await ask()).weeks[3] ?? { byCategory: [] };
    expect(byCategory.map(({ category, count }) => `${category} ${count}`)).toEqual([
      'A 3',
      'B 2',
      'C 2',
      'D 2',
      'Other 2',
    ]);
  });

  it('count open orders by age', async () => {
    const ago = (days: number) => ({ createdAt: start - days * dayMs });
    await test.read([
      sampleOrder(1, ago(-1)),
      sampleOrder(2, ago(6)),
      sampleOrder(3, ago(400)),
      sampleOrder(4, { createdAt: null }),
    ]);
    const { ages } = await ask();
    expect(ages.filter(({ count }) => count > 0)).toEqual([
      { fromDays: 0, untilDays: 7, count: 2 },
      { fromDays: 180, untilDays: null, count: 1 },
      { fromDays: null, untilDays: null, count: 1 },
    ]);
  });
});

describe('views', () => {
  it('are kept, replaced and removed', async () => {
    const { handlers } = test.engine;
    const filter = {
      sourceId: null,
      listed: 'open',
      statuses: [],
      customers: [],
      brands: [],
      categories: [],
      due: 'overdue',
      text: '',
    } as const;
    const view = {
      id: 'late',
      name: 'Late',
      filter,
      sort: { by: 'dueDate', descending: false },
      columns: ['number', 'dueDate'],
    } as const;
    const stored = {
      ...view,
      filter: { ...filter, statuses: [], customers: [], brands: [], categories: [] },
      columns: [...view.columns],
    };
    await handlers['workOrders.saveView'](stored as never);
    await handlers['workOrders.saveView']({ ...stored, name: 'Overdue' } as never);
    expect(await handlers['workOrders.views']({})).toEqual([{ ...stored, name: 'Overdue' }]);
    await handlers['workOrders.removeView']({ id: 'late' });
    await expect(handlers['workOrders.removeView']({ id: 'late' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an order', () => {
  it('has its stretches, neighbours and page', async () => {
    await test.read([
      sampleOrder(1, { locationId: 'L' }),
      sampleOrder(2, { locationId: 'L' }),
      sampleOrder(10, { locationId: 'L' }),
    ]);
    await test.read([sampleOrder(2, { locationId: 'L' }), sampleOrder(10, { locationId: 'L' })]);
    await test.read([
      sampleOrder(1, { locationId: 'L', status: 'Done', city: 'Ocala' }),
      sampleOrder(2, { locationId: 'L' }),
      sampleOrder(10, { locationId: 'L' }),
    ]);
    const detail = await test.engine.handlers['workOrders.order']({ sourceId: 'fossa', number: 'W-1' });
    expect(detail.stretches.map(({ isListed, changedFields }) => [isListed, changedFields])).toEqual([
      [true, []],
      [false, []],
      [true, ['status', 'city']],
    ]);
    expect(detail).toMatchObject({ link: 'https://portal.example/app/work/1/', neighbours: ['W-2', 'W-10'] });
    expect(detail.changes.map(({ type }) => type)).toEqual(['returned', 'removed']);
    expect(detail.order.instructions).toBe('Ring the bell.\nDay 1 of 2');
    await expect(test.engine.handlers['workOrders.order']({ sourceId: 'fossa', number: 'W-9' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
