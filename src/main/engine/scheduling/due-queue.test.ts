import { describe, expect, it } from 'vitest';
import { DueQueue } from './due-queue.ts';

describe('the queue of what is looked at next', () => {
  it('gives what has come, once, in order', () => {
    const queue = new DueQueue();
    queue.set('late', 30);
    queue.set('soon', 10);
    queue.set('then', 20);
    expect(queue.nextAt()).toBe(10);
    expect(queue.take(20)).toEqual(['soon', 'then']);
    expect(queue.take(20)).toEqual([]);
    expect(queue.nextAt()).toBe(30);
  });

  it('knows only the last instant that was set', () => {
    const queue = new DueQueue();
    queue.set('one', 10);
    queue.set('one', 20);
    expect(queue.nextAt()).toBe(20);
    expect(queue.take(15)).toEqual([]);
    queue.set('one', null);
    expect(queue.nextAt()).toBeUndefined();
    expect(queue.take(100)).toEqual([]);
  });

  it('takes an instant again that has come before', () => {
    const queue = new DueQueue();
    queue.set('one', 10);
    queue.take(10);
    queue.set('one', 10);
    expect(queue.take(10)).toEqual(['one']);
  });
});
