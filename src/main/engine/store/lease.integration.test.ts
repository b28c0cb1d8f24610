import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import type { Store } from './store.ts';

const start = Date.UTC(2026, 10, 22, 8);
const leaseMs = 15_000;
const alive = () => false;
const gone = () => true;

let test: TestStore;
let mine: Store['lease'];
let theirs: Store['lease'];
beforeEach(async () => {
  test = await createTestStore(start);
  mine = test.store.lease;
  theirs = (await test.openAnother('worker')).store.lease;
});
afterEach(() => test.close());

describe('the lease', () => {
  it('belongs to nobody until somebody takes it', () => {
    expect(mine.holder()).toBeNull();
    expect(mine.hold(start, alive)).toBe(true);
    expect(theirs.holder()).toEqual({ processId: 'process-1', role: 'window', pid: 1, since: start });
  });

  it('is renewed by its holder, who has held it since the beginning', () => {
    mine.hold(start, alive);
    expect(mine.hold(start + 10_000, alive)).toBe(true);
    expect(theirs.hold(start + leaseMs, alive)).toBe(false);
    expect(theirs.holder()).toMatchObject({ processId: 'process-1', since: start });
  });

  it('is refused to another process while its holder lives and renews it', () => {
    mine.hold(start, alive);
    expect(theirs.hold(start, alive)).toBe(false);
    expect(theirs.hold(start + leaseMs - 1, alive)).toBe(false);
    expect(mine.hold(start + leaseMs - 1, alive)).toBe(true);
  });

  it('is taken over when its holder has not renewed it in time', () => {
    mine.hold(start, alive);
    expect(theirs.hold(start + leaseMs, alive)).toBe(true);
    expect(mine.hold(start + leaseMs, alive)).toBe(false);
    expect(mine.holder()).toMatchObject({ processId: 'process-2', role: 'worker', since: start + leaseMs });
  });

  it('is taken over at once when its holder is gone', () => {
    mine.hold(start, alive);
    const asked: string[] = [];
    const isGone = (processId: string) => asked.push(processId) > 0;
    expect(theirs.hold(start + 1, isGone)).toBe(true);
    expect(asked).toEqual(['process-1']);
  });

  it('is taken over when it was written far ahead, before the clock was put back', () => {
    mine.hold(start, alive);
    expect(theirs.hold(start - leaseMs, alive)).toBe(false);
    expect(theirs.hold(start - leaseMs - 1, alive)).toBe(true);
    expect(mine.hold(start - leaseMs, alive)).toBe(false);
  });

  it('can be taken at once when its holder lets go of it', () => {
    mine.hold(start, alive);
    mine.release();
    expect(mine.holder()).toBeNull();
    expect(theirs.hold(start + 1, alive)).toBe(true);
  });

  it('stays where it is when a process lets go that does not hold it', () => {
    mine.hold(start, alive);
    theirs.release();
    expect(theirs.hold(start + 1, alive)).toBe(false);
  });

  it('is nobody’s when its holder has said goodbye without letting go', async () => {
    const third = await test.openAnother();
    expect(third.store.lease.hold(start, alive)).toBe(true);
    third.close();
    expect(mine.holder()).toBeNull();
    expect(mine.hold(start + 1, gone)).toBe(true);
  });
});
