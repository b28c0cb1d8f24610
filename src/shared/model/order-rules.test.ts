import { describe, expect, it } from 'vitest';
import { compareNumbers, describeItems, isOverdue, summarizeItems, sundayOf } from './order-rules.ts';

const order = { dueDate: '2026-11-20', nextVisitDate: null, visitsDone: 0, visitsPlanned: 1 };

describe('an order is overdue', () => {
  it.each([
    ['from the day after its due date, not on it', order, '2026-11-20', false],
    ['from the day after its due date', order, '2026-11-21', true],
    [
      'where its visit is planned for after it, even before',
      { ...order, nextVisitDate: '2026-11-21' },
      '2026-11-01',
      true,
    ],
    ['not where its visit is on that very day', { ...order, nextVisitDate: '2026-11-20' }, '2026-11-01', false],
    ['not once its visits are done', { ...order, visitsDone: 1 }, '2026-12-24', false],
    ['where some of its visits are left', { ...order, visitsDone: 1, visitsPlanned: 2 }, '2026-12-24', true],
    [
      'where nobody says whether they are done',
      { ...order, visitsDone: null, visitsPlanned: null },
      '2026-12-24',
      true,
    ],
    ['where none was planned', { ...order, visitsPlanned: 0 }, '2026-12-24', true],
    ['never without a due date', { ...order, dueDate: null, nextVisitDate: '2027-01-01' }, '2026-12-24', false],
  ])('%s', (_when, given, today, expected) => {
    expect(isOverdue(given, today)).toBe(expected);
  });
});

it('finds the Sunday that ends a week', () => {
  expect(sundayOf('2026-11-22')).toBe('2026-11-22');
  expect(sundayOf('2026-11-23')).toBe('2026-11-29');
  expect(sundayOf('2026-11-28')).toBe('2026-11-29');
});

it('puts numbers in order as numbers', () => {
  expect(['W-10', 'W-9', 'W-110'].toSorted(compareNumbers)).toEqual(['W-9', 'W-10', 'W-110']);
});

it('tells items in one line by how many of each, a quantity of zero too', () => {
  const items = [
    {
      type: 'Meter Calibration',
      lines: [
        { quantity: 6, description: 'All Dispensers', code: '2861' },
        { quantity: 12, description: 'Filters', code: '3006' },
      ],
    },
    { type: 'Combo', lines: [{ quantity: 0, description: 'Services', code: null }] },
    { type: 'Clean-Up', lines: [] },
  ];
  expect(summarizeItems(items)).toBe('6 Meter Calibration, 0 Combo, Clean-Up');
  expect(describeItems(items.slice(0, 2))).toBe(
    'Meter Calibration: 6 x All Dispensers (2861), 12 x Filters (3006); Combo: 0 x Services',
  );
});
