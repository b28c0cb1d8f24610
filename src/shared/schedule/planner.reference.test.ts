import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRule } from './plan.ts';
import { nextSlots, planSlots, resumesAt, slotAfter, slotAtOrBefore } from './planner.ts';
import {
  changesOf,
  isOpen,
  judge,
  readClock,
  type ReferenceSlot,
  walk,
  wallAt,
  type WallClock,
} from './testing/reference.ts';
import type { Rule } from './rule.ts';
import { anyRule, cronCase, dailyCase, everyCase, type RuleCase, timeText } from './testing/rules.ts';
import { zoneOf } from './zone.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Clocks that change by half an hour, by two, at midnight, over a whole day, twice in Ramadan, after a week, never. */
const oddities: readonly (readonly [string, string])[] = [
  ['Europe/Zurich', '2026-03-29T01:00Z'],
  ['Europe/Zurich', '2026-10-25T01:00Z'],
  ['America/Los_Angeles', '2026-11-01T09:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Pacific/Chatham', '2026-09-26T14:00Z'],
  ['Asia/Kathmandu', '2026-03-29T01:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['America/Santiago', '2026-04-05T03:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Africa/Casablanca', '2026-03-22T02:00Z'],
  ['Antarctica/Troll', '2026-03-29T01:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00Z'],
  ['Asia/Gaza', '2040-10-27T00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Pacific/Kwajalein', '1993-08-21T12:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['Antarctica/Casey', '2021-10-02T16:01Z'],
  ['UTC', '2028-02-29T00:00Z'],
];

function clockAround(zone: string, at: number, hours: number): WallClock {
  const middle = Math.floor(at / hour) * hour;
  return readClock(zone, middle - hours * hour, middle + hours * hour);
}

/** Slots as they are compared: the instant, negative where it is outside active hours. */
function comparable(slots: readonly { plannedAt: number; isActive: boolean }[]): number[] {
  return slots.map(({ plannedAt, isActive }) => (isActive ? plannedAt : -plannedAt));
}

/** Asserts that the planner plans what the walk met, or that it rightly refuses the rule. */
function expectSame(each: RuleCase, clock: WallClock, from: number, to: number, met: readonly number[]): void {
  const expected = judge(clock, met, each.windows);
  if (checkRule(each.rule, clock.zone).length > 0) expectNever(each, clock, expected);
  else expectPlanned(each.rule, clock.zone, from, to, expected);
}

/** A rule that is never due in its hours may be so by a leap of the clocks alone. */
function expectNever({ timing }: RuleCase, clock: WallClock, slots: readonly ReferenceSlot[]): void {
  const isWritten = (at: number): boolean => timing.kind === 'interval' || timing.matches(wallAt(clock, at));
  expect(slots.filter(({ isActive, plannedAt }) => isActive && isWritten(plannedAt))).toEqual([]);
}

function expectPlanned(rule: Rule, zone: string, from: number, to: number, expected: readonly ReferenceSlot[]): void {
  const active = expected.filter(({ isActive }) => isActive);
  expect(comparable(planSlots(rule, zone, from, to, { includeInactive: true }))).toEqual(comparable(expected));
  expect(comparable(nextSlots(rule, zone, from, to))).toEqual(comparable(active));
  const next = slotAfter(rule, zone, from - 1)?.plannedAt ?? to;
  const newest = slotAtOrBefore(rule, zone, to - 1)?.plannedAt ?? 0;
  expect(next < to ? next : undefined).toBe(active[0]?.plannedAt);
  expect(newest >= from ? newest : undefined).toBe(active.at(-1)?.plannedAt);
}

/** Asserts that waiting ends at the first minute that the walk finds open. */
function expectSameWait({ rule, windows }: RuleCase, clock: WallClock, at: number): void {
  if (checkRule(rule, clock.zone).length > 0) return;
  let open = at;
  while (open < clock.end && !isOpen(windows, wallAt(clock, open))) open = (Math.floor(open / minute) + 1) * minute;
  if (open >= clock.end) return;
  expect(resumesAt(rule, clock.zone, at)).toBe(open === at ? undefined : open);
}

describe('the planner', () => {
  it(
    'plans what a walk from minute to minute meets, for any rule around odd days of odd zones',
    { timeout: 120_000 },
    () => {
      const clocks = oddities.map(([zone, at]) => clockAround(zone, Date.parse(at), 5 * 24));
      const anyCase = fc
        .nat({ max: clocks.length - 1 })
        .chain((index) => fc.tuple(fc.constant(index), anyRule(clocks[index]?.start ?? 0)));
      fc.assert(
        fc.property(anyCase, fc.nat({ max: 5 * day }), fc.nat({ max: 3 * day }), ([index, each], offset, span) => {
          const clock = clocks[index]!;
          const from = clock.start + 2 * day + offset;
          const to = Math.min(from + span, clock.end - 2 * day);
          expectSame(each, clock, from, to, walk(clock, each.timing, from, to));
          expectSameWait(each, clock, from);
        }),
        { numRuns: 3000 },
      );
    },
  );
});

const from = Date.UTC(2020, 0, 1);
const to = Date.UTC(2041, 0, 1);

/** Every zone with its changes; of zones that change alike only one. */
function differentZones(): Map<string, { zone: string; changes: number[] }> {
  const zones = new Map<string, { zone: string; changes: number[] }>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const changes = changesOf(zone, from, to);
    const offsets = [from, ...changes].map((at) => zoneOf(zone).offsetAt(at));
    const key = JSON.stringify([changes, offsets]);
    if (!zones.has(key)) zones.set(key, { zone, changes });
  }
  return zones;
}

const values = (...list: number[]) => ({ text: list.join(','), values: new Set(list) });
const range = (low: number, high: number, step = 1) =>
  new Set(
    Array.from({ length: high - low + 1 }, (_, index) => low + index).filter((each) => (each - low) % step === 0),
  );
const star = (low: number, high: number, step = 1) => ({
  text: step === 1 ? '*' : `*/${step}`,
  values: range(low, high, step),
});
const anyDate = [star(1, 31), star(1, 12), star(0, 6)] as const;
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Rules of every kind, those that differ by active hours alone side by side, with times just before, in and after what a change leaps over or doubles. */
function casesAround(clock: WallClock, at: number): RuleCase[][] {
  const walls = [wallAt(clock, at - minute) + 1, wallAt(clock, at)].map((wall) => wall % 1440);
  const near = [...new Set(walls.flatMap((wall) => [wall - 1, wall, wall + 29, wall + 30, wall + 61]))].map(
    (each) => (each + 1440) % 1440,
  );
  const [before = 0, after = 0] = walls;
  const hours = values(...new Set(near.map((each) => Math.floor(each / 60))));
  const timings = [
    dailyCase(near),
    cronCase([values(0, 17, 30), hours, ...anyDate]),
    cronCase([star(0, 59, 15), star(0, 23), ...anyDate]),
    cronCase([values(5, 40), star(0, 23, 2), ...anyDate]),
    everyCase(1500, clock.start),
    everyCase(86_400, clock.start),
  ];
  const windowSets = [
    [],
    [{ days: [...everyDay], from: timeText(before), until: timeText((after + 20) % 1440) }],
    [{ days: [...everyDay], from: '22:00', until: timeText((Math.max(before, after) + 10) % 1440) }],
  ];
  return timings.map(({ timing, ...when }) =>
    windowSets.map((windows) => ({
      rule: { id: 'near', anchorAt: clock.start, activeHours: windows, ...when },
      timing,
      windows,
    })),
  );
}

describe('at every change of the clocks from 2020 to 2040, in every zone', () => {
  const zones = [...differentZones().values()];

  it('finds that change and its offsets', () => {
    for (const { zone, changes } of zones) {
      const segments = [...zoneOf(zone).segments(from, to)];
      const found = segments.filter(({ offsetMs }, index) => offsetMs !== (segments[index - 1]?.offsetMs ?? offsetMs));
      expect({ zone, changes: found.map(({ start }) => start) }).toEqual({ zone, changes });
    }
  });

  it('plans each kind of rule as the walk does', { timeout: 120_000 }, () => {
    let count = 0;
    for (const { zone, changes } of zones) {
      for (const at of changes) {
        const clock = clockAround(zone, at, 48);
        for (const cases of casesAround(clock, at)) {
          const met = walk(clock, cases[0]!.timing, at - 16 * hour, at + 16 * hour);
          for (const each of cases) expectSame(each, clock, at - 16 * hour, at + 16 * hour, met);
        }
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(1000);
  });
});
