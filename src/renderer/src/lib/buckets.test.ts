import { describe, expect, it } from 'vitest';
import { fillBuckets, fillHistory } from './buckets.ts';
import { samplePoint } from './testing/samples.ts';

const hour = 3_600_000;

describe('Buckets', () => {
  it('stand between points that are apart, so that no line joins them', () => {
    const points = [samplePoint(2 * hour, 3 * hour, 20), samplePoint(5 * hour, 6 * hour, 30)];
    const filled = fillBuckets(points, { from: hour, until: 7 * hour, bucketMs: hour });
    expect(filled.map(({ from, meanPercent }) => [from / hour, meanPercent !== null])).toEqual([
      [1, false],
      [2, true],
      [3, false],
      [4, false],
      [5, true],
      [6, false],
    ]);
  });

  it('begin where the engine lets them begin, on a whole bucket', () => {
    const [first] = fillBuckets([], { from: 1.5 * hour, until: 2 * hour, bucketMs: hour });
    expect(first).toMatchObject({ from: hour, until: 2 * hour, meanPercent: null });
  });

  it('are not made for what is still to come', () => {
    const history = { from: 0, until: 9 * hour, bucketMs: hour, points: [], unobserved: [], coverage: 0 };
    expect(fillHistory(history, 3.5 * hour).points).toHaveLength(4);
  });
});
