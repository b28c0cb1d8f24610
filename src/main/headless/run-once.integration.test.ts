import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import type { RunOnceCommand } from '../command-line.ts';
import { saveSchedule } from '../engine/scheduling/timetable.ts';
import { createTestEngine, playSchool, siteLocation, type TestEngine } from '../engine/testing/test-engine.ts';
import { runOnce } from './run-once.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 22, 8);
const due: RunOnceCommand = {
  mode: 'run-once',
  jobs: [],
  isAll: false,
  isDryRun: false,
  isJson: true,
  isVerbose: false,
  errand: null,
  params: {},
};

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
  playSchool(test.site, [siteLocation(8, 'North Library', 41)]);
  test.engine.store.sources.save(test.source(), start);
  test.engine.store.buildings.save({ code: '166', name: 'North Library', sourceId: 'harbour', waitzId: '8' }, start);
});
afterEach(() => test.close());

function plan(change: object): void {
  const schedule = {
    id: 'harbour',
    job: 'occupancy.update',
    params: { sourceId: 'harbour' },
    every: 'PT10M',
    ...change,
  };
  const retry = { attempts: 1, backoffSeconds: 0 };
  saveSchedule(test.engine.store, Schedule.parse({ ...schedule, retry }), test.clock.now());
}

/** Statuses of the runs that a command reports. */
async function runDue(engine = test.engine, change: Partial<RunOnceCommand> = {}): Promise<string[]> {
  const written: string[] = [];
  const output = {
    out: (text: string) => void written.push(text),
    err: () => undefined,
    drained: async () => undefined,
  };
  await runOnce(engine, { ...due, ...change }, { clock: test.clock, output, stopped: new AbortController().signal });
  const report: unknown = JSON.parse(written.join(''));
  // The document that the command has just written.
  return (report as { runs: { status: string }[] }).runs.map(({ status }) => status);
}

describe('a command that runs what is due', () => {
  it('pauses a schedule that fails and fails, though nobody schedules', async () => {
    plan({ pauseAfterFailures: 2 });
    test.site.on('/live/harbour', { status: 404, body: '' });
    expect(await runDue()).toEqual(['failed']);
    expect(test.engine.store.schedules.get('harbour').pause).toBeNull();
    test.clock.setWall(start + 10 * minute);
    expect(await runDue()).toEqual(['failed']);
    expect(test.engine.store.schedules.get('harbour').pause).toMatchObject({ by: 'failures', until: null });
    test.clock.setWall(start + 20 * minute);
    expect(await runDue()).toEqual([]);
  });

  it('pauses it where it was named, too', async () => {
    plan({ pauseAfterFailures: 1 });
    test.site.on('/live/harbour', { status: 404, body: '' });
    expect(await runDue(test.engine, { jobs: ['harbour'] })).toEqual(['failed']);
    expect(test.engine.store.schedules.get('harbour').pause).toMatchObject({ by: 'failures', until: null });
  });

  it('does what waited for another run that has ended', async () => {
    plan({ overlap: 'queue' });
    const other = await test.beside();
    const [first] = other.engine.scheduler.runDue('command-line');
    test.clock.setWall(start + 10 * minute);
    // The work is going on elsewhere, so this one waits; nobody is left to do it but the next command.
    expect(await runDue()).toEqual([]);
    await first?.done;
    expect(await runDue()).toEqual(['succeeded']);
    expect(test.engine.store.runs.open()).toEqual([]);
  });
});
