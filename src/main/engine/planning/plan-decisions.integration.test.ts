import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHealth } from '../health.ts';
import { manualRequests } from '../handlers/runs.ts';
import { createPlannedWorld, type PlannedWorld } from '../testing/planned-job.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let test: PlannedWorld;
beforeEach(async () => {
  test = await createPlannedWorld();
});
afterEach(() => test.close());

const told = (runId: string) =>
  test.told.some(({ name, payload }) => name === 'plans.changed' && JSON.stringify(payload).includes(`"${runId}"`));

/** Stores so many items that none of which is wanted. */
function fill(count: number): void {
  for (let index = 0; index < count; index += 1) test.put(`item-${String(index).padStart(4, '0')}`, 1);
}

describe('applying the plan of a dry run', () => {
  it('does exactly what it says, once', async () => {
    test.put('old', 1);
    test.aims.wanted = { a: 1 };
    const dry = await test.run(true);
    // What is wanted by now does not matter.
    test.aims.wanted = { b: 2 };
    expect(await test.apply(dry.id)).toBe('succeeded');
    expect(test.amounts()).toEqual({ a: 1 });
    expect(await test.plan(dry.id)).toMatchObject({
      state: 'applied',
      appliedByRunId: '2',
      decidedBy: expect.any(String),
    });
    expect(await test.plan('2')).toMatchObject({
      source: 'apply',
      ofRunId: dry.id,
      state: 'applied',
      counts: { creates: 1 },
    });
    await expect(test.apply(dry.id)).rejects.toThrow(/applied by run 2/);
    expect(told('2') && told(dry.id)).toBe(true);
  });

  it('is known to the run, to its job, and to the record of what people did', async () => {
    test.aims.wanted = { a: 1 };
    const dry = await test.run(true);
    await test.apply(dry.id);
    await test.undo('2');
    expect((await test.engine.handlers['jobs.list']({}))[0]).toMatchObject({ kind: 'test.items', isPlanned: true });
    expect((await test.engine.handlers['runs.get']({ id: '2' })).plan).toMatchObject({
      runId: '2',
      undoneByRunId: '3',
    });
    const { entries } = test.engine.store.audit.list({ before: null, limit: 9 });
    expect(entries.map(({ summary }) => summary)).toEqual([
      'Took back run 2, Keep items for Items.',
      'Applied the plan of run 1, Keep items for Items: Looked at it.',
      'Tried Keep items for Items',
    ]);
    const again = test.engine.handlers['runs.again']({ id: '3', reason: '' });
    await expect(again).rejects.toThrow(/Run 3 took another run back/);
  });

  it('is refused after an edit, which it names, and changes nothing', async () => {
    fill(3);
    test.aims.wanted = { a: 1 };
    const dry = await test.run(true);
    test.put('item-0001', 7);
    const before = test.everythingElse();
    await expect(test.apply(dry.id)).rejects.toMatchObject({
      code: 'conflict',
      userMessage: expect.stringMatching(/^Item item-0001: it was changed since\. Nothing was changed\./),
    });
    expect(test.everythingElse()).toBe(before);
    test.put('a', 9);
    test.connection.raw.exec(`DELETE FROM test_item WHERE key = 'item-0001'`);
    await expect(test.apply(dry.id)).rejects.toThrow(/Item a: it is there already/);
  });

  it('is refused by its run too, where the edit comes in between', async () => {
    fill(2);
    const dry = await test.run(true);
    test.put('item-0001', 7);
    // Past the look that is taken before a run is started.
    const start = { trigger: 'manual', reason: null, isDryRun: false } as const;
    const requests = test.engine.jobs.flatMap((job) => manualRequests(job, {}, test.engine, start, test.clock.now()));
    const [run] = requests.map((request) => {
      const errand = { kind: 'apply', ofRunId: dry.id, by: 'tester' } as const;
      return test.engine.runner.start({ ...request, errand }).run;
    });
    if (run === undefined) throw new Error('Nothing was started.');
    expect(await test.ended(run.id)).toBe('failed');
    expect(test.items()).toHaveLength(2);
    expect(await test.plan(run.id)).toMatchObject({ state: 'refused' });
    expect(await test.plan(dry.id)).toMatchObject({ state: 'dry', applyProblem: null });
  });
});

describe('the brake', () => {
  it('holds a run that would change far more than usual, until somebody applies its plan', async () => {
    fill(11);
    const before = test.everythingElse();
    const { id, status } = await test.run();
    expect(status).toBe('held');
    expect(test.everythingElse()).toBe(before);
    expect(test.engine.store.runs.find(id)).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('remove 11 rows') },
      counts: { checked: 0 },
    });
    expect(await test.engine.handlers['plans.held']({})).toMatchObject([{ runId: id, state: 'held' }]);
    const { needs } = await test.engine.handlers['now.view']({});
    expect(needs).toMatchObject([{ id: `plan/${id}`, severity: 'attention', action: { kind: 'plan', runId: id } }]);
    expect(told(id)).toBe(true);
    expect(readHealth(test.engine, test.clock.now()).problems).toMatchObject([{ code: 'held', subject: id }]);
    expect(await test.apply(id)).toBe('succeeded');
    expect(test.items()).toEqual([]);
    expect(await test.engine.handlers['plans.held']({})).toEqual([]);
  });

  it('lets the slots that come meanwhile know, and has the work planned anew once the plan is discarded', async () => {
    fill(11);
    test.save();
    const stop = test.engine.scheduler.start();
    await test.clock.advance(2 * minute + 1000);
    const range = { from: test.clock.now() - hour, until: test.clock.now() + 1 };
    const slots = await test.engine.handlers['schedules.slots']({ scheduleId: 'main', ...range });
    expect(slots.stretches).toMatchObject([
      { verdict: 'ran', runStatus: 'held' },
      { verdict: 'brake', count: 2, story: expect.stringMatching(/^The plan of run 1 waits for a decision\./) },
    ]);
    const [schedule] = await test.engine.handlers['schedules.list']({});
    expect(schedule).toMatchObject({ state: 'active', failuresInRow: 0, note: expect.stringContaining('run 1') });
    await test.engine.handlers['plans.discard']({ runId: '1', reason: 'No.' });
    expect(await test.plan('1')).toMatchObject({ state: 'discarded', applyProblem: 'It was discarded.' });
    test.aims.floor = 20;
    await test.clock.advance(minute);
    stop();
    expect(test.items()).toEqual([]);
    await expect(test.engine.handlers['plans.discard']({ runId: '1', reason: '' })).rejects.toThrow(/does not wait/);
  });

  it('still tells of targets that could not be planned', async () => {
    fill(11);
    test.aims.failing = ['shelf'];
    const { id, status } = await test.run();
    expect(status).toBe('held');
    expect(test.engine.store.runs.errors(id)).toMatchObject([{ target: 'shelf' }]);
  });

  it('makes way for a later plan by hand', async () => {
    fill(11);
    const first = await test.run();
    const second = await test.run();
    expect(second.status).toBe('held');
    expect((await test.plan(first.id)).state).toBe('superseded');
    test.aims.wanted = Object.fromEntries(test.items().map(({ key }) => [key, 1]));
    expect((await test.run()).status).toBe('succeeded');
    expect((await test.plan(second.id)).state).toBe('superseded');
  });

  it('holds what follows a clock that leapt forward, and nothing else', async () => {
    test.put('a', 1);
    test.aims.wanted = { a: 1 };
    await test.run();
    test.clock.setWall(test.clock.now() + day);
    test.aims.wanted = { a: 1, b: 1 };
    expect((await test.run()).status).toBe('succeeded');
    test.clock.setWall(test.clock.now() + day);
    test.aims.wanted = {};
    const { id, status } = await test.run();
    expect(status).toBe('held');
    expect((await test.plan(id)).heldReason).toMatch(/the clock went forward by 24 hours since the last run/);
    expect(test.amounts()).toEqual({ a: 1, b: 1 });
    expect(await test.apply(id)).toBe('succeeded');
    test.put('a', 1);
    expect((await test.run()).status).toBe('succeeded');
  });

  it('holds what follows a leap that was watched, and a clock that was set back', async () => {
    await test.run();
    const now = test.clock.now();
    test.engine.store.machine.add({ kind: 'clock_changed', from: now + 1, until: now + hour });
    await test.clock.advance(2 * hour);
    test.put('a', 1);
    const first = await test.run();
    expect(first.status).toBe('held');
    await test.apply(first.id);
    test.clock.setWall(now);
    test.put('a', 1);
    const second = await test.run();
    expect(second.status).toBe('held');
    expect((await test.plan(second.id)).heldReason).toMatch(/the clock was set back by 2 hours/);
  });

  it('lets time go by, awake or asleep', async () => {
    await test.run();
    test.clock.sleep(3 * day);
    test.put('a', 1);
    expect((await test.run()).status).toBe('succeeded');
  });

  it('holds what needs a word typed until it is typed', async () => {
    test.put('a', 1);
    test.aims.confirmText = 'remove 1';
    const dry = await test.run(true);
    expect(await test.plan(dry.id)).toMatchObject({ confirmText: 'remove 1', heldReason: expect.any(String) });
    const { id, status } = await test.run();
    expect(status).toBe('held');
    await expect(test.apply(id, 'yes')).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await test.apply(id, ' remove 1 ')).toBe('succeeded');
    expect(test.items()).toEqual([]);
  });
});
