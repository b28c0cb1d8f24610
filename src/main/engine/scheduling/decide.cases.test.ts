import { describe, expect, it } from 'vitest';
import type { Missed } from '#shared/model/schedule.ts';
import type { MachineStretch } from '../store/machine-log.ts';
import { slotAfter } from '#shared/schedule/planner.ts';
import { absences } from './absence.ts';
import { decide, mostCatchUps, type Situation } from './decide.ts';

const start = Date.UTC(2026, 10, 22, 8);
const minute = 60_000;
const hour = 60 * minute;

/** Every ten minutes from the start on, watched all the time, nothing judged yet. */
function situation(change: Partial<Situation>, stretches: readonly MachineStretch[] = [watched(-60, 1e6)]): Situation {
  return {
    rule: { id: 'main', every: 'PT10M', anchorAt: start },
    timeZone: 'UTC',
    judgedUntil: start - 1,
    now: start,
    missed: 'latest',
    stepMs: () => 10 * minute,
    piecesOf: (from, until) => absences(stretches, from, until),
    ...change,
  };
}

function watched(from: number, until: number): MachineStretch {
  return stretch('watching', from, until);
}

function stretch(kind: MachineStretch['kind'], from: number, until: number): MachineStretch {
  return { kind, from: start + from * minute, until: start + until * minute };
}

/** What was decided, in minutes from the start. */
function told(change: Partial<Situation>, stretches?: readonly MachineStretch[]) {
  const { passed, starts, next } = decide(situation(change, stretches));
  const minutes = (at: number | undefined) => (at === undefined ? undefined : (at - start) / minute);
  return {
    passed: passed.map(({ firstPlanned, lastPlanned, verdict }) => [
      minutes(firstPlanned),
      minutes(lastPlanned),
      verdict,
    ]),
    starts: starts.map(({ slot, trigger }) => [minutes(slot.plannedAt), trigger]),
    next: minutes(next?.plannedAt),
  };
}

const at = (minutes: number): number => start + minutes * minute;
const policies: readonly Missed[] = ['latest', 'skip', 'all'];

describe.each(policies)('with the policy %s', (missed) => {
  it('nothing is decided before the first slot', () => {
    expect(told({ missed, now: start - 1 })).toEqual({ passed: [], starts: [], next: 0 });
  });

  it('a slot runs at its instant, and up to a minute after', () => {
    const expected = { passed: [], starts: [[0, 'schedule']], next: 10 };
    expect(told({ missed, now: start })).toEqual(expected);
    expect(told({ missed, now: start + minute })).toEqual(expected);
  });

  it('nothing is decided twice', () => {
    expect(told({ missed, judgedUntil: at(0), now: at(9) })).toEqual({ passed: [], starts: [], next: 10 });
  });
});

describe('a start that jitter puts off', () => {
  it('is missed for what went on when it should have come, not when its slot was planned', () => {
    const rule = { id: 'main', every: 'PT1H', anchorAt: start, jitterSeconds: 3599 };
    const startsAfter = ((slotAfter(rule, 'UTC', start - 1)?.startAt ?? start) - start) / minute;
    expect(startsAfter).toBeGreaterThan(3);
    const asleep = [watched(-60, 1e6), stretch('asleep', startsAfter - 1, 200)];
    expect(told({ rule, missed: 'skip', now: at(startsAfter + 2) }, asleep).passed).toEqual([[0, 0, 'asleep']]);
    const before = [watched(-60, 1e6), stretch('asleep', 0, startsAfter - 2)];
    expect(told({ rule, missed: 'skip', now: at(startsAfter + 2) }, before).passed).toEqual([[0, 0, 'late']]);
  });
});

describe('a slot that comes late', () => {
  const now = at(5);

  it('is made up for with latest and all', () => {
    const expected = { passed: [], starts: [[0, 'catch-up']], next: 10 };
    expect(told({ missed: 'latest', now })).toEqual(expected);
    expect(told({ missed: 'all', now })).toEqual(expected);
  });

  it('is left out with skip', () => {
    expect(told({ missed: 'skip', now })).toEqual({ passed: [[0, 0, 'late']], starts: [], next: 10 });
  });
});

describe('slots that were slept through', () => {
  const now = at(35);
  const stretches = [watched(-60, 35), stretch('asleep', -5, 35)];

  it('are made up for by the newest of them with latest', () => {
    const expected = { passed: [[0, 20, 'asleep']], starts: [[30, 'catch-up']], next: 40 };
    expect(told({ missed: 'latest', now }, stretches)).toEqual(expected);
  });

  it('are left out with skip, but for one that is on time', () => {
    expect(told({ missed: 'skip', now }, stretches)).toEqual({ passed: [[0, 30, 'asleep']], starts: [], next: 40 });
    const expected = { passed: [[0, 20, 'asleep']], starts: [[30, 'schedule']], next: 40 };
    expect(told({ missed: 'skip', now: at(30) }, stretches)).toEqual(expected);
  });

  it('are made up for one by one with all, oldest first', () => {
    const late = [0, 10, 20].map((slot) => [slot, 'catch-up']);
    const expected = { passed: [], starts: [...late, [30, 'catch-up']], next: 40 };
    expect(told({ missed: 'all', now }, stretches)).toEqual(expected);
    expect(told({ missed: 'all', now: at(30) }, stretches).starts).toEqual([...late, [30, 'schedule']]);
  });

  it('are made up for up to a number with all', () => {
    const { passed, starts } = told({ missed: 'all', now: at(1000) }, [watched(-60, -1), watched(999, 1000)]);
    expect(starts).toHaveLength(mostCatchUps);
    expect(starts[0]).toEqual([1000 - 10 * (mostCatchUps - 1), 'catch-up']);
    expect(passed).toEqual([[0, 1000 - 10 * mostCatchUps, 'app_closed']]);
  });
});

describe('slots that nobody could run', () => {
  it('are told apart by what went on', () => {
    const stretches = [watched(-60, 12), watched(32, 90), stretch('offline', 45, 65), stretch('asleep', 55, 75)];
    expect(told({ missed: 'skip', now: at(85) }, stretches).passed).toEqual([
      [0, 10, 'late'],
      [20, 30, 'app_closed'],
      [40, 40, 'late'],
      [50, 50, 'offline'],
      [60, 60, 'asleep'],
      [70, 70, 'asleep'],
      [80, 80, 'late'],
    ]);
  });
});

describe('slots that the clock was set over', () => {
  const stretches = [watched(-60, 125), stretch('clock_changed', 5, 125)];

  it('never came: all but the newest have that verdict, whatever the policy', () => {
    const passed = [
      [0, 0, 'late'],
      [10, 110, 'clock_changed'],
    ];
    expect(told({ missed: 'latest', now: at(125) }, stretches)).toMatchObject({ passed, starts: [[120, 'catch-up']] });
    const { starts } = told({ missed: 'all', now: at(125) }, stretches);
    expect(starts).toEqual([[120, 'catch-up']]);
  });
});

describe('a rule with fixed times', () => {
  const rule = { id: 'main', dailyAt: ['08:00'], anchorAt: start };
  const stepMs = () => 24 * hour;

  it('is made up for within twelve hours, and not after', () => {
    expect(told({ rule, stepMs, now: start + 12 * hour }).starts).toEqual([[0, 'catch-up']]);
    const later = told({ rule, stepMs, now: start + 12 * hour + 1 });
    expect(later).toMatchObject({ passed: [[0, 0, 'late']], starts: [] });
  });

  it('is made up for within its own distance where that is shorter', () => {
    const often = { rule: { id: 'main', dailyAt: ['08:00', '10:00'], anchorAt: start }, stepMs: () => 2 * hour };
    expect(told({ ...often, judgedUntil: start, now: start + 4 * hour }).starts).toEqual([[120, 'catch-up']]);
    expect(told({ ...often, judgedUntil: start, now: start + 4 * hour + 1 }).starts).toEqual([]);
  });
});

describe('a rule with active hours', () => {
  it('has no verdicts for what lies outside of them', () => {
    const rule = {
      id: 'main',
      every: 'PT10M',
      anchorAt: start,
      activeHours: [{ days: ['sun' as const], from: '08:00', until: '08:20' }],
    };
    const decision = decide(situation({ rule, now: at(300) }));
    expect(decision.passed).toMatchObject([{ firstPlanned: start, lastPlanned: at(10), verdict: 'late' }]);
    expect(decision.starts).toEqual([]);
    expect(decision.next?.plannedAt).toBe(start + 7 * 24 * hour);
  });
});

describe('a rule with jitter', () => {
  it('waits for the start, not for the planned instant', () => {
    const rule = { id: 'main', every: 'PT10M', anchorAt: start, jitterSeconds: 300 };
    const { next } = decide(situation({ rule, now: start - 1 }));
    const startAt = next?.startAt ?? 0;
    expect(startAt).toBeGreaterThan(start);
    expect(decide(situation({ rule, now: startAt - 1 }))).toMatchObject({ passed: [], starts: [] });
    expect(decide(situation({ rule, now: startAt })).starts).toMatchObject([
      { slot: { plannedAt: start }, trigger: 'schedule' },
    ]);
  });
});
