import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestOrders, sampleOrder, type TestOrders } from '../testing/test-portal.ts';
import { exportDataset } from './export-dataset.ts';
import { parseRange } from './range.ts';

const start = Date.UTC(2026, 10, 23, 15);

let test: TestOrders;
beforeEach(async () => {
  test = await createTestOrders(start);
});
afterEach(() => test.close());

const textOf = (name: string, format: string): string =>
  [...exportDataset(name, format, parseRange(), test.engine.store, test.clock.now())].join('');

it('has every order as it is known, those that are gone too, with its items as they are', async () => {
  await test.read([sampleOrder(10, { storeNumber: '#43339/6448' }), sampleOrder(9)]);
  await test.read([sampleOrder(10, { storeNumber: '#43339/6448' })]);
  const at = (ago: number) => new Date(test.clock.now() - ago).toISOString();
  const rows = JSON.parse(textOf('work-orders', 'json')) as Record<string, unknown>[];
  expect(rows.map((row) => row['number'])).toEqual(['W-9', 'W-10']);
  expect(rows[0]).toMatchObject({ missingSince: at(0), firstChecked: at(3_600_000), lastChecked: at(0) });
  expect(rows[1]).toEqual({
    number: 'W-10',
    status: 'Work Created',
    categories: ['Meter Calibration'],
    reason: 'Compliance',
    project: null,
    poNumber: null,
    createdAt: '2026-10-01T13:41:00.000Z',
    customer: 'Harbour Fuels',
    storeNumber: '#43339/6448',
    brand: 'Harbour',
    street: '1 Quay Road',
    crossStreet: null,
    city: 'Tampa',
    state: 'FL',
    zip: '33602',
    county: 'Hillsborough County',
    items: [{ type: 'Meter Calibration', lines: [{ quantity: 6, description: 'All Dispensers', code: '2861' }] }],
    visitsDone: 0,
    visitsPlanned: 1,
    nextVisitDate: '2026-11-27',
    nextVisitTime: 'anytime',
    dueDate: '2026-12-05',
    instructions: 'Ring the bell.\nDay 1 of 2',
    firstChecked: at(3_600_000),
    lastChecked: at(0),
    missingSince: null,
  });
});

it('has the columns of the exchange format in CSV, items as JSON, missing as empty, and nothing that runs as a formula', async () => {
  await test.read([sampleOrder(1, { instructions: '=HYPERLINK("x")', visitsPlanned: null })]);
  const text = textOf('work-orders', 'csv');
  const [record] = parse(text, { columns: true }) as unknown as Record<string, string>[];
  expect(JSON.parse(record?.['items'] ?? '')).toEqual(sampleOrder(1).items);
  expect(record).toMatchObject({ visitsPlanned: '', project: '', instructions: `'=HYPERLINK("x")`, zip: '33602' });
  expect(text.split('\r\n')[0]).toBe(
    'number,status,categories,reason,project,poNumber,createdAt,customer,storeNumber,brand,street,crossStreet,city,state,zip,county,items,visitsDone,visitsPlanned,nextVisitDate,nextVisitTime,dueDate,instructions,firstChecked,lastChecked,missingSince',
  );
});

it('has changes oldest first, and no persons anywhere', async () => {
  await test.read([sampleOrder(1), sampleOrder(2, { nextVisitDate: '2026-12-01' })]);
  const { run } = await test.read([
    sampleOrder(1, { nextVisitDate: '2026-12-01', status: 'Quality Approved' }),
    sampleOrder(2),
  ]);
  const lines = textOf('work-order-changes', 'ndjson').trim().split('\n');
  const seenAt = new Date(test.clock.now()).toISOString();
  const common = { number: 'W-1', seenAt, runId: run.id };
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { ...common, type: 'swapped', field: 'W-2', before: '2026-11-27', after: '2026-12-01' },
    { ...common, type: 'changed', field: 'status', before: 'Work Created', after: 'Quality Approved' },
  ]);
  for (const name of ['work-orders', 'work-order-changes']) {
    for (const format of ['csv', 'json', 'ndjson']) expect(textOf(name, format)).not.toMatch(/Pat Secret|Kim Hidden/);
  }
});
