import { describe, expect, it } from 'vitest';
import { HOUR, sampleHistory, samplePoint } from '../../lib/testing/samples.ts';
import {
  bucketFinding,
  chartSeries,
  chartStretches,
  historySentences,
  historyWindow,
  legendKinds,
  pointsFor,
} from './history-model.ts';

const until = Date.UTC(2026, 10, 21, 12);
const history = sampleHistory(until);
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('The chart series', () => {
  it('spans measured buckets from edge to edge and leaves gaps between them', () => {
    const series = chartSeries(history.points);
    expect(series.map((point) => point.mean)).toEqual([40, 40, 60, 60, null, null, null, 20, 20, 20]);
    expect(series[0]?.at).toBe(history.from);
    expect(series.at(-1)?.at).toBe(until);
  });

  it('shows a lone bucket', () => {
    const series = chartSeries([samplePoint(0, 10, null), samplePoint(10, 20, 5), samplePoint(20, 30, null)]);
    expect(series.filter((point) => point.mean !== null).map((point) => point.at)).toEqual([10, 15, 20]);
  });

  it('never draws a closed place or one without data as nothing per cent', () => {
    expect(chartSeries([samplePoint(0, 10, null, { closedMs: 10 })])).toEqual([{ at: 5, mean: null, band: null }]);
  });
});

describe('The stretches', () => {
  it('tell closed, no data and unobserved apart', () => {
    expect(chartStretches(history)).toEqual([
      { kind: 'closed', from: until - 4 * HOUR, until: until - 3 * HOUR },
      { kind: 'no-data', from: until - 3 * HOUR, until: until - 2 * HOUR },
      { kind: 'unobserved', from: until - 2 * HOUR, until: until - HOUR },
    ]);
  });

  it('join neighbours of one kind', () => {
    const points = [samplePoint(0, 10, null, { closedMs: 10 }), samplePoint(10, 20, null, { closedMs: 10 })];
    const stretches = chartStretches({ ...history, points, unobserved: [] });
    expect(stretches).toEqual([{ kind: 'closed', from: 0, until: 20 }]);
    expect([...legendKinds(stretches)]).toEqual(['closed']);
  });
});

describe('The sentences under the chart', () => {
  it('give mean, lowest, highest and coverage from the same data', () => {
    const [figures, coverage] = historySentences(history, '7d', until).map(plain);
    expect(figures).toContain('busyness was 40 % on average while measured, lowest 17 % and highest 63 %');
    expect(coverage).toBe(
      'Rounds looked during 83 % of this period; of the time it looked, the place was closed for 20 % and without data for 20 %.',
    );
  });

  it('say so when there is nothing', () => {
    const [figures, coverage] = historySentences({ ...history, points: [], coverage: 0 }, '24h', until);
    expect(figures).toBe('There is no figure for the last 24 hours.');
    expect(coverage).toBe('Rounds did not look during this period.');
  });
});

describe('A moment of the chart', () => {
  it('is said in words', () => {
    expect(history.points.map((point) => plain(bucketFinding(point)))).toEqual([
      '40 %, between 37 % and 43 %',
      '60 %, between 57 % and 63 %',
      'closed',
      'no data',
      'nobody looked',
      '20 %, between 17 % and 23 %',
    ]);
  });
});

describe('The question for the chart', () => {
  it('stays the same within a round stretch of time', () => {
    expect(historyWindow('24h', until + 1000)).toEqual(historyWindow('24h', until + 200_000));
    expect(historyWindow('24h', until).until - historyWindow('24h', until).from).toBe(24 * HOUR);
  });

  it('asks for as many points as there are pixels, and never more than the contract allows', () => {
    expect(pointsFor('7d', 955)).toBe(920);
    expect(pointsFor('7d', 5000)).toBe(2000);
    expect(pointsFor('7d', 0)).toBe(10);
    expect(pointsFor('1y', 955)).toBe(365);
  });
});
