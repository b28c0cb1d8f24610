import { describe, expect, it } from 'vitest';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import { HOUR, MINUTE, samplePoint, sampleRow, sampleState } from '../../lib/testing/samples.ts';
import {
  buildingSentence,
  freshness,
  readListView,
  sparklineSummary,
  trendSentence,
  trendText,
  truthSentence,
  visibleRows,
} from './view-model.ts';

const now = Date.UTC(2026, 10, 21, 12);
const failure = { code: 'timeout', message: 'No answer.', since: now - HOUR, at: now, inRow: 2 } as const;

function row(name: string, overrides: Partial<BuildingRow> = {}): BuildingRow {
  return sampleRow({ now, code: name, name, ...overrides });
}

function withPercent(name: string, busynessPercent: number | null): BuildingRow {
  return row(name, { state: sampleState({ lastChecked: now - 9 * MINUTE, busynessPercent }) });
}

describe('The sentence of truth', () => {
  it('says that all were seen when all were', () => {
    expect(truthSentence([withPercent('A', 1), withPercent('B', 2)], now)).toBe(
      '2 buildings, all seen in the last 9 minutes.',
    );
    expect(truthSentence([withPercent('A', 1)], now)).toBe('1 building, seen in the last 9 minutes.');
  });

  it('counts what was never seen, what is out of date and what fails', () => {
    const rows = [
      withPercent('A', 1),
      row('B', { state: null }),
      row('C', { state: sampleState({ lastChecked: now - HOUR }), failure }),
    ];
    expect(truthSentence(rows, now)).toBe(
      '3 buildings: 1 seen in the last 9 minutes, 1 out of date and 1 not looked at yet; the newest look failed for 1.',
    );
  });

  it('does not speak of minutes when nothing is fresh', () => {
    expect(truthSentence([row('A', { state: null })], now)).toBe('1 building: 1 not looked at yet.');
  });

  it('says of one building how often it is looked at and how that goes', () => {
    expect(buildingSentence(row('A'), now)).toBe('UC San Diego, code A, looked at every 10 minutes.');
    expect(buildingSentence(row('A', { failure }), now)).toContain('the newest look failed');
    expect(buildingSentence(row('A', { state: null }), now)).toContain('still to come');
  });
});

describe('Freshness', () => {
  it('ends one and a half planned steps after the last look', () => {
    const at = (ageMs: number): BuildingRow => row('A', { state: sampleState({ lastChecked: now - ageMs }) });
    expect(freshness(at(15 * MINUTE), now)).toBe('fresh');
    expect(freshness(at(15 * MINUTE + 1), now)).toBe('out-of-date');
    expect(freshness(row('A', { state: null }), now)).toBe('never');
  });
});

describe('The list', () => {
  const view = (search: string): ReturnType<typeof readListView> => readListView(new URLSearchParams(search));
  const names = (rows: readonly BuildingRow[]): string => rows.map((each) => each.name).join(' ');

  it('sorts by busyness with places without a figure last, whichever way it is turned', () => {
    const rows = [withPercent('A', 20), withPercent('B', null), withPercent('C', 80), row('D', { state: null })];
    expect(names(visibleRows(rows, view('sort=busyness'), now))).toBe('A C B D');
    expect(names(visibleRows(rows, view('sort=busyness&dir=desc'), now))).toBe('C A B D');
  });

  it('puts what was longest unseen first', () => {
    const rows = [
      withPercent('A', 1),
      row('B', { state: null }),
      row('C', { state: sampleState({ lastChecked: now - HOUR }) }),
    ];
    expect(names(visibleRows(rows, view('sort=seen'), now))).toBe('B C A');
  });

  it('sorts names as people do', () => {
    expect(names(visibleRows([row('Hall 10'), row('Hall 9')], view(''), now))).toBe('Hall 9 Hall 10');
  });

  it('filters by what needs a look', () => {
    const rows = [withPercent('A', 0), withPercent('B', null), row('C', { state: null }), row('D', { failure })];
    expect(names(visibleRows(rows, view('status=unseen'), now))).toBe('C');
    expect(names(visibleRows(rows, view('status=failing'), now))).toBe('D');
    expect(names(visibleRows(rows, view('status=open'), now))).toBe('A D');
    expect(names(visibleRows(rows, view('status=no_data'), now))).toBe('B');
  });

  it('takes an unknown word in the address as not said', () => {
    expect(view('status=toString&sort=nonsense')).toMatchObject({ status: 'any', sort: 'name' });
  });
});

describe('The trend', () => {
  it('is said by arrow, sign and words', () => {
    expect(trendText(-3.6)).toBe('↓ −4');
    expect(trendText(0.2)).toBe('→ ±0');
    expect(trendSentence(1)).toBe('1 point above the hour before');
  });
});

describe('The summary of the small line', () => {
  it('names the span of figures and the hours nobody looked', () => {
    const sparkline = [
      samplePoint(0, HOUR, 10),
      samplePoint(HOUR, 2 * HOUR, null),
      samplePoint(2 * HOUR, 3 * HOUR, 30),
    ];
    expect(sparklineSummary(sparkline).replaceAll('\u202f', ' ')).toBe(
      'Last 24 hours: between 10 % and 30 %, 1 hour unobserved',
    );
  });
});
