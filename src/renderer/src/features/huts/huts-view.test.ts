import { describe, expect, it } from 'vitest';
import type { HutRow } from '#shared/model/hut.ts';
import { HOUR, sampleForecast, sampleHut } from '../../lib/testing/samples.ts';
import { questionWords, quickStays } from './chosen-nights.ts';
import { indexesOf, offsetShowing, spanInView } from '../../lib/grid-window.ts';
import { isFiltered, readHutsView, truthSentence, visibleHuts } from './huts-view.ts';
import { blocksOf, groupsOf } from './night-blocks.ts';

const now = Date.UTC(2026, 10, 22, 12);
const view = (search: string): ReturnType<typeof readHutsView> => readHutsView(new URLSearchParams(search), null);

function names(rows: readonly HutRow[], search: string): string[] {
  return visibleHuts(rows, view(search)).map((row) => row.name);
}

describe('The address', () => {
  it('is read as far as it makes sense', () => {
    expect(view('night=2026-02-30&nights=99&beds=0&min=high&status=no&sort=colour')).toEqual(view(''));
    expect(view('night=2026-12-04&nights=99').stay).toEqual({ night: '2026-12-04', count: 31 });
  });

  it('counts as filtered by anything but the instant', () => {
    expect(isFiltered(view('asOf=2026-11-20T12:00:00.000Z'))).toBe(false);
    expect(
      ['q=a', 'min=0', 'night=2026-12-04', 'from=2026-12-04', 'tests=1'].map((each) => isFiltered(view(each))),
    ).toEqual(Array.from({ length: 5 }, () => true));
  });
});

describe('The order', () => {
  const rows = [
    sampleHut({ now, name: 'B', altitudeM: null, offer: { verdict: 'unknown', leastFree: null } }),
    sampleHut({ now, name: 'A', altitudeM: 100, offer: { verdict: 'full', leastFree: 0 }, lastChecked: null }),
    sampleHut({ now, name: 'C', altitudeM: 300, offer: { verdict: 'fits', leastFree: 9 }, lastChecked: now - HOUR }),
  ];

  it('puts huts without a figure last whichever way it is turned', () => {
    expect(names(rows, 'sort=altitude')).toEqual(['A', 'C', 'B']);
    expect(names(rows, 'sort=altitude&dir=desc')).toEqual(['C', 'A', 'B']);
    expect(names(rows, 'sort=free&dir=desc')).toEqual(['C', 'A', 'B']);
  });

  it('counts what was never looked at as longest ago', () => {
    expect(names(rows, 'sort=seen')).toEqual(['A', 'C', 'B']);
  });

  it('leaves out a hut of unknown altitude where one is asked for', () => {
    expect(names(rows, 'min=0')).toEqual(['A', 'C']);
  });
});

describe('The sentence of truth', () => {
  it('says so when nobody has looked, and of what instant it is true', () => {
    const rows = [sampleHut({ now, lastChecked: null })];
    expect(truthSentence({ rows, forecast: sampleForecast(), asOf: null }, now)).toBe(
      '1 hut, none looked at yet; 312 requests a day at this pace; 2 due now.',
    );
    expect(
      truthSentence(
        { rows: [sampleHut({ now, lastChecked: now - 4 * 60_000 })], forecast: sampleForecast(), asOf: now },
        now,
      ),
    ).toMatch(/^As of 22 Nov, \d\d:\d\d: 1 hut, the newest looked at 4 minutes before\.$/);
  });
});

describe('The quick choices', () => {
  const weekend = (today: string): unknown => quickStays(today).map(([, { night, count }]) => [night, count]);

  it('mean the nights of Friday and Saturday', () => {
    expect(weekend('2026-12-02')).toEqual([
      ['2026-12-02', 1],
      ['2026-12-04', 2],
      ['2026-12-11', 2],
    ]);
    expect(weekend('2026-12-04')).toEqual([
      ['2026-12-04', 1],
      ['2026-12-04', 2],
      ['2026-12-11', 2],
    ]);
  });

  it('leave what is over of a weekend: one night on Saturday, none on Sunday', () => {
    expect(weekend('2026-12-05')).toEqual([
      ['2026-12-05', 1],
      ['2026-12-05', 1],
      ['2026-12-11', 2],
    ]);
    expect(weekend('2026-12-06')).toEqual([
      ['2026-12-06', 1],
      ['2026-12-11', 2],
      ['2026-12-18', 2],
    ]);
  });

  it('are asked in few words', () => {
    expect(questionWords({ night: '2026-12-04', count: 2 }, 4)).toBe('4 beds on Fri+Sat');
    expect(questionWords({ night: '2026-12-05', count: 1 }, 1)).toBe('1 bed on Sat 5 Dec');
    expect(questionWords({ night: '2026-12-04', count: 5 }, 2)).toBe('2 beds for 5 nights from Fri 4 Dec');
  });
});

describe('The window of a grid', () => {
  it('covers what can be seen and a little more, within the grid', () => {
    expect(spanInView(0, 260, 26, 365)).toEqual([0, 13]);
    expect(spanInView(2600, 260, 26, 365)).toEqual([97, 113]);
    expect(spanInView(9230, 260, 26, 365)).toEqual([351, 365]);
    expect(indexesOf([3, 5])).toEqual([3, 4]);
  });

  it('scrolls only as far as it must', () => {
    expect(offsetShowing(100, 260, 26, 5)).toBe(100);
    expect(offsetShowing(100, 260, 26, 1)).toBe(26);
    expect(offsetShowing(100, 260, 26, 20)).toBe(286);
  });
});

describe('The blocks of nights', () => {
  it('have fixed borders, so that another first night asks for the same ones', () => {
    const all = Array.from({ length: 120 }, (_, index) => `hut-${index}`);
    expect(groupsOf(all).get('hut-99')).toBe(1);
    const blocks = blocksOf({ all, groups: [2], first: 346, last: 347 });
    expect(blocks.map(({ slugs, from, nights }) => [slugs.length, from, nights])).toEqual([
      [20, '2026-11-03', 60],
      [20, '2027-01-02', 60],
    ]);
  });
});
