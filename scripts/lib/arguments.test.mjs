import { describe, expect, it } from 'vitest';
import { isHeadless, readTestArguments } from './arguments.mjs';

describe('isHeadless', () => {
  it.each([
    [['--run-once', '--job', 'occupancy.update', '--json']],
    [['--profile', 'folder', '--worker']],
    [['--list']],
    [['--check', '--json']],
    [['--import-config', 'site.json']],
    [['--import-config=site.json']],
    [['--export', 'occupancy', '--out', '-']],
    [['--help']],
    [['-h']],
    [['--version']],
  ])('needs no display for %j', (args) => {
    expect(isHeadless(args)).toBe(true);
  });

  it.each([[[]], [['--demo']], [['--profile', 'list']], [['--profile=--list']], [['--listing']], [['export']]])(
    'opens a window for %j',
    (args) => {
      expect(isHeadless(args)).toBe(false);
    },
  );
});

describe('readTestArguments', () => {
  it('runs both suites unless one is named', () => {
    expect(readTestArguments([])).toEqual({ unit: true, e2e: true, extra: [] });
    expect(readTestArguments(['--unit'])).toEqual({ unit: true, e2e: false, extra: [] });
    expect(readTestArguments(['--e2e', '--', 'now.spec.ts'])).toEqual({
      unit: false,
      e2e: true,
      extra: ['now.spec.ts'],
    });
  });
});
