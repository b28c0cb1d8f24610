import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestWork, type TestWork } from '../testing/test-job.ts';
import { removeSchedule, saveSchedule, setPause } from './timetable.ts';

const minute = 60_000;

let test: TestWork;
beforeEach(async () => {
  test = await createTestWork();
  test.work.answer = 'good';
});
afterEach(() => test.close());

function edit(change: object): void {
  const { schedule } = test.engine.store.schedules.get('main');
  saveSchedule(test.engine.store, Schedule.parse({ ...schedule, ...change }), test.clock.now());
}

/** Where nothing was written down, a verdict is `error`. */
async function verdicts(): Promise<readonly (readonly [number, string])[]> {
  return (await test.slots()).map(([slot, verdict]) => [slot, verdict]);
}

describe('an edit of the rule', () => {
  it('leaves the slots before it with the verdicts that they deserve', async () => {
    test.save();
    await test.clock.advance(2 * minute);
    edit({ every: 'PT2M' });
    test.schedule();
    await test.clock.advance(2 * minute);
    const stories = (await test.stretches()).map(({ count, verdict, story }) => [count, verdict, story]);
    expect(stories).toEqual([
      [1, 'app_closed', 'Rounds was closed.'],
      [1, 'late', 'Its schedule was edited before it began.'],
      [1, 'ran', '1 checked, 0 changed, 0 failed.'],
      [1, 'ran', '1 checked, 0 changed, 0 failed.'],
    ]);
  });

  it('leaves no slot without a verdict that jitter had put off', async () => {
    test.save({ jitterSeconds: 50 });
    await test.clock.advance(1);
    edit({ every: 'PT1H', jitterSeconds: 0 });
    expect(await verdicts()).toContainEqual([0, 'late']);
    expect(await verdicts()).not.toContainEqual([0, 'error']);
  });

  it('that only windows feel goes on in the old rhythm without a hole', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(90_000);
    edit({ activeHours: [{ days: ['sun'], from: '08:00', until: '08:03' }] });
    test.engine.scheduler.replan(['main']);
    await test.clock.advance(3 * minute);
    expect(await verdicts()).toEqual([
      [0, 'ran'],
      [1, 'ran'],
      [2, 'ran'],
      [3, 'outside_hours'],
      [4, 'outside_hours'],
    ]);
  });
});

describe('a deletion', () => {
  it('gives what has come its verdict, also what jitter had put off, and plans nothing more', async () => {
    test.save({ jitterSeconds: 50 });
    test.schedule();
    await test.clock.advance(2 * minute);
    removeSchedule(test.engine.store, 'main', test.clock.now());
    await test.clock.advance(5 * minute);
    const found = await verdicts();
    expect(found).toHaveLength(3);
    expect(found.filter(([, verdict]) => verdict === 'error')).toEqual([]);
    expect(() => removeSchedule(test.engine.store, 'main', test.clock.now())).toThrow('There is no schedule "main".');
  });
});

describe('a pause', () => {
  it('takes in the slot that has come just now and has not begun', async () => {
    test.save();
    const pause = { at: test.clock.now(), by: 'hand', reason: 'Exam week.', until: null } as const;
    setPause(test.engine.store, 'main', pause, test.clock.now());
    expect(await test.stretches()).toMatchObject([{ count: 1, verdict: 'paused', story: 'Paused: Exam week.' }]);
  });

  it('does not take in what was missed before it', async () => {
    test.save();
    await test.clock.advance(150_000);
    const pause = { at: test.clock.now(), by: 'hand', reason: 'Exam week.', until: null } as const;
    setPause(test.engine.store, 'main', pause, test.clock.now());
    expect(await verdicts()).toEqual([
      [0, 'app_closed'],
      [1, 'app_closed'],
      [2, 'paused'],
    ]);
  });

  it('of a schedule that there is not is refused', () => {
    expect(() => setPause(test.engine.store, 'nobody', null, test.clock.now())).toThrow(
      'There is no schedule "nobody".',
    );
  });
});
