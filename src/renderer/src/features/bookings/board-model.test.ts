import { describe, expect, it } from 'vitest';
import {
  sampleHold,
  sampleProvider,
  sampleProviderRow,
  sampleService,
  sampleSlot,
} from '../../lib/testing/booking-samples.ts';
import { HOUR } from '../../lib/testing/samples.ts';
import { columnsOf, lineHeights, lineSegments } from './board-layout.ts';
import { boardLines } from './board-rows.ts';
import { datesOf, rangeOf, rangeTitle, readBoardView, shifted } from './board-view.ts';
import { firstSlot, placeOf, slotAfter } from './slot-walk.ts';

const DAY = 24 * HOUR;
const monday = Date.UTC(2026, 10, 23);
const week = { from: '2026-11-23', days: 7 };
const dates = datesOf(week);
const all = { providerId: null, serviceId: null };

function slotAt(id: string, day: number, hour: number, serviceId = 'massage') {
  return sampleSlot({ id, serviceId, startsAt: monday + day * DAY + hour * HOUR });
}

const providers = [
  sampleProviderRow({
    provider: sampleProvider({ id: 'zoe', name: 'Zoe' }),
    services: [sampleService({ id: 'draft', providerId: 'zoe', status: 'draft' })],
  }),
  sampleProviderRow({ services: [sampleService(), sampleService({ id: 'bath', name: 'Bath' })] }),
];
const slots = [
  slotAt('mon-9', 0, 9),
  slotAt('mon-10', 0, 10),
  slotAt('tue-9', 1, 9),
  slotAt('tue-11', 1, 11),
  slotAt('bath-mon-8', 0, 8, 'bath'),
  slotAt('bath-mon-10', 0, 10, 'bath'),
];
const lines = boardLines(providers, slots, dates, all);

describe('The address of the board', () => {
  it('says which days, whose and which slot; nonsense is not said', () => {
    const params = new URLSearchParams('view=day&date=2026-11-24&provider=anna&service=massage&slot=7');
    expect(readBoardView(params)).toEqual({
      view: 'day',
      date: '2026-11-24',
      providerId: 'anna',
      serviceId: 'massage',
      slotId: '7',
    });
    expect(readBoardView(new URLSearchParams('view=year&date=2026-02-30'))).toMatchObject({ view: 'week', date: null });
  });

  it('shows the week from Monday on that a date lies in, also over the turn of a year', () => {
    expect(rangeOf({ view: 'week', date: '2026-11-29' }, '2026-01-01')).toEqual(week);
    expect(rangeOf({ view: 'week', date: null }, '2026-11-23')).toEqual(week);
    expect(rangeOf({ view: 'day', date: null }, '2026-11-29')).toEqual({ from: '2026-11-29', days: 1 });
    expect(rangeTitle(week)).toBe('Mon 23 Nov – Sun 29 Nov 2026');
    expect(rangeTitle({ from: '2026-12-28', days: 7 })).toBe('Mon 28 Dec 2026 – Sun 3 Jan 2027');
    expect(shifted(week, 1)).toBe('2026-11-30');
    expect(shifted({ from: '2026-11-01', days: 1 }, -1)).toBe('2026-10-31');
  });
});

describe('The lines of the board', () => {
  it('are providers and their services by name, without those that have nothing to show', () => {
    expect(lines.map((line) => `${line.kind} ${line.id}`)).toEqual([
      'provider anna',
      'service bath',
      'service massage',
    ]);
    const drafted = boardLines(providers, [slotAt('old', 0, 9, 'draft')], dates, all);
    expect(drafted.map(({ id }) => id)).toContain('draft');
  });

  it('are as high as their fullest day needs, and those out of sight are gaps', () => {
    const columns = columnsOf('week', 1000);
    const heights = lineHeights(lines, 'week', columns, monday);
    expect(heights).toHaveLength(3);
    expect(heights[2]).toBeGreaterThan(36);
    expect(lineSegments([36, 100, 100, 100], { top: 140, bottom: 200 }, 3)).toEqual([
      { kind: 'gap', index: 1, height: 136 },
      { kind: 'line', index: 2 },
      { kind: 'line', index: 3 },
    ]);
    expect(lineSegments([100, 100], { top: 0, bottom: 50 }, -1)).toEqual([
      { kind: 'line', index: 0 },
      { kind: 'gap', index: 1, height: 100 },
    ]);
  });

  it('make room for the time that a hold has left', () => {
    const held = sampleSlot({ startsAt: monday + 9 * HOUR, bookings: [sampleHold({ now: monday })] });
    const narrow = columnsOf('week', 600);
    const [, free = 0] = lineHeights(
      boardLines(providers, [slotAt('a', 0, 9)], dates, { providerId: 'anna', serviceId: 'massage' }),
      'week',
      narrow,
      monday,
    );
    const [, more = 0] = lineHeights(
      boardLines(providers, [held], dates, { providerId: 'anna', serviceId: 'massage' }),
      'week',
      narrow,
      monday,
    );
    expect(more - free).toBe(14);
  });
});

describe('Walking the slots by keys', () => {
  const walk = (from: string, key: string, view: 'day' | 'week'): string | null | undefined => {
    const place = placeOf(lines, from);
    const next = place === null ? null : slotAfter(key, place, lines, view);
    return next === undefined ? undefined : (next?.id ?? null);
  };

  it('goes down a day of the week and on to the next service, and across the days', () => {
    expect(walk('mon-9', 'ArrowDown', 'week')).toBe('mon-10');
    expect(walk('bath-mon-10', 'ArrowDown', 'week')).toBe('mon-9');
    expect(walk('mon-9', 'ArrowUp', 'week')).toBe('bath-mon-10');
    expect(walk('mon-10', 'ArrowRight', 'week')).toBe('tue-9');
    expect(walk('tue-11', 'ArrowLeft', 'week')).toBe('mon-10');
    expect(walk('tue-11', 'ArrowRight', 'week')).toBeNull();
    expect(walk('mon-9', 'End', 'week')).toBe('tue-11');
    expect(walk('mon-9', 'x', 'week')).toBeUndefined();
  });

  it('goes along the hours of a day, and to the nearest hour of the service above', () => {
    expect(walk('mon-9', 'ArrowRight', 'day')).toBe('mon-10');
    expect(walk('mon-9', 'ArrowUp', 'day')).toBe('bath-mon-8');
    expect(walk('bath-mon-8', 'ArrowUp', 'day')).toBeNull();
  });

  it('begins at the first slot that is not over', () => {
    expect(firstSlot(lines, monday + 9.5 * HOUR)?.id).toBe('bath-mon-10');
    expect(firstSlot(lines, monday + 30 * DAY)?.id).toBe('bath-mon-8');
    expect(firstSlot([], monday)).toBeNull();
    expect(placeOf(lines, 'gone')).toBeNull();
  });
});
