import { describe, expect, it } from 'vitest';
import { describeInterval } from './words.ts';

const minute = 60_000;

describe('an interval as a sentence', () => {
  it.each([
    [30_000, 'Every 30 seconds'],
    [minute, 'Every minute'],
    [10 * minute, 'Every 10 minutes'],
    [60 * minute, 'Every hour'],
    [90 * minute, 'Every 1 hour 30 minutes'],
    [61_000, 'Every 1 minute 1 second'],
    [24 * 60 * minute, 'Every 24 hours'],
  ])('of %d ms is “%s”', (everyMs, sentence) => {
    expect(describeInterval(everyMs)).toBe(sentence);
  });
});
