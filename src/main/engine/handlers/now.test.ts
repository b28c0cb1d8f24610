import { describe, expect, it } from 'vitest';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { listNeeds } from './now.ts';

const now = Date.UTC(2026, 10, 22, 8);
const minute = 60_000;

function building(change: Partial<BuildingRow>): BuildingRow {
  const state = {
    status: 'moderate' as const,
    busynessPercent: 41,
    people: 4,
    capacity: 10,
    isOpen: true,
    isAvailable: true,
    hourSummary: null,
    bestSpot: null,
    firstChecked: now - 90 * minute,
    lastChecked: now - 5 * minute,
  };
  return {
    code: 'A',
    name: 'North Library',
    sourceId: 's',
    waitzId: '1',
    sourceName: 'Harbour',
    state,
    failure: null,
    stepMs: 10 * minute,
    sparkline: [],
    trendPercent: null,
    ...change,
  };
}

function schedule(change: Partial<ScheduleStatus>): ScheduleStatus {
  return {
    id: 'main',
    kind: 'occupancy.update',
    title: 'Update building occupancy',
    subject: 'Harbour',
    sentence: 'Every 10 minutes',
    timeZone: 'UTC',
    state: 'active',
    note: null,
    problem: null,
    pause: null,
    resumesAt: null,
    stepMs: 10 * minute,
    nextAt: now + minute,
    lastRun: null,
    failuresInRow: 0,
    enabled: true,
    ...change,
  };
}

const failure = {
  code: 'refused' as const,
  message: 'It answered 404.',
  since: now - 30 * minute,
  at: now - minute,
  inRow: 3,
};

describe('what needs a person', () => {
  it('is nothing while all is well', () => {
    expect(
      listNeeds({ held: [], schedules: [schedule({})], buildings: [building({})], huts: [], portals: [] }, now),
    ).toEqual([]);
  });

  it('names a failed run once, not once more for each of its buildings', () => {
    const failed = schedule({ state: 'failed', failuresInRow: 3, note: 'It answered 404.' });
    const needs = listNeeds(
      {
        held: [],
        schedules: [failed],
        buildings: [building({ failure }), building({ code: 'B', failure })],
        huts: [],
        portals: [],
      },
      now,
    );
    expect(needs).toHaveLength(1);
    expect(needs[0]).toMatchObject({
      severity: 'failed',
      what: 'Harbour: It answered 404.',
      since: failure.since,
      stillTrue: 'The last figures of 2 of 2 buildings stay shown with their age.',
      action: { kind: 'run', scheduleId: 'main' },
    });
    expect(needs[0]?.done).toContain('3 runs failed in a row');
  });

  it('names a building that fails alone, with what is still true of it', () => {
    const [need] = listNeeds(
      {
        held: [],
        schedules: [schedule({})],
        buildings: [building({ failure }), building({ code: 'B' })],
        huts: [],
        portals: [],
      },
      now,
    );
    expect(need).toMatchObject({ id: 'building/A', since: failure.since, action: { kind: 'building', code: 'A' } });
    expect(need?.done).toContain('3 looks failed in a row');
  });

  it('tells a building that nobody has ever seen from one whose figure is old', () => {
    const [need] = listNeeds(
      { held: [], schedules: [schedule({})], buildings: [building({ state: null, failure })], huts: [], portals: [] },
      now,
    );
    expect(need?.stillTrue).toBe('Nobody has seen this building yet.');
  });

  it('calls attention to what was not looked at for one and a half planned steps', () => {
    const fresh = building({});
    const seenAgo = (ago: number) => building({ state: { ...fresh.state!, lastChecked: now - ago } });
    expect(
      listNeeds({ held: [], schedules: [schedule({})], buildings: [seenAgo(15 * minute)], huts: [], portals: [] }, now),
    ).toEqual([]);
    expect(
      listNeeds(
        { held: [], schedules: [schedule({})], buildings: [seenAgo(15 * minute + 1)], huts: [], portals: [] },
        now,
      ),
    ).toMatchObject([{ severity: 'attention', id: 'unseen/A' }]);
  });

  it('puts failures before attention, and the oldest first', () => {
    const paused = schedule({ id: 'other', subject: 'Hill', state: 'paused', note: 'Paused by hand.' });
    const older = { ...failure, since: now - 300 * minute };
    const rows = [building({ code: 'A', failure }), building({ code: 'B', failure: older })];
    expect(
      listNeeds({ held: [], schedules: [schedule({}), paused], buildings: rows, huts: [], portals: [] }, now).map(
        ({ id }) => id,
      ),
    ).toEqual(['building/B', 'building/A', 'paused/other']);
  });
});
