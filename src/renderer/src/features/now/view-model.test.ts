import { describe, expect, it } from 'vitest';
import type { HeartbeatCell } from '#shared/model/slot.ts';
import { MINUTE, sampleSchedule } from '../../lib/testing/samples.ts';
import { comingUp, countCells, stripCells, stripsEnd } from './view-model.ts';

const end = Date.UTC(2026, 10, 21, 12);

function cell(minutesAgo: number, verdict: HeartbeatCell['verdict']): HeartbeatCell {
  return { plannedAt: end - minutesAgo * MINUTE, verdict, runId: `run ${minutesAgo}`, story: verdict };
}

describe('A heartbeat strip', () => {
  it('places every slot of a day by its time', () => {
    const [first, second] = stripCells([cell(1440, 'succeeded'), cell(10, 'failed')], 10 * MINUTE, end);
    expect(first?.left).toBe(0);
    expect(second?.left).toBeCloseTo(1 - 1 / 144);
    expect(second?.width).toBeCloseTo(1 / 144);
  });

  it('lets the slots of a fine schedule share a cell that shows the worst of them', () => {
    const cells = [cell(9, 'succeeded'), cell(8, 'failed'), cell(7, 'succeeded')];
    const strip = stripCells(cells, MINUTE, end);
    expect(strip).toHaveLength(1);
    expect(strip[0]).toMatchObject({ outcome: 'failed', runId: 'run 8' });
    expect(strip[0]?.story).toContain('3 slots: 3 ran (1 failed).');
  });

  it('ends with the others: now, or where the longest slot that is going on does, an hour ahead at most', () => {
    const often = { cells: [cell(3, 'succeeded')], stepMs: 10 * MINUTE };
    const never = { cells: [], stepMs: 10 * MINUTE };
    expect(stripsEnd([never], end)).toBe(end);
    expect(stripsEnd([{ cells: [cell(30, 'succeeded')], stepMs: 10 * MINUTE }, never], end)).toBe(end);
    expect(stripsEnd([often, never], end)).toBe(end + 7 * MINUTE);
    expect(stripsEnd([often, { cells: [cell(10, 'succeeded')], stepMs: 1440 * MINUTE }], end)).toBe(end + 50 * MINUTE);
  });

  it('leaves out what lies before the day', () => {
    expect(stripCells([cell(3000, 'succeeded')], 10 * MINUTE, end)).toEqual([]);
  });

  it('counts what became of every slot', () => {
    const counts = countCells([cell(30, 'asleep'), cell(20, 'succeeded'), cell(10, 'asleep')]);
    expect([...counts]).toEqual([
      ['asleep', 2],
      ['succeeded', 1],
    ]);
  });

  it('says each slot by time, word and story', () => {
    const [only] = stripCells([{ ...cell(10, 'offline'), story: 'The network was gone.' }], 10 * MINUTE, end);
    expect(only?.story).toMatch(/^\d\d:\d\d, Offline: The network was gone\.$/);
  });
});

describe('What comes up', () => {
  it('is sorted by time and leaves out schedules without a next run', () => {
    const schedules = [
      sampleSchedule({ now: end, id: 'late', nextAt: end + 5 * MINUTE }),
      sampleSchedule({ now: end, id: 'never', nextAt: null }),
      sampleSchedule({ now: end, id: 'soon', nextAt: end + MINUTE }),
    ];
    expect(comingUp(schedules).map((schedule) => schedule.id)).toEqual(['soon', 'late']);
  });
});
