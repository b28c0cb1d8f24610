import { expect, test } from './fixtures.ts';
import { scheduleId } from './hosts/configuration.ts';
import { integrityOf, storedRuns, storedStates } from './hosts/database.ts';
import { loggedErrors } from './hosts/log.ts';
import { crashPage, pageAfterCrash } from './pages/app-window.ts';
import { openOccupancy, OccupancyPage } from './pages/occupancy-page.ts';
import { RunsPage } from './pages/runs-page.ts';
import { Shell } from './pages/shell.ts';

test('after a kill in the middle of a run the next start shows it as interrupted, and work goes on', async ({
  launch,
  rounds,
  site,
  profile,
}) => {
  rounds.prepare(site);
  const before = storedStates(profile);
  const first = await launch();
  const { list: firstList } = await openOccupancy(first.window);
  const { release } = await site.hold(() => firstList.updateNow.click());
  await first.crash();
  release();
  expect(integrityOf(profile)).toBe('ok');
  expect(storedRuns(profile).at(-1)).toMatchObject({ status: 'running' });

  const { window } = await launch();
  const shell = new Shell(window);
  const runs = new RunsPage(window);
  await shell.open('Runs');
  await expect(runs.row(0)).toContainText('Interrupted');
  await expect(runs.row(1)).toContainText('Succeeded');
  expect(storedRuns(profile).map(({ status }) => status)).toEqual(['succeeded', 'interrupted']);
  expect(storedStates(profile)).toEqual(before);
  await runs.open(0);
  await expect(runs.result).toHaveText('Interrupted');

  site.change(1, { busyness: 55 });
  await shell.open('Occupancy');
  const list = new OccupancyPage(window);
  await list.updateNow.click();
  await expect(shell.notices).toContainText('3 checked: 1 changed, 2 unchanged');
  await expect(list.row('Main Library')).toContainText(/55\s*%/);
  expect(integrityOf(profile)).toBe('ok');
});

test('after a kill of a command in the middle of its run the next command goes on', async ({
  rounds,
  site,
  profile,
}) => {
  await rounds.configure(site);
  const { started: command, release } = await site.hold(() => rounds.start(['--run-once', '--job', scheduleId]));
  command.kill('SIGKILL');
  expect((await command.done).signal).toBe('SIGKILL');
  release();
  expect(integrityOf(profile)).toBe('ok');
  expect(storedRuns(profile)).toMatchObject([{ status: 'running', error_code: null }]);

  await rounds.look();
  const [killed, next] = storedRuns(profile);
  expect(killed).toMatchObject({ status: 'interrupted' });
  expect(killed?.error_message).toBeTruthy();
  expect(next).toMatchObject({ status: 'succeeded', error_message: null });
  expect(storedStates(profile)).toHaveLength(3);
  expect(integrityOf(profile)).toBe('ok');
});

test('a window notices that a command beside it was killed', async ({ launch, rounds, site, profile }) => {
  rounds.prepare(site);
  const { window } = await launch();
  const shell = new Shell(window);
  await shell.open('Runs');
  const { started: command, release } = await site.hold(() => rounds.start(['--run-once', '--job', scheduleId]));
  const runs = new RunsPage(window);
  await expect(runs.row(0)).toContainText('Running');
  command.kill('SIGKILL');
  await command.done;
  release();
  await expect(runs.row(0)).toContainText('Interrupted');
  await shell.open('Occupancy');
  await new OccupancyPage(window).updateNow.click();
  await expect(shell.notices).toContainText('3 checked: 3 unchanged');
  expect(integrityOf(profile)).toBe('ok');
});

test('a page that crashes is loaded again while the work goes on', async ({ launch, rounds, site, profile }) => {
  rounds.prepare(site);
  const { app, window } = await launch();
  await expect(new Shell(window).heading).toHaveText('Now');
  const { list } = await openOccupancy(window);
  const { release } = await site.hold(() => list.updateNow.click());
  await crashPage(app);
  release();
  await expect.poll(() => storedRuns(profile).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  await expect.poll(() => pageAfterCrash(app)).toBe('Occupancy, system');
});

test('a signal to the window cancels what runs, records it and ends with the signal’s code', async ({
  launch,
  rounds,
  site,
  profile,
}) => {
  rounds.prepare(site);
  const { app, window, pid, exitCode } = await launch();
  const { list } = await openOccupancy(window);
  await site.hold(() => list.updateNow.click());
  const closed = app.waitForEvent('close');
  process.kill(pid, 'SIGTERM');
  await closed;
  await expect.poll(exitCode).toBe(143);
  expect(storedRuns(profile).map(({ status }) => status)).toEqual(['succeeded', 'canceled']);
  expect(integrityOf(profile)).toBe('ok');
});

test('a bug of the main process is logged and ends it in order, with what runs recorded', async ({
  launch,
  rounds,
  site,
  profile,
}) => {
  rounds.prepare(site);
  const { app, window, exitCode } = await launch();
  const { list } = await openOccupancy(window);
  await site.hold(() => list.updateNow.click());
  const closed = app.waitForEvent('close');
  await app.evaluate(() => {
    setImmediate(() => {
      throw new Error('Nobody caught this');
    });
  });
  await closed;
  await expect.poll(exitCode).toBe(1);
  expect(loggedErrors(profile)).toEqual(['Rounds met a bug of its own and ends: Nobody caught this']);
  expect(storedRuns(profile).map(({ status }) => status)).toEqual(['succeeded', 'canceled']);
  expect(integrityOf(profile)).toBe('ok');
});
