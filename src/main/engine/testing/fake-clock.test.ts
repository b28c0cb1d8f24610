import { expect, it } from 'vitest';
import { FakeClock } from './fake-clock.ts';

const forever = new AbortController().signal;

it('ends waits in their order, and those that begin in between', async () => {
  const clock = new FakeClock(1000);
  const seen: string[] = [];
  const work = async (name: string, durationMs: number): Promise<void> => {
    await clock.wait(durationMs, forever);
    seen.push(`${name} at ${clock.now()}`);
  };
  void work('late', 50);
  void work('early', 10).then(() => work('next', 10));
  await clock.advance(49);
  expect(seen).toEqual(['early at 1010', 'next at 1020']);
  await clock.advance(1);
  expect(seen).toEqual(['early at 1010', 'next at 1020', 'late at 1050']);
  expect(clock.pending).toBe(0);
});

it('rejects a wait whose signal aborts, at once or later', async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const waiting = clock.wait(10, abort.signal);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'canceled' });
  await expect(clock.wait(10, abort.signal)).rejects.toMatchObject({ code: 'canceled' });
  expect(clock.pending).toBe(0);
});

it('aborts at a deadline unless that was ended', async () => {
  const clock = new FakeClock();
  const kept = clock.deadline(10);
  const ended = clock.deadline(10);
  ended.end();
  await clock.advance(10);
  expect([kept.signal.aborted, ended.signal.aborted]).toEqual([true, false]);
});

it('moves the wall without the steady clock when somebody sets it', () => {
  const clock = new FakeClock(1000);
  clock.setWall(5);
  expect([clock.now(), clock.monotonicMs()]).toEqual([5, 0]);
});
