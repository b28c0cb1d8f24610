import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { createTestWork, type TestWork } from '../testing/test-job.ts';

const minute = 60_000;

let test: TestWork;
let second: Engine;
beforeEach(async () => {
  test = await createTestWork();
  second = (await test.beside()).engine;
  test.save();
});
afterEach(() => test.close());

describe('two engines on one database', () => {
  it('run every slot once: one of them schedules', async () => {
    test.work.answer = 'good';
    test.schedule();
    test.schedule(second);
    await test.clock.advance(3 * minute);
    expect(test.runs()).toHaveLength(4);
    expect([test.engine.scheduler.isHolder, second.scheduler.isHolder]).toEqual([true, false]);
    expect(await second.handlers['schedules.scheduler']({})).toMatchObject({ holder: { pid: 1, isThisWindow: false } });
  });

  it('go on where the first ends in order', async () => {
    test.work.answer = 'good';
    const stop = test.engine.scheduler.start();
    test.schedule(second);
    await test.clock.advance(30_000);
    stop();
    await test.clock.advance(30_000);
    expect(second.scheduler.isHolder).toBe(true);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'ran', '2'],
    ]);
  });

  it('go on where the first dies, whose run ends as interrupted', async () => {
    test.schedule();
    test.schedule(second);
    await test.clock.advance(30_000);
    test.kill(1);
    second.scheduler.replan();
    await test.clock.advance(0);
    expect(second.scheduler.isHolder).toBe(true);
    expect(second.store.runs.find('1')).toMatchObject({ status: 'interrupted', error: { code: 'canceled' } });
  });

  it('stop a run of each other', async () => {
    test.schedule();
    await test.clock.advance(0);
    await second.handlers['runs.cancel']({ id: '1' });
    expect(test.runs()).toEqual(['running']);
    test.engine.catchUp();
    await test.clock.advance(0);
    expect(test.engine.store.runs.find('1')).toMatchObject({
      status: 'canceled',
      error: { code: 'canceled', message: 'Stopped by hand.' },
    });
  });

  it('take in edits of each other', async () => {
    test.work.answer = 'good';
    test.schedule();
    await test.clock.advance(0);
    const draft = { id: 'fresh', job: 'test.work', params: { item: 'b' }, every: 'PT1M' };
    await second.handlers['schedules.save']({ id: null, draft });
    test.engine.catchUp();
    await test.clock.advance(0);
    expect(await test.slots('fresh')).toEqual([[0, 'ran', '2']]);
  });

  it('never do the same work at once', async () => {
    test.schedule();
    await test.clock.advance(0);
    const start = second.handlers['runs.startSchedule']({ scheduleId: 'main', reason: '', isDryRun: false });
    await expect(start).rejects.toMatchObject({ code: 'conflict', userMessage: 'Work for Item a is running already.' });
  });
});
