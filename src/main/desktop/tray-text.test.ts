import { describe, expect, it } from 'vitest';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { byMinutes, bySeconds, describeTray } from './tray-text.ts';

const now = Date.UTC(2026, 0, 5, 8);

function schedule(change: Partial<ScheduleStatus>): ScheduleStatus {
  return {
    id: 'a',
    kind: 'occupancy.update',
    title: 'Update',
    subject: 'North',
    sentence: 'Every 10 minutes',
    state: 'active',
    note: null,
    problem: null,
    pause: null,
    resumesAt: null,
    stepMs: 600_000,
    timeZone: 'UTC',
    nextAt: now + 252_000,
    lastRun: null,
    failuresInRow: 0,
    enabled: true,
    ...change,
  };
}

describe('the tray', () => {
  it('counts down to the next run of all', () => {
    const later = schedule({ id: 'b', subject: 'South', nextAt: now + 7_500_000 });
    const lines = describeTray([later, schedule({})], now, bySeconds);
    expect(lines.toolTip).toBe('Rounds: North in 4:12\nSouth: active, in 2 h 05 min\nNorth: active, in 4:12');
    expect(lines.headline).toBe('Rounds: North in 5 min');
    expect(lines.jobs.map(({ label }) => label)).toEqual(['South: active, in 2 h 05 min', 'North: active, in 5 min']);
  });

  it('keeps the words of its menu for a minute', () => {
    const menuAt = (leftMs: number): string => {
      const { headline, toolTip } = describeTray([schedule({ nextAt: now + leftMs })], now, byMinutes);
      expect(toolTip).toContain(headline);
      return headline;
    };
    expect(menuAt(252_000)).toBe(menuAt(240_001));
    expect([1, 60_000, 60_001, 3_599_000, 3_600_001].map(menuAt)).toEqual([
      'Rounds: North in 1 min',
      'Rounds: North in 1 min',
      'Rounds: North in 2 min',
      'Rounds: North in 1 h 00 min',
      'Rounds: North in 1 h 01 min',
    ]);
  });

  it('says now rather than a time that has passed', () => {
    const { headline, toolTip } = describeTray([schedule({ nextAt: now - 5_000 })], now, bySeconds);
    expect(headline).toBe('Rounds: North now');
    expect(toolTip).toBe('Rounds: North now\nNorth: active, now');
  });

  it('shows the state that most needs a person', () => {
    const states = ['active', 'paused', 'running', 'failed'] as const;
    expect(
      describeTray(
        states.map((state) => schedule({ id: state, state })),
        now,
        bySeconds,
      ).state,
    ).toBe('failed');
    expect(describeTray([], now, bySeconds).state).toBe('idle');
  });

  it('says so when nothing is planned, and knows that all is paused', () => {
    const lines = describeTray([schedule({ state: 'paused', nextAt: null })], now, bySeconds);
    expect(lines).toMatchObject({ headline: 'Rounds: nothing planned', isAllPaused: true });
    expect(describeTray([], now, bySeconds).isAllPaused).toBe(false);
  });
});
