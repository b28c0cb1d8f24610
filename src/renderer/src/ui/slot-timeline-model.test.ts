import { describe, expect, it } from 'vitest';
import type { SlotStretch } from '#shared/model/slot.ts';
import { HOUR, MINUTE, sampleStretch } from '../lib/testing/samples.ts';
import { cellTitle, countStretches, timelineCells } from './slot-timeline-model.ts';
import type { TimelineCell } from './slot-timeline-model.ts';

const from = Date.UTC(2026, 10, 23);
const until = from + 24 * HOUR;

function asleep(firstPlanned: number, count: number, stepMs: number): SlotStretch {
  return sampleStretch({
    firstPlanned,
    lastPlanned: firstPlanned + (count - 1) * stepMs,
    count,
    verdict: 'asleep',
    runId: null,
    runStatus: null,
    story: 'The machine slept.',
  });
}

function total(cells: readonly TimelineCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.count, 0);
}

describe('The cells of a timeline', () => {
  it('stand for one slot each where there is room, up to the next slot', () => {
    const stretches = Array.from({ length: 144 }, (_, index) =>
      sampleStretch({ firstPlanned: from + index * 10 * MINUTE }),
    );
    const cells = timelineCells(stretches, from, until, 864);
    expect(cells).toHaveLength(144);
    expect(cells[1]?.left).toBeCloseTo(1 / 144);
    expect(cells.at(-1)?.width).toBeCloseTo(1 / 144);
  });

  it('stand for a whole stretch of slots without a run', () => {
    const cells = timelineCells(
      [asleep(from, 6, HOUR), sampleStretch({ firstPlanned: from + 6 * HOUR })],
      from,
      until,
      800,
    );
    expect(cells).toHaveLength(2);
    expect(cells[0]).toMatchObject({ outcome: 'asleep', count: 6, runId: null, left: 0 });
    expect(cells[0]?.width).toBeCloseTo(6 / 24);
  });

  it('are shared where slots are narrower than three pixels, show the worst, and lose no slot', () => {
    const stretches = Array.from({ length: 1440 }, (_, index) =>
      sampleStretch({
        firstPlanned: from + index * MINUTE,
        runId: `run-${index}`,
        runStatus: index === 700 ? 'failed' : 'succeeded',
        story: index === 700 ? 'waitz.io did not answer.' : 'Ran on time.',
      }),
    );
    const cells = timelineCells(stretches, from, until, 600);
    expect(cells.length).toBeLessThanOrEqual(201);
    expect(total(cells)).toBe(1440);
    expect(cells.every((cell) => cell.width * 600 > 2.9)).toBe(true);
    const bad = cells.filter((cell) => cell.outcome === 'failed');
    expect(bad).toMatchObject([{ runId: 'run-700' }]);
    expect(bad[0]?.story).toMatch(/\d slots: \d ran \(1 failed\)\. waitz\.io did not answer\./);
  });

  it('keep every count whatever the mixture and the width', () => {
    const mixture: SlotStretch[] = [];
    for (let at = from, index = 0; at < until; index += 1) {
      const stretch = index % 3 === 0 ? asleep(at, 1 + (index % 7), MINUTE) : sampleStretch({ firstPlanned: at });
      mixture.push(stretch);
      at = stretch.lastPlanned + MINUTE * (1 + (index % 5));
    }
    const expected = countStretches(mixture);
    for (const width of [0, 1, 120, 640, 1600, 5000]) {
      const cells = timelineCells(mixture, from, until, width);
      const sums = new Map<string, number>();
      for (const cell of cells) for (const [key, value] of cell.counts) sums.set(key, (sums.get(key) ?? 0) + value);
      expect(Object.fromEntries(sums)).toEqual(Object.fromEntries(expected));
      expect(cells.map((cell) => cell.firstPlanned)).toEqual(
        cells.map((cell) => cell.firstPlanned).toSorted((a, b) => a - b),
      );
      expect(cells.every((cell) => cell.left >= 0 && cell.left < 1)).toBe(true);
    }
  });

  it('are none where nothing was planned', () => {
    expect(timelineCells([], from, until, 800)).toEqual([]);
  });

  it('are called by the clock of the schedule', () => {
    const [cell] = timelineCells([asleep(from + 9 * HOUR, 7, 10 * MINUTE)], from, until, 800);
    expect(cell && cellTitle(cell, 'America/Los_Angeles')).toEqual({
      when: 'Mon 23 Nov, 01:00–02:00',
      what: 'Asleep, 7 slots',
    });
    expect(cell && cellTitle(cell, 'Asia/Tokyo').when).toBe('Mon 23 Nov, 18:00–19:00');
  });
});
