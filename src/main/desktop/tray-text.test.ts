import { describe, expect, it } from 'vitest';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { describeTray } from './tray-text.ts';

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
    const lines = describeTray([later, schedule({})], now);
    expect(lines.headline).toBe('Rounds: North in 4:12');
    expect(lines.jobs.map(({ label }) => label)).toEqual(['South: active, in 2 h 05 min', 'North: active, in 4:12']);
  });

  it('says now rather than a time that has passed', () => {
    expect(describeTray([schedule({ nextAt: now - 5_000 })], now).headline).toBe('Rounds: North now');
  });

  it('shows the state that most needs a person', () => {
    const states = ['active', 'paused', 'running', 'failed'] as const;
    expect(
      describeTray(
        states.map((state) => schedule({ id: state, state })),
        now,
      ).state,
    ).toBe('failed');
    expect(describeTray([], now).state).toBe('idle');
  });

  it('says so when nothing is planned, and knows that all is paused', () => {
    const lines = describeTray([schedule({ state: 'paused', nextAt: null })], now);
    expect(lines).toMatchObject({ headline: 'Rounds: nothing planned', isAllPaused: true });
    expect(describeTray([], now).isAllPaused).toBe(false);
  });
});
