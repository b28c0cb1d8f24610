import { describe, expect, it } from 'vitest';
import {
  bookableBeds,
  hutTypeOf,
  occupancyPercent,
  occupancyStatus,
  occupancySteps,
  totalOrCapacity,
} from './hut-rules.ts';

describe('how full a night is', () => {
  it.each([
    [30, 40, 25],
    [0, 40, 100],
    [40, 40, 0],
    [50, 40, -25],
    [0, 0, 100],
    [null, 0, 100],
    [null, 40, null],
    [5, null, null],
    [null, null, null],
  ])('%s free of %s beds is %s %%', (free, total, percent) => {
    expect(occupancyPercent(free, total)).toBe(percent);
  });

  it.each([
    [0, 0],
    [0.1, 10],
    [4.9, 10],
    [5, 0],
    [5.1, 10],
    [15, 20],
    [25, 20],
    [35, 40],
    [45, 40],
    [55, 60],
    [65, 60],
    [75, 80],
    [85, 80],
    [95, 100],
    [95.1, 90],
    [99.9, 90],
    [100, 100],
    [-4, 0],
    [-5, 0],
    [-5.6, -10],
  ])('%s %% is shown as %s', (percent, steps) => {
    expect(occupancySteps(percent)).toBe(steps);
  });

  it.each([
    [0, 50, 'full'],
    [1, 50, 'high'],
    [37, 100, 'high'],
    [38, 100, 'medium'],
    [62, 100, 'medium'],
    [63, 100, 'low'],
    [49, 50, 'low'],
    [50, 50, 'empty'],
    [51, 50, 'empty'],
    [0, 0, 'unknown'],
    [null, 50, 'unknown'],
    [5, null, 'unknown'],
  ])('%s free of %s beds is %s', (free, total, status) => {
    expect(occupancyStatus(free, total)).toBe(status);
  });
});

describe('as what a hut offers a night', () => {
  const capacities = { capacityOpen: 90, capacityClosed: 16 };

  it.each([
    [90, 'unserviced', 'hut'],
    [17, 'unserviced', 'hut'],
    [16, 'serviced', 'winter_room'],
    [1, 'closed', 'winter_room'],
    [0, 'serviced', 'closed'],
  ] as const)('its capacities decide over a night of %s beds, %s', (total, staffing, type) => {
    expect(hutTypeOf({ total, staffing }, capacities)).toBe(type);
  });

  it.each([
    ['serviced', 'hut'],
    ['unserviced', 'winter_room'],
    ['closed', 'closed'],
    ['unknown', 'unknown'],
  ] as const)('the word on the wardens decides where capacities or beds are not told: %s', (staffing, type) => {
    const none = { capacityOpen: null, capacityClosed: null };
    expect(hutTypeOf({ total: 40, staffing }, none)).toBe(type);
    expect(hutTypeOf({ total: 40, staffing }, { capacityOpen: 90, capacityClosed: null })).toBe(type);
    expect(hutTypeOf({ total: 40, staffing }, { capacityOpen: null, capacityClosed: 16 })).toBe(type);
    expect(hutTypeOf({ total: 10, staffing }, { capacityOpen: 16, capacityClosed: 16 })).toBe(type);
    expect(hutTypeOf({ total: null, staffing }, capacities)).toBe(type);
  });

  it('is closed without a single bed, whatever else is told', () => {
    expect(hutTypeOf({ total: 0, staffing: 'unknown' }, { capacityOpen: null, capacityClosed: null })).toBe('closed');
  });
});

describe('beds that somebody can book', () => {
  it.each([
    [5, 'possible', 5],
    [0, 'possible', 0],
    [5, 'unknown', 5],
    [null, 'possible', null],
    [null, 'unknown', null],
    [5, 'not_possible', null],
    [5, 'not_online', null],
  ] as const)('of %s free ones where booking is %s: %s', (free, status, beds) => {
    expect(bookableBeds(free, status)).toBe(beds);
  });
});

describe('the beds that decide how often a hut is looked at', () => {
  it.each([
    [12, 40, 90, 40],
    [12, null, 90, 90],
    [95, null, 90, null],
    [12, null, null, null],
    [null, null, 90, null],
  ])('%s free of %s, where the desk says %s, are %s', (free, total, capacityOpen, expected) => {
    expect(totalOrCapacity(free, total, { capacityOpen })).toBe(expected);
  });
});
