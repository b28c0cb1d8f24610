import { describe, expect, it } from 'vitest';
import { sampleHealth, sampleHealthDay } from '../../lib/testing/health-samples.ts';
import {
  axisDates,
  coverage,
  dayFinding,
  density,
  healthSentence,
  holds,
  lineSeries,
  maintenance,
  readRange,
  sentencesOf,
  sortServices,
} from './health-model.ts';

const days = [
  sampleHealthDay({ date: '2026-11-19', coveragePercent: 60, density: 8 }),
  sampleHealthDay({ date: '2026-11-20', coveragePercent: null, density: null }),
  sampleHealthDay({ date: '2026-11-21', coveragePercent: 90, expired: 4, pending: 2, density: 12.5 }),
  sampleHealthDay({ date: '2026-11-22', coveragePercent: 96, maintenanceSucceeded: 0, density: 10 }),
];

describe('The figures of health', () => {
  it('say their span, and that days without a figure are no zeros', () => {
    expect(sentencesOf(coverage, days)).toEqual([
      'Coverage: over the last 4 days it was between 60\u202f% and 96\u202f%, on average 82\u202f%.',
      '1 day has no figure, because nothing was written down; they are gaps, not 0.',
    ]);
    expect(sentencesOf(density, days.slice(2))).toEqual([
      'Density: over the last 2 days it was between 10 free slots a day and 12.5 free slots a day, on average 11.3 free slots a day.',
      'Every day has a figure.',
    ]);
  });

  it('say that there is nothing where nothing was written down', () => {
    expect(sentencesOf(coverage, days.slice(1, 2))).toEqual(['Nothing was written down in the last 1 day.']);
  });

  it('say what became of holds and of runs', () => {
    expect(sentencesOf(holds, days)).toEqual([
      '21 holds in the last 4 days: 12 paid, 7 expired and 2 still running.',
      'Most holds expired of those taken on Sat 21 Nov: 4.',
    ]);
    expect(sentencesOf(maintenance, days)).toEqual([
      '4 runs in the last 4 days: 3 succeeded and 1 did not.',
      'Most runs that did not succeed were on Sun 22 Nov: 1.',
    ]);
    expect(sentencesOf(maintenance, days.slice(0, 1))[1]).toBe('Every run succeeded.');
  });

  it('leave gaps in the line, and show a day that stands alone between them', () => {
    expect(lineSeries(coverage, days)).toEqual([
      { date: '2026-11-19', value: 60, lone: 60 },
      { date: '2026-11-20', value: null, lone: null },
      { date: '2026-11-21', value: 90, lone: null },
      { date: '2026-11-22', value: 96, lone: null },
    ]);
    expect(days.map((day) => dayFinding(coverage, day)).slice(0, 2)).toEqual(['60\u202f%', 'No figure']);
    expect(dayFinding(holds, sampleHealthDay({ date: '2026-11-22', paid: 0, expired: 0 }))).toBe('No holds');
  });

  it('mark few dates, today among them', () => {
    const many = sampleHealth().days;
    const marks = axisDates(many, 6);
    expect(marks.length).toBeLessThanOrEqual(6);
    expect(marks.at(-1)).toBe(many.at(-1)?.date);
  });

  it('put services without a free slot first', () => {
    expect(sortServices(sampleHealth().services).map(({ name }) => name)).toEqual(['Painting', 'Repair']);
    expect(healthSentence(sampleHealth())).toBe('310 free slots in the next 31 days; 1 active service has none.');
  });

  it('show ninety days where the address says nothing sensible', () => {
    expect(readRange(new URLSearchParams('range=7'))).toBe('90');
    expect(readRange(new URLSearchParams('range=365'))).toBe('365');
  });
});
