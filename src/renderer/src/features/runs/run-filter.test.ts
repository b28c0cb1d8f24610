import { describe, expect, it } from 'vitest';
import { MINUTE, sampleRun } from '../../lib/testing/samples.ts';
import { activeFilters, isRunListed, readRunsView, toRunFilter } from './run-filter.ts';

const view = (query: string): ReturnType<typeof readRunsView> => readRunsView(new URLSearchParams(query));

describe('The filters in the address', () => {
  it('narrow nothing where they are empty or nonsense', () => {
    expect(toRunFilter(view('status=&trigger=nobody&from=yesterday&until=2026-13-77x&q=%20'))).toEqual({});
  });

  it('become what the store is asked, the last day included', () => {
    expect(
      toRunFilter(view('kind=occupancy.update&schedule=ucsd&from=2026-03-28&until=2026-03-29&q=%20429%20')),
    ).toEqual({
      kind: 'occupancy.update',
      scheduleId: 'ucsd',
      from: new Date(2026, 2, 28).getTime(),
      until: new Date(2026, 2, 30).getTime(),
      text: '429',
    });
  });

  it('are named one by one, with what the address keeps without each', () => {
    const names = { kind: () => 'Update', schedule: () => 'Campus' };
    expect(activeFilters(view('status=failed,partial&schedule=a&from=2026-11-24'), names)).toEqual([
      { param: 'schedule', label: 'Schedule: Campus', rest: '' },
      { param: 'status', label: 'Status: Partly failed', rest: 'failed' },
      { param: 'status', label: 'Status: Failed', rest: 'partial' },
      { param: 'from', label: 'From Tue 24 Nov', rest: '' },
    ]);
  });
});

describe('A run that an event tells of', () => {
  const run = sampleRun({ startedAt: 90 * MINUTE, id: '17', subject: 'Straße', reason: 'After the outage' });

  it('is listed by the rules of the store', () => {
    expect(isRunListed(run, {})).toBe(true);
    expect(isRunListed(run, { kind: 'slots.maintain' })).toBe(false);
    expect(isRunListed(run, { scheduleId: 'ucsd', status: ['succeeded'], trigger: ['schedule'] })).toBe(true);
    expect(isRunListed(run, { status: ['failed'] })).toBe(false);
    expect(isRunListed(run, { trigger: ['manual'] })).toBe(false);
    expect(isRunListed(run, { from: 90 * MINUTE, until: 91 * MINUTE })).toBe(true);
    expect(isRunListed(run, { until: 90 * MINUTE })).toBe(false);
  });

  it('is found by its texts whatever the case, and by its number', () => {
    expect(['STRASSE', 'outage', '17'].map((text) => isRunListed(run, { text }))).toEqual([true, true, true]);
    expect(isRunListed(run, { text: '1' })).toBe(false);
  });
});
