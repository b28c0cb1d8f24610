import { expect, test } from './fixtures.ts';
import { scheduleId, sourceName } from './hosts/configuration.ts';
import { leaseHolder, storedRuns } from './hosts/database.ts';
import { parseReport } from './hosts/run-report.ts';
import { isVisible, windowCount } from './pages/app-window.ts';
import { openOccupancy } from './pages/occupancy-page.ts';
import { RunsPage } from './pages/runs-page.ts';
import { Shell } from './pages/shell.ts';

/** The timetable passes to another process within seconds; a slow machine needs longer to start one. */
const handOverMs = 60_000;

test('a second start on the same profile ends at once and brings the first window back', async ({
  launch,
  rounds,
  bus,
}) => {
  const { app } = await launch();
  await expect.poll(() => isVisible(app)).toBe(true);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect(await isVisible(app)).toBe(false);

  const env = bus === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: bus };
  const { code, stderr } = await rounds.run([], { as: 'window', env });
  expect(code, stderr).toBe(0);
  await expect.poll(() => isVisible(app)).toBe(true);
  expect(await windowCount(app)).toBe(1);
});

test('windows on two profiles run beside each other', async ({ launch, rounds, site }, testInfo) => {
  await rounds.configure(site);
  const first = await launch();
  const second = await launch({ profile: testInfo.outputPath('another') });
  await expect(new Shell(first.window).heading).toHaveText('Now');
  await expect(new Shell(second.window).heading).toHaveText('Welcome to Rounds');
  await first.quit();
  await expect(new Shell(second.window).heading).toBeVisible();
});

test('a run from the command line shows live in the window that is open', async ({ launch, rounds, site, profile }) => {
  rounds.prepare(site);
  const { window } = await launch();
  const { shell, list } = await openOccupancy(window);
  await expect(list.row('Climbing Gym')).toContainText(/12\s*%/);

  site.change(2, { busyness: 77, people: 154 });
  const { started: command, release } = await site.hold(() =>
    rounds.start(['--run-once', '--job', scheduleId, '--json']),
  );
  await expect(shell.backgroundWork).toContainText(sourceName);
  await expect(shell.schedule(sourceName)).toContainText('running');
  release();
  const { code, stdout } = await command.done;
  expect(code).toBe(0);
  expect(parseReport(stdout).runs).toMatchObject([{ status: 'succeeded', changed: 1 }]);
  await expect(list.row('Climbing Gym')).toContainText(/77\s*%/);
  await expect(shell.backgroundWork).toContainText('Nothing is running');

  await list.updateNow.click();
  await expect(shell.notices).toContainText('3 checked: 3 unchanged');
  expect(storedRuns(profile).map(({ trigger, status }) => `${trigger} ${status}`)).toEqual([
    'command-line succeeded',
    'command-line succeeded',
    'manual succeeded',
  ]);
});

test(
  'window and worker tell who of them keeps the timetable, and the runs of either show live',
  { tag: '@long' },
  async ({ launch, rounds, site, profile }) => {
    await rounds.configure(site, { every: 'PT30S' });
    const first = await launch();
    const shell = new Shell(first.window);
    await expect(shell.statusLine).toContainText('This window schedules');
    const worker = rounds.start(['--worker'], { as: 'bare' });
    const told = (): string => worker.written().stdout;
    await expect.poll(told, { timeout: handOverMs }).toContain('Another process schedules (window');
    await expect(shell.statusLine).toContainText('This window schedules');
    expect(leaseHolder(profile)).toBe(first.pid);

    await first.quit();
    await expect.poll(() => leaseHolder(profile), { timeout: handOverMs }).toBe(worker.pid);
    const { window } = await launch();
    const shellAgain = new Shell(window);
    await expect(shellAgain.statusLine).toContainText('A worker process schedules');
    await shellAgain.open('Runs');
    const { release } = await site.hold(() => undefined);
    const running = new RunsPage(window).row(0);
    await expect(running).toContainText('Running');
    await expect(shellAgain.backgroundWork).toContainText(sourceName);
    release();
    await expect(running).toContainText('Succeeded');

    worker.kill('SIGTERM');
    await worker.done;
    await expect(shellAgain.statusLine).toContainText('This window schedules', { timeout: handOverMs });
  },
);

test('the window and the command line never do the same work at once', async ({ launch, rounds, site, profile }) => {
  rounds.prepare(site);
  const { window } = await launch();
  const { shell, list } = await openOccupancy(window);
  const { release } = await site.hold(() => list.updateNow.click());
  const { code, stdout } = await rounds.run(['--run-once', '--job', scheduleId, '--json']);
  expect(code).toBe(1);
  expect(parseReport(stdout).runs).toMatchObject([{ status: 'failed', errors: [{ code: 'conflict' }] }]);
  release();
  await expect(shell.notices).toContainText('3 checked');
  expect(storedRuns(profile)).toHaveLength(2);
});

test('a configuration that is imported beside the window appears in it', async ({ launch, rounds, site }) => {
  const { window } = await launch();
  await expect(new Shell(window).heading).toHaveText('Welcome to Rounds');
  await rounds.configure(site);
  await expect(new Shell(window).schedule(sourceName)).toBeVisible();
  const { list } = await openOccupancy(window);
  await expect(list.rows).toHaveCount(3);
});
