import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWork, type TestWork } from '../testing/test-job.ts';
import { dueRequests } from './settle.ts';

const minute = 60_000;

let test: TestWork;
beforeEach(async () => {
  test = await createTestWork();
  test.work.answer = 'good';
});
afterEach(() => test.close());

describe('running what is due once', () => {
  it('gives every slot that has come its verdict, and says who started the run', async () => {
    test.save();
    await test.clock.advance(2 * minute);
    const [started] = test.engine.scheduler.runDue('command-line');
    expect((await started?.done)?.run).toMatchObject({
      status: 'succeeded',
      trigger: 'command-line',
      reason: 'It was due.',
      scheduledFor: test.clock.now(),
    });
    expect(await test.slots()).toEqual([
      [0, 'app_closed', null],
      [1, 'app_closed', null],
      [2, 'ran', '1'],
    ]);
    expect(test.engine.scheduler.runDue('command-line')).toEqual([]);
  });

  it('lets go of the lease, so that a window can schedule at once, and runs nothing twice', async () => {
    test.save();
    await test.engine.scheduler.runDue('command-line')[0]?.done;
    const { engine } = await test.beside();
    test.schedule(engine);
    await test.clock.advance(minute);
    expect(engine.scheduler.isHolder).toBe(true);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'ran', '2'],
    ]);
  });

  it('works beside a window that schedules, and leaves the lease to it', async () => {
    test.schedule();
    await test.clock.advance(0);
    const { engine } = await test.beside();
    test.save();
    expect(engine.scheduler.runDue('command-line')).toHaveLength(1);
    await test.clock.advance(0);
    test.engine.scheduler.replan();
    await test.clock.advance(0);
    expect(test.engine.scheduler.isHolder).toBe(true);
    expect(await test.slots()).toEqual([[0, 'ran', '1']]);
  });

  it('makes no start-up runs', () => {
    test.save({ runAtStart: true, enabled: true });
    test.engine.store.schedules.setJudged('main', test.clock.now());
    expect(test.engine.scheduler.runDue('command-line')).toEqual([]);
    expect(test.runs()).toEqual([]);
  });

  it('only tells what would run where it is a dry run, and uses no slot up', async () => {
    test.save();
    test.save({ id: 'off', params: { item: 'b' }, enabled: false });
    const requests = dueRequests(test.engine, test.clock.now());
    expect(requests).toMatchObject([{ scheduleId: 'main', isDryRun: true, scheduledFor: null, stepMs: minute }]);
    expect(test.engine.scheduler.runDue('command-line')).toHaveLength(1);
    expect(dueRequests(test.engine, test.clock.now())).toEqual([]);
  });
});

describe('a clock that is put back', () => {
  it('lets an interval go on from there, one step from which it ran, each slot once', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(10 * minute);
    test.clock.setWall(test.clock.now() - 60 * minute);
    await test.clock.advance(5_000);
    expect(test.runs()).toHaveLength(11);
    await test.clock.advance(minute);
    expect(test.runs()).toHaveLength(12);
    const verdicts = new Set((await test.slots()).map(([, verdict]) => verdict));
    expect(verdicts).toEqual(new Set(['ran']));
  });
});
