import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { Schedule } from '#shared/model/schedule.ts';
import { createPlannedWorld, type PlannedWorld } from '../testing/planned-job.ts';

const minute = 60_000;

let test: PlannedWorld;
beforeEach(async () => {
  test = await createPlannedWorld();
});
afterEach(() => test.close());

const plan = (runId: string) => test.engine.handlers['plans.get']({ runId });
const amounts = () => Object.fromEntries(test.items().map(({ key, amount }) => [key, amount]));
const manyItems = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`item-${index}`, index]));

function saveSchedule(change: object): void {
  const given = { id: 'main', job: 'test.items', every: 'PT1M', retry: { attempts: 2, backoffSeconds: 0 }, ...change };
  test.engine.store.schedules.save(Schedule.parse(given), test.clock.now());
}

describe('a second attempt at a run', () => {
  it('plans anew from what is stored, and keeps what the first one did', async () => {
    test.aims.wanted = manyItems(5_000);
    let calls = 0;
    test.aims.carriedOut = () => {
      calls += 1;
      if (calls === 10) throw new AppError('network', 'Away for a moment.');
    };
    saveSchedule({});
    const [started] = test.engine.scheduler.runDue('command-line');
    await test.clock.advance(1_000);
    expect((await started?.done)?.run).toMatchObject({ status: 'succeeded', attempts: 2 });
    expect(amounts()).toEqual(test.aims.wanted);
    expect(await plan('1')).toMatchObject({ state: 'applied', counts: { creates: 5_000, updates: 0, removes: 0 } });
    const query = { runId: '1', after: 4_500, limit: 500, action: null, entity: null };
    const { rows, next } = await test.engine.handlers['plans.rows'](query);
    expect(new Set(rows.map(({ label }) => label)).size).toBe(500);
    expect(next).toBeNull();
    const preview = await test.engine.handlers['plans.undoPreview']({ runId: '1' });
    expect(preview).toMatchObject({ counts: { removes: 5_000 }, conflictCount: 0 });
  });
});

describe('a process that dies in the middle', () => {
  it('leaves a plan that says how far it came, and work that the next process makes whole', async () => {
    test.aims.wanted = manyItems(9_000);
    const { store } = test.engine;
    const other = await test.beside();
    let calls = 0;
    test.aims.carriedOut = () => {
      calls += 1;
      // The batch before is on disk; this one, and the end of the run, never come to be.
      if (calls === 10) throw new Error('Gone.');
    };
    const finish = store.runs.finish.bind(store.runs);
    store.runs.finish = () => {
      throw new Error('Gone.');
    };
    const [run] = await test.engine.handlers['runs.start']({
      kind: 'test.items',
      params: {},
      reason: '',
      isDryRun: false,
    });
    await test.engine.runner.endOf(run?.id ?? '')?.catch(() => undefined);
    store.runs.finish = finish;
    const left = test.items().length;
    expect(left).toBe(4_000);
    test.kill(1);
    other.engine.runner.recover();
    expect(other.engine.store.runs.find(run?.id ?? '')?.status).toBe('interrupted');
    const again = await other.engine.handlers['runs.start']({
      kind: 'test.items',
      params: {},
      reason: '',
      isDryRun: false,
    });
    await other.engine.runner.endOf(again[0]?.id ?? '');
    expect(amounts()).toEqual(test.aims.wanted);
    const preview = await other.engine.handlers['plans.undoPreview']({ runId: run?.id ?? '' });
    expect(preview).toMatchObject({ counts: { removes: 4_000 }, conflictCount: 0 });
  });

  it('never has the same work done twice at once', async () => {
    const other = await test.beside();
    test.aims.wanted = manyItems(3);
    const start = { kind: 'test.items', params: {}, reason: '', isDryRun: false };
    const [run] = await test.engine.handlers['runs.start'](start);
    await expect(other.engine.handlers['runs.start'](start)).rejects.toMatchObject({ code: 'conflict' });
    expect(await test.ended(run?.id ?? '')).toBe('succeeded');
  });
});

describe('a held run', () => {
  it('is no failure, and does not end a row of failures', async () => {
    saveSchedule({ retry: { attempts: 1, backoffSeconds: 0 }, pauseAfterFailures: 2 });
    const runDue = async (): Promise<string | undefined> => {
      await test.clock.advance(minute);
      const [started] = test.engine.scheduler.runDue('command-line');
      return (await started?.done)?.run.status;
    };
    test.aims.failing = ['shelf'];
    expect(await runDue()).toBe('failed');
    test.aims.failing = [];
    for (let index = 0; index < 11; index += 1) test.put(`item-${index}`, 1);
    expect(await runDue()).toBe('held');
    expect(test.engine.store.schedules.get('main').pause).toBeNull();
    const [status] = await test.engine.handlers['schedules.list']({});
    expect(status).toMatchObject({ failuresInRow: 1 });
    await test.engine.handlers['plans.discard']({ runId: '2', reason: '' });
    test.connection.raw.exec('DELETE FROM test_item');
    test.aims.failing = ['shelf'];
    expect(await runDue()).toBe('failed');
    expect(test.engine.store.schedules.get('main').pause).toMatchObject({ by: 'failures' });
  });
});
