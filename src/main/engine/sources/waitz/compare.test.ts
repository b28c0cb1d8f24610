import { describe, expect, it } from 'vitest';
import { parseWaitzCompare } from './compare.ts';
import { readFixture } from './fixtures/read.ts';

const trend = (string: string): string | null | undefined =>
  parseWaitzCompare(JSON.stringify({ data: [{ id: 1, comparison: [{ trend: 'hour', valid: true, string }] }] }))[0]
    ?.nextHour;

describe('the compare feed', () => {
  const trends = parseWaitzCompare(readFixture('compare-harbour.json'));

  it('gives the facts of each location as plain text', () => {
    expect(trends).toEqual([
      {
        id: '10',
        nextHour: 'Usually gets busier in the next hour',
        usual: 'Less busy than usual & calm',
        peak: 'Peak hours are 2pm-4pm',
        best: null,
      },
      { id: '11', nextHour: null, usual: null, peak: null, best: null },
      { id: '12', nextHour: null, usual: null, peak: null, best: null },
    ]);
  });

  it('keeps hostile markup out', () => {
    expect(trend('<img src=x onerror=alert(1)>Calm<style>*{}</style>')).toBe('Calm');
    expect(trend('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe('<script>alert(1)</script>');
  });

  it('cuts long texts at 200 characters', () => {
    expect(trend('calm '.repeat(100))).toHaveLength(200);
    expect(trend('calm '.repeat(100))).toMatch(/…$/);
  });

  it('takes a list without entries as no facts, and one without ids as changed', () => {
    expect(parseWaitzCompare('{"data":[]}')).toEqual([]);
    expect(() => parseWaitzCompare('{"data":[{"name":"x"}]}')).toThrow('The source lists no location that has an id.');
    expect(() => parseWaitzCompare('<html>')).toThrow('The source answered a web page instead of figures.');
  });
});
