import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWork, type TestWork } from '../testing/test-job.ts';

const minute = 60_000;

let test: TestWork;
beforeEach(async () => {
  test = await createTestWork();
});
afterEach(() => test.close());

/** Ends the work of the nth run and lets everything that waits for it go on. */
async function end(index: number): Promise<void> {
  test.work.works[index]?.end();
  await test.clock.advance(0);
}

describe('a slot whose work is still going on', () => {
  it('is left out with skip, naming the run that stood in its way', async () => {
    test.save({ overlap: 'skip' });
    test.schedule();
    await test.clock.advance(2 * minute);
    await end(0);
    await test.clock.advance(minute);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'overlap', '1'],
      [2, 'overlap', '1'],
      [3, 'ran', '2'],
    ]);
    expect(test.runs()).toEqual(['succeeded', 'running']);
    const [, overlap] = await test.stretches();
    expect(overlap).toMatchObject({ count: 2, story: 'Run 1 of the same work was still going on.' });
  });

  it('waits with queue, one at most, and later ones are done by the one that waits', async () => {
    test.save({ overlap: 'queue' });
    test.schedule();
    await test.clock.advance(3 * minute);
    expect(test.runs()).toEqual(['running', 'planned']);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'ran', '2'],
      [2, 'folded', '2'],
      [3, 'folded', '2'],
    ]);
    await end(0);
    expect(test.runs()).toEqual(['succeeded', 'running']);
    await end(1);
    expect(test.runs()).toEqual(['succeeded', 'succeeded']);
    expect(test.work.works).toHaveLength(2);
  });

  it('takes the place of the older run with cancel', async () => {
    test.save({ overlap: 'cancel' });
    test.schedule();
    await test.clock.advance(minute);
    expect(test.work.works[0]?.signal.aborted).toBe(true);
    expect(test.runs()).toEqual(['canceled', 'running']);
    expect(test.engine.store.runs.find('1')?.error?.message).toBe('A newer planned run takes its place.');
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'ran', '2'],
    ]);
  });

  it('does not stop work of another schedule on something else', async () => {
    test.save({ overlap: 'cancel' });
    test.save({ id: 'other', params: { item: 'b' }, overlap: 'cancel', every: 'PT1H' });
    test.schedule();
    await test.clock.advance(minute);
    expect(test.work.works.map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
  });

  it('is in the way of another schedule of the same work alike', async () => {
    test.save({ every: 'PT1H' });
    test.schedule();
    await test.clock.advance(0);
    test.save({ id: 'other' });
    test.engine.scheduler.replan(['other']);
    expect(await test.slots('other')).toEqual([[0, 'overlap', '1']]);
  });
});

describe('a run that waits', () => {
  beforeEach(async () => {
    test.save({ overlap: 'queue' });
    test.schedule();
    await test.clock.advance(minute);
  });

  it('is taken up by another process when its own has died', async () => {
    const { engine } = await test.beside();
    test.schedule(engine);
    test.kill(1);
    engine.scheduler.replan();
    await test.clock.advance(0);
    expect(test.runs()).toEqual(['interrupted', 'running']);
    expect(test.work.works).toHaveLength(2);
    test.work.works[1]?.end();
    await test.clock.advance(0);
    expect(engine.store.runs.find('2')).toMatchObject({ status: 'succeeded', scheduleId: 'main' });
  });

  it('can be stopped, and then never begins', async () => {
    await test.engine.handlers['runs.cancel']({ id: '2' });
    expect(test.runs()).toEqual(['running', 'canceled']);
    await end(0);
    expect(test.work.works).toHaveLength(1);
  });

  it('ends with the reason when what it was to work on is gone by then', async () => {
    test.work.isGone = true;
    await end(0);
    expect(test.engine.store.runs.find('2')).toMatchObject({
      status: 'canceled',
      error: { message: 'It waited and could not begin: There is no item "a".' },
    });
  });
});

describe('slots that are made up for together', () => {
  it('run one after the other, oldest first, whatever the overlap', async () => {
    test.save({ missed: 'all', overlap: 'skip' });
    await test.clock.advance(3 * minute);
    test.schedule();
    await test.clock.advance(0);
    expect(test.runs()).toEqual(['running', 'planned', 'planned', 'planned']);
    for (const index of [0, 1, 2, 3]) await end(index);
    const runs = test.engine.store.runs.recent(9).toReversed();
    expect(runs.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded', 'succeeded']);
    expect(runs.map(({ trigger }) => trigger)).toEqual(['catch-up', 'catch-up', 'catch-up', 'schedule']);
    expect(runs.map(({ scheduledFor }) => scheduledFor)).toEqual(
      [3, 2, 1, 0].map((ago) => test.clock.now() - ago * minute),
    );
  });
});
