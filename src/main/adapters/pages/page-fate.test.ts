import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { FakeClock } from '../../engine/testing/fake-clock.ts';
import { createPageFate, type PageFate } from './page-fate.ts';

const trouble = new AppError('network', 'Trouble.');
/** The failure of a step. */
const failure = (step: Promise<unknown>): Promise<unknown> => step.catch((error: unknown) => error);
const never = (): Promise<never> => new Promise(() => undefined);

let clock: FakeClock;
let fate: PageFate;
let ends: number;
let lates: number;

beforeEach(() => {
  clock = new FakeClock();
  ends = 0;
  lates = 0;
  const onEnd = (): void => void (ends += 1);
  const onLate = (): void => void (lates += 1);
  fate = createPageFate({ clock, place: 'portal.test', stepLimitMs: 1000, onEnd, onLate });
});

describe('a step', () => {
  it('gives what its work gives, and leaves no timer behind', async () => {
    expect(await fate.step(async () => 7)).toBe(7);
    await expect(fate.step(() => Promise.reject(trouble))).rejects.toBe(trouble);
    expect(clock.pending).toBe(0);
  });

  it('ends in time, whatever its work does', async () => {
    const late = failure(fate.step(never));
    await clock.advance(1000);
    expect(await late).toMatchObject({ code: 'timeout' });
    expect([lates, clock.pending]).toEqual([1, 0]);
  });

  it('does not count the time in which a document waits for its turn', async () => {
    const goOn = fate.hold();
    const late = failure(fate.step(never));
    await clock.advance(60_000);
    goOn();
    await clock.advance(600);
    const goOnAgain = fate.hold();
    await clock.advance(60_000);
    expect(lates).toBe(0);
    goOnAgain();
    goOnAgain();
    await clock.advance(400);
    expect(await late).toMatchObject({ code: 'timeout' });
  });
});

describe('trouble', () => {
  it('fails the steps that go on, or the next one, once', async () => {
    const going = failure(fate.step(never));
    fate.fail(trouble);
    expect(await going).toBe(trouble);
    expect(await fate.step(async () => 1)).toBe(1);
    fate.fail(trouble);
    fate.fail(new AppError('timeout', 'Later.'));
    await expect(fate.step(async () => 1)).rejects.toBe(trouble);
    expect(await fate.step(async () => 1)).toBe(1);
    fate.fail(trouble);
    fate.forget();
    expect(await fate.step(async () => 1)).toBe(1);
  });

  it('is no concern of steps that only look', async () => {
    fate.fail(trouble);
    expect(await fate.step(async () => 1, { ignoresTrouble: true })).toBe(1);
    await expect(fate.step(async () => 1)).rejects.toBe(trouble);
  });
});

it('the first end is the end, for every step', async () => {
  const going = failure(fate.step(never, { ignoresTrouble: true }));
  fate.end(trouble);
  fate.end(new AppError('canceled', 'Closed.'));
  expect(await going).toBe(trouble);
  await expect(fate.step(async () => 1, { ignoresTrouble: true })).rejects.toBe(trouble);
  expect([ends, fate.ended, clock.pending]).toEqual([1, trouble, 0]);
});
