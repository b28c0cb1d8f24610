import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { helpText } from './command-line-help.ts';
import { parseCommandLine, readWindowCommandLine } from './command-line.ts';
import type { Job } from './engine/jobs/define-job.ts';
import { jobs } from './engine/jobs/registry.ts';

const parse = (...argv: string[]) => parseCommandLine(argv, '/app', jobs);

describe('the command line', () => {
  it('opens the window when nothing is asked for', () => {
    expect(parse()).toEqual({
      command: { mode: 'window', demoReport: null },
      profile: null,
      isDemo: false,
      isVerbose: false,
    });
  });

  it.each([[], ['--demo', '--profile', '/tmp/p'], ['--demo', '--demo-report=/tmp/r'], ['--no-sandbox', '/app', '.']])(
    'is known to ask for the window before the jobs are known: %j',
    (...argv: string[]) => {
      expect(readWindowCommandLine(argv, '/app')).toEqual(parse(...argv));
    },
  );

  it.each([
    ['--list'],
    ['--help'],
    ['--run-once', '--source', 'a'],
    ['--source', 'a'],
    ['--nonsense'],
    ['--demo-report'],
  ])('is left to who knows the jobs where it asks for anything else or is wrong: %j', (...argv: string[]) => {
    expect(readWindowCommandLine(argv, '/app')).toBeNull();
  });

  it('passes over what launchers and Chromium add', () => {
    const { command, profile } = parse(
      '--no-sandbox',
      '--ozone-platform=headless',
      '/app',
      '--profile',
      '/tmp/p',
      '--list',
    );
    expect(command).toEqual({ mode: 'list', isJson: false });
    expect(profile).toBe('/tmp/p');
  });

  it('runs what is due, or what is named', () => {
    expect(parse('--run-once').command).toMatchObject({ mode: 'run-once', jobs: [], isAll: false, params: {} });
    expect(parse('--run-once', '--job', 'a', '--job', 'b').command).toMatchObject({ jobs: ['a', 'b'] });
    expect(parse('--run-once', '--all', '--dry-run', '--json').command).toMatchObject({
      isAll: true,
      isDryRun: true,
      isJson: true,
    });
  });

  it('applies the plan of a run, or takes a run back', () => {
    expect(parse('--run-once').command).toMatchObject({ errand: null });
    expect(parse('--run-once', '--apply-plan', '12', '--confirm', 'remove 3').command).toMatchObject({
      jobs: [],
      errand: { kind: 'apply', runId: '12', confirmText: 'remove 3' },
    });
    expect(parse('--run-once', '--apply-plan', '12', '--json').command).toMatchObject({
      isJson: true,
      errand: { kind: 'apply', runId: '12', confirmText: '' },
    });
    expect(parse('--run-once', '--undo', '7').command).toMatchObject({ errand: { kind: 'undo', runId: '7' } });
  });

  it('takes switches of the jobs, which have no text', () => {
    const [first] = jobs;
    if (first === undefined) throw new Error('There are no jobs.');
    const flag = { parameter: 'isSure', isList: false, kind: 'switch', valueName: '', description: 'be sure' } as const;
    const job: Job = { ...first, parameters: z.strictObject({ isSure: z.boolean() }), flags: { sure: flag } };
    const { command } = parseCommandLine(['--run-once', '--sure'], '/app', [job]);
    expect(command).toMatchObject({ jobs: [job.kind], params: { [job.kind]: { isSure: true } } });
    expect(helpText([job])).toMatch(/ --sure +be sure/);
  });

  it('works without a window, and looks how a profile is', () => {
    expect(parse('--worker', '--verbose')).toMatchObject({ command: { mode: 'worker' }, isVerbose: true });
    expect(parse('--check').command).toEqual({ mode: 'check', isJson: false });
    expect(parse('--check', '--json').command).toEqual({ mode: 'check', isJson: true });
  });

  it('takes the flags of the jobs, which name their job as well', () => {
    expect(parse('--run-once', '--building', '166', '--building', 'B', '--waitz-id', '8').command).toMatchObject({
      jobs: ['occupancy.update'],
      params: { 'occupancy.update': { buildings: ['166', 'B'], waitzId: '8' } },
    });
  });

  it('reads exports with their defaults', () => {
    expect(parse('--export', 'runs').command).toEqual({
      mode: 'export',
      dataset: 'runs',
      format: 'csv',
      from: undefined,
      to: undefined,
      out: '-',
      includePersonal: false,
    });
    expect(parse('--export', 'reservations', '--include-personal').command).toMatchObject({ includePersonal: true });
  });

  it('reads the flags of slot maintenance', () => {
    const flags = ['--days-ahead', '45', '--provider', 'p1', '--provider', 'p2', '--service', 's1', '--force-cleanup'];
    expect(parse('--run-once', ...flags).command).toMatchObject({
      jobs: ['slots.maintain'],
      params: {
        'slots.maintain': { daysAhead: 45, providers: ['p1', 'p2'], services: ['s1'], forceCleanup: true },
      },
    });
  });

  it.each([
    [['--bogus'], /--bogus/],
    [['--run-once', '--list'], /--run-once and --list exclude/],
    [['--worker', '--run-once'], /--run-once and --worker exclude/],
    [['--worker', '--list'], /--worker and --list exclude/],
    [['--worker', '--json'], /--json means nothing with --worker/],
    [['--check', '--job', 'a'], /--job means nothing with --check/],
    [['--json'], /--json means nothing by itself/],
    [['--list', '--building', 'x'], /--building means nothing with --list/],
    [['--run-once', '--job', 'occupancy.update', '--all'], /--all means nothing with --job occupancy.update/],
    [['--run-once', '--undo', '1', '--apply-plan', '2'], /--apply-plan and --undo exclude/],
    [['--run-once', '--undo', '1', '--dry-run'], /--undo and --dry-run exclude/],
    [['--run-once', '--apply-plan', '1', '--building', 'x'], /--apply-plan and --building exclude/],
    [['--run-once', '--undo', 'x'], /--undo must be the number of a run/],
    [['--run-once', '--confirm', 'x'], /--confirm means nothing without --apply-plan/],
    [['--list', '--undo', '1'], /--undo means nothing with --list/],
    [['--list', '--include-personal'], /--include-personal means nothing with --list/],
    [['--import-config'], /import-config/],
    [['stray'], /stray/],
    [['--demo-report', 'x', '--list'], /--demo-report means nothing with --list/],
  ])('refuses %j', (argv, message) => {
    expect(() => parse(...argv)).toThrow(message);
  });

  it('explains every flag, those of the jobs included', () => {
    for (const flag of [
      '--run-once',
      '--apply-plan RUN',
      '--confirm TEXT',
      '--undo RUN',
      '--worker',
      '--check',
      '--export',
      '--profile',
      '--building CODE',
      '--waitz-id SLUG',
    ]) {
      expect(helpText(jobs)).toContain(flag);
    }
  });
});
