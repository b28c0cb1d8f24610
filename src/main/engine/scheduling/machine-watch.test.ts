import { beforeEach, describe, expect, it } from 'vitest';
import type { MachineLog, MachineStretch } from '../store/machine-log.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { type MachineWatch, watchMachine } from './machine-watch.ts';

const start = Date.UTC(2026, 10, 22, 8);
const second = 1000;
const minute = 60 * second;
const stallMs = 20 * second;

let clock: FakeClock;
let isOnline: boolean;
let log: ReturnType<typeof createMemoryMachineLog>;
let watch: MachineWatch;

beforeEach(() => {
  clock = new FakeClock(start);
  isOnline = true;
  log = createMemoryMachineLog();
  watch = watchMachine({ clock, network: { isOnline: () => isOnline } }, log, stallMs);
});

function createMemoryMachineLog(): MachineLog & { readonly all: () => unknown[] } {
  const stretches: MachineStretch[] = [];
  const add = (stretch: MachineStretch): number => stretches.push({ ...stretch }) - 1;
  return {
    beginWatching: (now) => add({ kind: 'watching', from: now, until: now }),
    add,
    extend: (id, until) => {
      const stretch = stretches[id];
      if (stretch !== undefined) stretches[id] = { ...stretch, until: Math.max(stretch.until, until) };
    },
    within: () => stretches,
    lastWatched: () => null,
    all: () => stretches.map(({ kind, from, until }) => [kind, (from - start) / second, (until - start) / second]),
  };
}

describe('a machine that just runs', () => {
  it('is watched from the beginning to the last look', async () => {
    await clock.advance(5 * second);
    expect(watch.look()).toEqual({ now: start + 5 * second, isSetBack: false, isNetworkChanged: false });
    await clock.advance(5 * second);
    watch.look();
    expect(log.all()).toEqual([['watching', 0, 10]]);
  });

  it('is written down at most once a second, and at the end in any case', async () => {
    await clock.advance(5 * second);
    watch.look();
    await clock.advance(500);
    watch.look();
    expect(log.all()).toEqual([['watching', 0, 5]]);
    watch.end();
    expect(log.all()).toEqual([['watching', 0, 5.5]]);
  });
});

describe('sleep', () => {
  it('is told from the last look to the one after it', async () => {
    await clock.advance(5 * second);
    watch.look();
    clock.sleep(60 * minute);
    expect(watch.look()).toEqual({ now: start + 5 * second + 60 * minute, isSetBack: false, isNetworkChanged: false });
    watch.end();
    expect(log.all()).toEqual([
      ['watching', 0, 3605],
      ['asleep', 5, 3605],
    ]);
  });

  it('leaves what was awake since the last look awake', async () => {
    watch.look();
    await clock.advance(4 * second);
    clock.sleep(60 * minute);
    watch.look();
    expect(log.all().slice(1)).toEqual([['asleep', 4, 3604]]);
  });

  it('is a process that did not get to look for long, too', async () => {
    await clock.advance(stallMs);
    watch.look();
    expect(log.all()).toEqual([['watching', 0, 20]]);
    await clock.advance(stallMs + 1);
    watch.look();
    expect(log.all()[1]).toEqual(['asleep', 20, 40.001]);
  });

  it('shorter than the clocks differ anyway is none', () => {
    clock.sleep(2 * second);
    watch.look();
    watch.end();
    expect(log.all()).toEqual([['watching', 0, 2]]);
  });
});

describe('a wall clock that is put forward', () => {
  it('leaps over a stretch that never came', async () => {
    await clock.advance(5 * second);
    watch.look();
    await clock.advance(5 * second);
    clock.setWall(clock.now() + 60 * minute);
    expect(watch.look()).toMatchObject({ isSetBack: false, now: start + 10 * second + 60 * minute });
    expect(log.all()).toEqual([
      ['watching', 0, 3610],
      ['clock_changed', 10, 3610],
    ]);
  });

  it('during sleep leaves the sleep before the leap', () => {
    clock.sleep(10 * minute);
    clock.setWall(clock.now() + 60 * minute);
    watch.look();
    expect(log.all().slice(1)).toEqual([
      ['asleep', 0, 600],
      ['clock_changed', 600, 4200],
    ]);
  });

  it('by a little is being adjusted, not set', () => {
    clock.setWall(start + 2 * second);
    watch.look();
    expect(log.all()).toHaveLength(1);
  });
});

describe('a wall clock that is put back', () => {
  it('is told, and watched anew from there', async () => {
    await clock.advance(10 * minute);
    watch.look();
    clock.setWall(start - 60 * minute);
    expect(watch.look()).toMatchObject({ isSetBack: true, now: start - 60 * minute });
    await clock.advance(5 * second);
    expect(watch.look()).toMatchObject({ isSetBack: false });
    expect(log.all().filter((row) => JSON.stringify(row).includes('watching'))).toEqual([
      ['watching', 0, 600],
      ['watching', -3600, -3595],
    ]);
  });

  it('lets a missing network go on missing on the new time', async () => {
    isOnline = false;
    await clock.advance(5 * second);
    watch.look();
    clock.setWall(start - 60 * minute);
    watch.look();
    await clock.advance(5 * second);
    watch.look();
    expect(log.all()).toEqual([
      ['watching', 0, 5],
      ['offline', 5, 5],
      ['watching', -3600, -3595],
      ['offline', -3600, -3595],
    ]);
  });
});

describe('the network', () => {
  it('is missed from the look that found it gone to the one that found it back', async () => {
    await clock.advance(5 * second);
    isOnline = false;
    expect(watch.look()).toMatchObject({ isNetworkChanged: true });
    expect(watch.isOnline).toBe(false);
    await clock.advance(5 * second);
    expect(watch.look()).toMatchObject({ isNetworkChanged: false });
    await clock.advance(5 * second);
    isOnline = true;
    expect(watch.look()).toMatchObject({ isNetworkChanged: true });
    expect(watch.isOnline).toBe(true);
    await clock.advance(5 * second);
    watch.look();
    expect(log.all()).toEqual([
      ['watching', 0, 20],
      ['offline', 5, 15],
    ]);
  });

  it('may be missing from the beginning', async () => {
    isOnline = false;
    const fresh = createMemoryMachineLog();
    const offline = watchMachine({ clock, network: { isOnline: () => isOnline } }, fresh, stallMs);
    expect(offline.isOnline).toBe(false);
    await clock.advance(5 * second);
    offline.end();
    expect(fresh.all()).toEqual([
      ['watching', 0, 5],
      ['offline', 0, 5],
    ]);
  });
});
