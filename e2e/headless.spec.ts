import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { configuration, scheduleId, sourceId } from './hosts/configuration.ts';
import { integrityOf, storedHistory, storedRuns, storedStates } from './hosts/database.ts';
import { stillRunning, processTree } from './hosts/processes.ts';
import { parseReport, type RunReport } from './hosts/run-report.ts';
import { root } from './hosts/runtime.ts';
import { type Answer, location, type WaitzLocation } from './hosts/waitz-site.ts';

const samples = join(root, '../shared/sources/samples/waitz');
const recordingFile = join(samples, 'live-ucsd.recorded.json');
const runAll = ['--run-once', '--job', scheduleId, '--json'];

function onlyRun(stdout: string): RunReport {
  const { runs } = parseReport(stdout);
  expect(runs).toHaveLength(1);
  const [run] = runs;
  if (run === undefined) throw new Error('There is no run.');
  return run;
}

test.describe('against the answer that UC San Diego once gave', () => {
  test.skip(!existsSync(recordingFile), `The recording ${recordingFile} is not there.`);

  /** What an exported row must say of a location, by the rules of the exchange format. */
  function expectedRow(entry: WaitzLocation): object {
    const percent = entry.isAvailable ? entry.busyness : null;
    const open = (entry.subLocs || []).filter((part) => part.isOpen && part.isAvailable);
    const best = open.toSorted((left, right) => left.busyness - right.busyness)[0];
    return {
      buildingCode: `B${entry.id}`,
      buildingName: entry.name,
      sourceId,
      waitzId: String(entry.id),
      status: statusOf(entry, percent),
      busynessPercent: percent,
      people: entry.isAvailable ? entry.people : null,
      capacity: entry.capacity,
      isOpen: entry.isOpen,
      isAvailable: entry.isAvailable,
      hourSummary: entry.hourSummary,
      bestSpot: best?.name ?? null,
    };
  }

  function statusOf({ isOpen }: WaitzLocation, percent: number | null): string {
    if (!isOpen) return 'closed';
    if (percent === null) return 'no_data';
    if (percent < 30) return 'not_busy';
    if (percent < 60) return 'moderate';
    return percent < 80 ? 'busy' : 'very_busy';
  }

  test('every field of every building is stored as the source sent it, and looking again changes nothing', async ({
    rounds,
    site,
    profile,
  }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the recording is a file of known shape
    const recording = JSON.parse(readFileSync(recordingFile, 'utf8')) as { data: readonly WaitzLocation[] };
    site.setLocations(recording.data);
    await rounds.configure(site);

    const first = await rounds.run(runAll);
    expect(first.code, first.stderr).toBe(0);
    const count = recording.data.length;
    expect(onlyRun(first.stdout)).toMatchObject({
      kind: 'occupancy.update',
      trigger: 'command-line',
      status: 'succeeded',
      checked: count,
      created: count,
      failed: 0,
      errors: [],
    });

    const exported = await rounds.run(['--export', 'occupancy', '--format', 'json']);
    expect(exported.code).toBe(0);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- compared field by field below
    const rows = JSON.parse(exported.stdout) as Record<string, unknown>[];
    const byCode = (left: object, right: object): number =>
      JSON.stringify(left).localeCompare(JSON.stringify(right), 'en');
    const seen = rows.map(({ firstChecked, lastChecked, ...rest }) => {
      expect(firstChecked).toBe(lastChecked);
      expect(firstChecked).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      return rest;
    });
    expect(seen.toSorted(byCode)).toEqual(recording.data.map(expectedRow).toSorted(byCode));

    const history = storedHistory(profile);
    expect(history).toHaveLength(count);
    const second = await rounds.run(runAll);
    expect(onlyRun(second.stdout)).toMatchObject({ status: 'succeeded', unchanged: count, changed: 0, created: 0 });
    expect(storedHistory(profile)).toEqual(history);

    const [place] = recording.data;
    if (place === undefined) throw new Error('The recording is empty.');
    site.change(place.id, { busyness: place.busyness + 7 });
    const third = await rounds.run([...runAll, '--verbose']);
    expect(onlyRun(third.stdout)).toMatchObject({
      changed: 1,
      unchanged: count - 1,
      changes: [
        { target: `B${place.id}`, field: 'busynessPercent', before: place.busyness, after: place.busyness + 7 },
      ],
    });
    expect(storedHistory(profile)).toHaveLength(count + 1);
    expect(integrityOf(profile)).toBe('ok');
  });
});

test.describe('a look that gives nothing', () => {
  const sample = (name: string): string => readFileSync(join(samples, name), 'utf8');
  const html = (status: number, name: string): Answer => ({
    status,
    type: 'text/html',
    body: existsSync(samples) ? sample(name) : `<html><body><h1>${status}</h1></body></html>`,
  });
  const failures: readonly { what: string; answer: Answer; code: string; cause: RegExp }[] = [
    {
      what: 'a page that is not there',
      answer: html(404, 'error-404.constructed.html'),
      code: 'refused',
      cause: /404/,
    },
    { what: 'too many requests', answer: html(429, 'error-429.constructed.html'), code: 'network', cause: /429/ },
    {
      what: 'a web page in place of figures',
      answer: { type: 'text/html', body: '<!DOCTYPE html><title>Log in</title><p>Please log in' },
      code: 'source_changed',
      cause: /web page|HTML|JSON/i,
    },
    { what: 'an empty list', answer: { body: '{"data": []}' }, code: 'source_changed', cause: /no location/ },
    { what: 'an empty body', answer: { body: '' }, code: 'source_changed', cause: /empty|nothing/i },
    {
      what: 'an answer cut short',
      answer: { body: '{"data": [{"name": "Main Library", "id": 1, "busyness": 4' },
      code: 'source_changed',
      cause: /JSON|cut|end/i,
    },
    {
      what: 'a list without one known building',
      answer: { body: JSON.stringify({ data: [location(900, 'Elsewhere', 5)] }) },
      code: 'source_changed',
      cause: /none|no .*known/i,
    },
  ];
  for (const { what, answer, code, cause } of failures) {
    test(`${what} fails the run by name and leaves what is known as it was`, async ({ rounds, site, profile }) => {
      rounds.prepare(site);
      const [states, history] = [storedStates(profile), storedHistory(profile)];
      expect(states).toHaveLength(3);
      site.answerWith(answer);

      const { code: exitCode, stdout } = await rounds.run(runAll);
      expect(exitCode).toBe(1);
      const run = onlyRun(stdout);
      expect(run).toMatchObject({ status: 'failed', checked: 3, failed: 3, changed: 0, unchanged: 0 });
      const own = run.errors.find(({ target }) => target === sourceId);
      expect(own?.code).toBe(code);
      expect(own?.message).toMatch(cause);
      expect(run.errors.map(({ target }) => target)).toEqual(expect.arrayContaining(['B1', 'B2', 'B3']));
      expect(storedStates(profile)).toEqual(states);
      expect(storedHistory(profile)).toEqual(history);
    });
  }

  test('a building that the list lacks fails alone and is named', async ({ rounds, site, profile }) => {
    rounds.prepare(site);
    const before = storedStates(profile);
    site.setLocations(site.locations.filter(({ id }) => id !== 2));

    const { code, stdout } = await rounds.run(runAll);
    expect(code).toBe(3);
    const run = onlyRun(stdout);
    expect(run).toMatchObject({ status: 'partial', checked: 3, unchanged: 2, failed: 1 });
    expect(run.errors).toMatchObject([{ target: 'B2', code: 'not_found' }]);
    expect(run.errors[0]?.message).toContain('id 2');
    expect(storedStates(profile)[1]).toEqual(before[1]);
  });
});

test.describe('wrong usage', () => {
  test('an unknown flag ends with 2 and says which', async ({ rounds }) => {
    const { code, stderr, stdout } = await rounds.run(['--run-onse']);
    expect(code).toBe(2);
    expect(stderr).toContain("Unknown option '--run-onse'");
    expect(stdout).toBe('');
  });

  test('an unknown building ends with 2 and says which', async ({ rounds, site }) => {
    await rounds.configure(site);
    const { code, stderr } = await rounds.run(['--run-once', '--building', 'B99']);
    expect(code).toBe(2);
    expect(stderr).toContain('B99');
    expect(site.requests).toEqual([]);
  });

  test('a configuration with faults ends with 2, names all of them and changes nothing', async ({
    rounds,
    site,
    home,
    profile,
  }) => {
    await rounds.configure(site);
    const before = await rounds.run(['--export-config', '-']);
    const file = join(home, 'bad.json');
    const good = JSON.stringify(configuration(site));
    const strange = { code: 'B7', name: 'New', sourceId: 'nowhere', waitzId: '1' };
    writeFileSync(file, JSON.stringify({ ...JSON.parse(good), buildings: [strange], colour: 'red' }));

    const { code, stderr } = await rounds.run(['--import-config', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('buildings[0].sourceId');
    expect(stderr).toContain('colour: unknown key');
    const after = await rounds.run(['--export-config', '-']);
    expect(after.stdout).toBe(before.stdout);
    expect(storedRuns(profile)).toEqual([]);
  });
});

test.describe('a database that cannot be used', () => {
  test('a file in place of the profile folder ends with 4', async ({ rounds, profile }) => {
    writeFileSync(profile, 'not a folder');
    const { code, stderr } = await rounds.run(['--list']);
    expect(code, stderr).toBe(4);
    expect(stderr).toContain('profile');
  });

  test('garbage in place of the database ends with 4 and is kept as it is', async ({ rounds, profile }) => {
    mkdirSync(profile, { recursive: true });
    const file = join(profile, 'rounds.db');
    const garbage = 'This is no database. '.repeat(500);
    writeFileSync(file, garbage);
    const { code, stderr } = await rounds.run(['--list']);
    expect(code, stderr).toBe(4);
    expect(stderr).toContain('damaged');
    expect(readFileSync(file, 'utf8')).toBe(garbage);
  });
});

test.describe('a signal', () => {
  for (const [signal, exitCode] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    test(`${signal} cancels what runs and ends with ${exitCode}`, async ({ rounds, site, profile }) => {
      await rounds.configure(site);
      const hold = site.hold();
      const command = rounds.start(runAll);
      await hold.arrived;
      command.kill(signal);
      const { code, stdout } = await command.done;
      expect(code).toBe(exitCode);
      expect(onlyRun(stdout)).toMatchObject({ status: 'canceled' });
      expect(storedRuns(profile)).toMatchObject([{ status: 'canceled', error_code: 'canceled' }]);
      expect(storedStates(profile)).toEqual([]);
    });
  }

  test('reaches a command that was started without a display', async ({ rounds, site, profile }) => {
    test.skip(process.platform !== 'linux', 'Only Linux starts programs without a display.');
    await rounds.configure(site);
    const hold = site.hold();
    const command = rounds.start(runAll, { as: 'bare' });
    await hold.arrived;
    const marks = processTree(command.pid);
    command.kill('SIGTERM');
    expect((await command.done).code).toBe(143);
    expect(storedRuns(profile)).toMatchObject([{ status: 'canceled' }]);
    await expect.poll(() => stillRunning(marks)).toEqual([]);
  });
});

test.describe('the command line', () => {
  test('explains itself and tells its version without touching a profile', async ({ rounds, profile }) => {
    const help = await rounds.run(['--help']);
    expect(help.code).toBe(0);
    for (const words of ['--run-once', '--building CODE', '--export DATASET', 'Exit codes']) {
      expect(help.stdout).toContain(words);
    }
    const version = await rounds.run(['--version'], { as: 'bare' });
    expect(version.code).toBe(0);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(existsSync(profile)).toBe(false);
  });

  test('lists jobs and schedules, and does what is due, started without a display', async ({ rounds, site }) => {
    await rounds.configure(site);
    const list = await rounds.run(['--list', '--json'], { as: 'bare' });
    expect(list.code, list.stderr).toBe(0);
    expect(JSON.parse(list.stdout)).toMatchObject({
      jobs: [{ kind: 'occupancy.update' }],
      schedules: [{ id: scheduleId, job: 'occupancy.update', state: 'active' }],
    });
    const due = await rounds.run(['--run-once', '--json'], { as: 'bare' });
    expect(due.code, due.stderr).toBe(0);
    expect(onlyRun(due.stdout)).toMatchObject({ job: scheduleId, status: 'succeeded', checked: 3 });
    const again = await rounds.run(['--run-once'], { as: 'bare' });
    expect(again).toMatchObject({ code: 0, stdout: 'Nothing is due.\n' });
  });

  test('a dry run tells what would change and stores nothing of it', async ({ rounds, site, profile }) => {
    rounds.prepare(site);
    const [states, history] = [storedStates(profile), storedHistory(profile)];
    site.change(2, { people: 31 });
    const { code, stdout } = await rounds.run([...runAll, '--dry-run']);
    expect(code).toBe(0);
    expect(onlyRun(stdout)).toMatchObject({
      status: 'succeeded',
      changed: 1,
      changes: [{ target: 'B2', field: 'people', before: 24, after: 31 }],
    });
    expect(storedStates(profile)).toEqual(states);
    expect(storedHistory(profile)).toEqual(history);
  });

  test('importing the same file twice changes nothing the second time', async ({ rounds, site, home }) => {
    await rounds.configure(site);
    const { code, stdout } = await rounds.run(['--import-config', join(home, 'rounds.json'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ unchanged: { sources: 1, buildings: 3, schedules: 1 } });
  });

  test('a profile moved to another place goes on where it was', async ({ rounds, site, profile, home }) => {
    rounds.prepare(site);
    const moved = join(home, 'moved');
    cpSync(profile, moved, { recursive: true });
    const { code, stdout } = await rounds.run(['--profile', moved, ...runAll]);
    expect(code).toBe(0);
    expect(onlyRun(stdout)).toMatchObject({ unchanged: 3 });
  });
});
