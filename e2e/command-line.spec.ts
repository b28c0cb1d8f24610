import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { configuration, scheduleId } from './hosts/configuration.ts';
import { storedHistory, storedRuns, storedStates } from './hosts/database.ts';
import { processTree, stillRunning } from './hosts/processes.ts';
import { onlyRun } from './hosts/run-report.ts';

const runAll = ['--run-once', '--job', scheduleId, '--json'];

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
      const { started: command } = await site.hold(() => rounds.start(runAll));
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
    const { started: command } = await site.hold(() => rounds.start(runAll, { as: 'bare' }));
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
      jobs: ['occupancy.update', 'huts.update', 'reservations.expire', 'slots.maintain', 'work-orders.sync'].map(
        (kind) => ({ kind }),
      ),
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
