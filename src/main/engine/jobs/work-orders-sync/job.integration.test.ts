import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { WorkOrderRow } from '#shared/model/work-order.ts';
import {
  createTestOrders,
  sampleFault,
  sampleOrder,
  sampleReading,
  type TestOrders,
} from '../../testing/test-portal.ts';

const start = Date.UTC(2026, 10, 23, 15);

let test: TestOrders;
beforeEach(async () => {
  test = await createTestOrders(start);
});
afterEach(() => test.close());

async function listed(which: 'open' | 'missing' | 'all' = 'all'): Promise<Record<string, WorkOrderRow>> {
  const { rows } = await test.engine.handlers['workOrders.list']({
    filter: {
      sourceId: null,
      listed: which,
      statuses: [],
      customers: [],
      brands: [],
      categories: [],
      due: 'any',
      text: '',
    },
    sort: { by: 'number', descending: false },
    offset: 0,
    limit: 200,
  });
  return Object.fromEntries(rows.map((row) => [row.number, row]));
}

async function changes(): Promise<string[]> {
  const query = { after: null, limit: 200, sourceId: null, types: [], text: '' };
  const page = await test.engine.handlers['workOrders.changes'](query);
  return page.changes.map(({ number, type, field, otherNumber }) =>
    [number, type, field ?? otherNumber].join(' ').trim(),
  );
}

const standing = async () => (await test.engine.handlers['workOrders.sources']({}))[0];
const unproven = { doubts: ['Page 2 of 3 could not be read.'], pages: 1, matches: 3 };

describe('a read of the list', () => {
  it('is a baseline the first time: every order is new and nothing is news', async () => {
    const { run } = await test.read([sampleOrder(1), sampleOrder(2)]);
    expect(run).toMatchObject({ status: 'succeeded', counts: { checked: 2, created: 2, changed: 0, failed: 0 } });
    expect(Object.keys(await listed('open'))).toEqual(['W-1', 'W-2']);
    expect(await changes()).toEqual([]);
    expect(await standing()).toMatchObject({ openCount: 2, doubts: [], failure: null, lastComplete: run.finishedAt });
    expect(test.portal.openCount).toBe(0);
  });

  it('tells what changed since, once for each kind', async () => {
    await test.read([sampleOrder(1), sampleOrder(2), sampleOrder(3, { nextVisitDate: '2026-12-01' }), sampleOrder(4)]);
    const { run, changes: told } = await test.read([
      sampleOrder(1, { nextVisitDate: '2026-12-01' }),
      sampleOrder(3, { nextVisitDate: '2026-11-27' }),
      sampleOrder(4, { status: 'Quality Approved', nextVisitDate: '2026-11-30' }),
      sampleOrder(5),
    ]);
    expect(run.counts).toMatchObject({ checked: 5, created: 1, changed: 4, unchanged: 0 });
    expect((await changes()).toSorted()).toEqual([
      'W-1 swapped W-3',
      'W-2 removed',
      'W-4 changed status',
      'W-4 date_changed nextVisitDate',
      'W-5 added',
    ]);
    expect(told).toContainEqual({
      target: 'W-4',
      key: '',
      field: 'status',
      before: 'Work Created',
      after: 'Quality Approved',
    });
    expect(told).toContainEqual({ target: 'W-2', key: '', field: 'isListed', before: true, after: false });
  });

  it('finds nothing to tell where nothing changed, and confirms it', async () => {
    await test.read([sampleOrder(1)]);
    const { run } = await test.read([sampleOrder(1)]);
    expect(run.counts).toMatchObject({ checked: 1, unchanged: 1 });
    expect((await listed())['W-1']).toMatchObject({ lastChecked: run.finishedAt, unreadFrom: null });
    expect(await changes()).toEqual([]);
  });

  it('that is proven and empty says that every order is missing since, and keeps them', async () => {
    await test.read([sampleOrder(1), sampleOrder(2)]);
    const { run } = await test.read([]);
    expect(run).toMatchObject({ status: 'succeeded', counts: { changed: 2 } });
    expect(await listed('open')).toEqual({});
    expect((await listed('missing'))['W-1']).toMatchObject({ missingSince: run.finishedAt, customer: 'Harbour Fuels' });
    expect((await changes()).toSorted()).toEqual(['W-1 removed', 'W-2 removed']);
  });

  it('notices an order that comes back', async () => {
    await test.read([sampleOrder(1), sampleOrder(2)]);
    await test.read([sampleOrder(1)]);
    await test.read([sampleOrder(1), sampleOrder(2, { status: 'Quality Approved' })]);
    expect(await changes()).toEqual(['W-2 returned', 'W-2 removed']);
    expect((await listed())['W-2']).toMatchObject({ missingSince: null, status: 'Quality Approved' });
  });

  it('tells an order that took the place of another one once', async () => {
    await test.read([sampleOrder(1, { locationId: 'L' })]);
    await test.read([sampleOrder(2, { locationId: 'L' })]);
    expect(await changes()).toEqual(['W-1 replaced W-2']);
  });
});

describe('a read that proves less', () => {
  it('updates what it saw, says why, and infers nothing of the rest', async () => {
    await test.read([sampleOrder(1), sampleOrder(2), sampleOrder(3)]);
    const complete = (await standing())?.lastComplete;
    const trouble = new AppError('signed_out', 'The portal asked to sign in again.');
    const { run, errors } = await test.read([sampleOrder(1, { status: 'Quality Approved' })], { ...unproven, trouble });
    expect(run).toMatchObject({ status: 'partial', counts: { checked: 2, changed: 1, failed: 1 }, error: null });
    expect(errors).toMatchObject([{ target: 'fossa', code: 'signed_out' }]);
    expect(errors[0]?.message).toContain('Page 2 of 3 could not be read.');
    const orders = await listed('open');
    expect(Object.keys(orders)).toEqual(['W-1', 'W-2', 'W-3']);
    expect(orders['W-1']).toMatchObject({ status: 'Quality Approved', unreadFrom: null });
    expect(orders['W-2']).toMatchObject({ missingSince: null, unreadFrom: complete, lastChecked: complete });
    expect(await changes()).toEqual(['W-1 changed status']);
    expect(await standing()).toMatchObject({ doubts: unproven.doubts, lastComplete: complete, failure: null });
  });

  it('pauses no schedule where the session ended in the middle', async () => {
    await test.read([sampleOrder(1), sampleOrder(2)]);
    test.portal.list = sampleReading([sampleOrder(1)], {
      ...unproven,
      trouble: new AppError('signed_out', 'Signed out.'),
    });
    const stop = test.engine.scheduler.start();
    await test.idle();
    expect(test.engine.store.runs.recent(1)).toMatchObject([{ scheduleId: 'work-orders-fossa', status: 'partial' }]);
    expect(test.engine.store.schedules.get('work-orders-fossa').pause).toBeNull();
    stop();
  });

  it('is put right by the next whole one', async () => {
    await test.read([sampleOrder(1), sampleOrder(2), sampleOrder(3)]);
    await test.read([sampleOrder(1)], unproven);
    await test.read([sampleOrder(1), sampleOrder(2)]);
    expect(await changes()).toEqual(['W-3 removed']);
    expect((await listed())['W-2']).toMatchObject({ unreadFrom: null });
  });

  it('keeps an order whose row could not be read, and names it', async () => {
    await test.read([sampleOrder(1), sampleOrder(2)]);
    const { run, errors } = await test.read([sampleOrder(1)], { faults: [sampleFault(2)] });
    expect(run).toMatchObject({ status: 'partial', counts: { checked: 2, unchanged: 1, failed: 1 } });
    expect(errors).toMatchObject([{ target: 'W-2', code: 'source_changed' }]);
    expect((await listed('open'))['W-2']?.unreadFrom).not.toBeNull();
    expect(await standing()).toMatchObject({ doubts: [], faults: [{ label: 'W-2', reason: 'It has no status.' }] });
    expect(await changes()).toEqual([]);
  });

  it('takes a row without a readable number for that of any order', async () => {
    await test.read([sampleOrder(1), sampleOrder(2)]);
    const { run } = await test.read([sampleOrder(1)], { faults: [sampleFault(null)] });
    expect(run.status).toBe('partial');
    expect(Object.keys(await listed('missing'))).toEqual([]);
    expect((await standing())?.doubts).toHaveLength(1);
  });
});

describe('a list that cannot be read', () => {
  it.each([
    ['the page failed', new AppError('network', 'No answer.')],
    ['the layout changed', new AppError('source_changed', 'The list is gone from the page.')],
  ])('fails the run and leaves everything as it was: %s', async (_what, error) => {
    await test.read([sampleOrder(1)]);
    const before = await listed();
    test.portal.list = error;
    const { run, errors } = await test.sync();
    expect(run).toMatchObject({ status: 'failed', error: { code: error.code } });
    expect(errors).toHaveLength(1);
    expect(await listed()).toEqual(before);
    expect(await standing()).toMatchObject({ failure: { code: error.code, message: error.userMessage } });
    expect(test.portal.openCount).toBe(0);
  });

  it('is no empty list where nothing readable is in it, nor where an empty one is not proven', async () => {
    await test.read([sampleOrder(1)]);
    for (const change of [
      { faults: [sampleFault(1), sampleFault(2)] },
      { doubts: ['There is no list on the page.'] },
    ]) {
      expect((await test.read([], change)).run).toMatchObject({ status: 'failed', error: { code: 'source_changed' } });
    }
    expect(Object.keys(await listed('open'))).toEqual(['W-1']);
  });

  it('leaves nothing behind where storing fails in the middle', async () => {
    await test.read([sampleOrder(1)]);
    const { raw } = test.engine.store.connection;
    const counts = () =>
      ['work_order_state', 'work_order_history', 'work_order_change'].map((table) =>
        raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      );
    const before = counts();
    raw.exec(`CREATE TRIGGER broken BEFORE INSERT ON work_order_change BEGIN SELECT RAISE(ABORT, 'broken'); END`);
    const { run } = await test.read([sampleOrder(2), sampleOrder(3)]);
    expect(run).toMatchObject({ status: 'failed', error: { code: 'storage' } });
    // The database's refusal and no bug, in both places.
    expect((await standing())?.failure).toMatchObject(run.error ?? {});
    expect(counts()).toEqual(before);
    raw.exec('DROP TRIGGER broken');
    await test.read([sampleOrder(2), sampleOrder(3)]);
    expect((await changes()).toSorted()).toEqual(['W-1 removed', 'W-2 added', 'W-3 added']);
  });
});

describe('a portal that refuses to sign in', () => {
  const refusal = new AppError('signed_out', 'Fossa refused the password.');

  it('is asked once, and the schedule pauses itself with the reason', async () => {
    test.portal.refusal = refusal;
    const stop = test.engine.scheduler.start();
    await test.idle();
    expect(test.portal.asked).toEqual(['sign in']);
    const { schedule, pause } = test.engine.store.schedules.get('work-orders-fossa');
    expect(schedule.pauseAfterFailures).toBeNull();
    expect(pause).toMatchObject({ by: 'failures', reason: 'Fossa refused the password.', until: null });
    test.clock.sleep(6 * 3_600_000);
    test.engine.scheduler.replan();
    for (const id of test.wakeUps.armed.keys()) test.wakeUps.ring(id);
    await test.idle();
    expect(test.portal.asked).toEqual(['sign in']);
    stop();
  });

  it('keeps the orders, what was on the screen, and asks for the account on the page of now', async () => {
    await test.read([sampleOrder(1)]);
    test.portal.refusal = refusal;
    const { run } = await test.sync();
    expect(run).toMatchObject({ status: 'failed', attempts: 1, error: { code: 'signed_out' } });
    expect(Object.keys(await listed('open'))).toEqual(['W-1']);
    const kept = test.engine.store.connection.raw.prepare('SELECT run_id, step FROM run_evidence').all();
    expect(kept).toEqual([{ run_id: Number(run.id), step: 'signing in' }]);
    const { needs } = await test.engine.handlers['now.view']({});
    expect(needs).toMatchObject([
      { what: 'Fossa: Fossa refused the password.', action: { kind: 'account', sourceId: 'fossa' } },
    ]);
  });
});

describe('equipment', () => {
  const unit = { type: 'Dispenser', title: '1/2', serialNumber: '0128', make: null, model: null, fields: [] };

  it('is asked for where orders are new, each place once, at most fifty in a run', async () => {
    await test.read(Array.from({ length: 60 }, (_, index) => sampleOrder(index + 1)));
    const places = () => test.portal.asked.filter((text) => text.startsWith('L-')).length;
    expect(places()).toBe(50);
    await test.read(Array.from({ length: 60 }, (_, index) => sampleOrder(index + 1)));
    expect(places()).toBe(60);
    await test.read(Array.from({ length: 60 }, (_, index) => sampleOrder(index + 1)));
    expect(places()).toBe(60);
  });

  it('that cannot be read fails neither its neighbours nor the run', async () => {
    test.portal.equipmentOf = (id) => (id === 'L-1' ? new AppError('network', 'No answer.') : [unit]);
    const { run } = await test.read([sampleOrder(1), sampleOrder(2)]);
    expect(run.status).toBe('succeeded');
    const order = (number: string) => test.engine.handlers['workOrders.order']({ sourceId: 'fossa', number });
    expect((await order('W-1')).equipment).toEqual({ fetchedAt: null, units: [], failure: 'No answer.' });
    expect((await order('W-2')).equipment).toMatchObject({ units: [unit], failure: null });
    expect((await test.engine.handlers['runs.get']({ id: run.id })).log.map(({ message }) => message)).toContain(
      'What stands at place L-1 could not be read: No answer.',
    );
  });

  it('is asked for on demand without reading the list', async () => {
    await test.read([sampleOrder(1), sampleOrder(2)]);
    const before = test.portal.asked.length;
    test.portal.equipmentOf = () => [unit];
    const run = await test.engine.handlers['workOrders.refreshEquipment']({ sourceId: 'fossa', number: 'W-2' });
    await test.idle();
    expect(test.portal.asked.slice(before)).toEqual(['sign in', 'L-2']);
    expect(test.engine.store.runs.find(run.id)).toMatchObject({
      status: 'succeeded',
      counts: { checked: 1, changed: 1 },
    });
    await expect(
      test.engine.handlers['workOrders.refreshEquipment']({ sourceId: 'fossa', number: 'W-9' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('reads and tells in a dry run, and stores nothing', async () => {
  await test.read([sampleOrder(1), sampleOrder(2)]);
  const before = await listed();
  test.portal.list = sampleReading([sampleOrder(1, { status: 'Quality Approved' }), sampleOrder(3)]);
  const asked = test.portal.asked.length;
  const { run, changes: told } = await test.sync({}, true);
  expect(run).toMatchObject({ status: 'succeeded', counts: { changed: 2, created: 1 } });
  expect(told.map(({ target }) => target).toSorted()).toEqual(['W-1', 'W-2', 'W-3']);
  expect(await listed()).toEqual(before);
  expect(await changes()).toEqual([]);
  expect(test.portal.asked.slice(asked)).toEqual(['sign in', 'list']);
});

it('tells of persons on the page of the order alone', async () => {
  await test.read([sampleOrder(1)]);
  await test.read([sampleOrder(1, { status: 'Quality Approved' })]);
  const { handlers, store } = test.engine;
  const detail = await handlers['workOrders.order']({ sourceId: 'fossa', number: 'W-1' });
  expect(detail.persons).toEqual({ createdBy: 'Pat Secret', contact: ['Kim Hidden', 'Net 30'] });
  expect(detail.stretches).toMatchObject([{ changedFields: [] }, { changedFields: ['status'] }]);
  const elsewhere = JSON.stringify([
    await listed(),
    await changes(),
    store.runs.recent(10).map(({ id }) => [store.runs.changes(id), store.runs.log(id)]),
    test.log.lines,
    test.told,
  ]);
  expect(elsewhere).not.toMatch(/Pat Secret|Kim Hidden/);
});

it('gets a schedule in the zone of its portal, and none that asks it more often than every half hour', async () => {
  const { schedule } = test.engine.store.schedules.get('work-orders-fossa');
  expect(schedule).toMatchObject({ every: 'PT1H', timeZone: 'America/New_York', params: { sourceId: 'fossa' } });
  const rest = { id: schedule.id, job: schedule.job, params: schedule.params };
  const problems = async (rule: object) =>
    (await test.engine.handlers['schedules.preview']({ draft: { ...rest, ...rule }, id: schedule.id })).problems;
  expect(await problems({ every: 'PT29M' })).toEqual([
    { path: ['every'], message: 'must leave 30 minutes between two runs, at least' },
  ]);
  expect(await problems({ cron: '*/10 * * * *' })).toMatchObject([{ path: ['cron'] }]);
  expect(await problems({ dailyAt: ['08:00', '08:15'] })).toMatchObject([{ path: ['dailyAt'] }]);
  expect(await problems({ every: 'PT30M' })).toEqual([]);
  expect(await problems({ cron: '0,30 7-18 * * *' })).toEqual([]);
  const config = JSON.stringify({ version: 1, schedules: [{ ...rest, every: 'PT1M' }] });
  await expect(test.engine.handlers['config.import']({ text: config })).rejects.toMatchObject({
    userMessage: 'schedules[0].every: must leave 30 minutes between two runs, at least',
  });
});
