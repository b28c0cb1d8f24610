import { describe, expect, it } from 'vitest';
import { clockAround, expectSame } from './testing/agreement.ts';
import { changesOf, type ReadZone, readZone, walk, wallAt, type WallClock } from './testing/reference.ts';
import { cronCase, dailyCase, everyCase, type RuleCase, timeText } from './testing/rules.ts';
import { zoneOf } from './zone.ts';

const minute = 60_000;
const hour = 60 * minute;

const from = Date.UTC(2020, 0, 1);
const to = Date.UTC(2041, 0, 1);

/** Every zone with its changes; of zones that change alike only one. */
function differentZones(): Map<string, { zone: ReadZone; changes: number[] }> {
  const zones = new Map<string, { zone: ReadZone; changes: number[] }>();
  for (const zone of Intl.supportedValuesOf('timeZone').map(readZone)) {
    const changes = changesOf(zone, from, to);
    const offsets = [from, ...changes].map((at) => zone.offsetAt(at));
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
      const segments = [...zoneOf(zone.id).segments(from, to)];
      const found = segments.filter(({ offsetMs }, index) => offsetMs !== (segments[index - 1]?.offsetMs ?? offsetMs));
      const planned = found.map(({ start, offsetMs }) => ({ start, offsetMs }));
      const read = changes.map((start) => ({ start, offsetMs: zone.offsetAt(start) }));
      expect({ zone: zone.id, changes: planned }).toEqual({ zone: zone.id, changes: read });
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
