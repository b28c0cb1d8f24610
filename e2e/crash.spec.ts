import { expect, test } from './fixtures.ts';
import { scheduleId } from './hosts/configuration.ts';
import { integrityOf, storedRuns, storedStates } from './hosts/database.ts';
import { OccupancyPage } from './pages/occupancy-page.ts';
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
  await new Shell(first.window).open('Occupancy');
  const hold = site.hold();
  await new OccupancyPage(first.window).updateNow.click();
  await hold.arrived;
  await first.crash();
  hold.release();
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
  const hold = site.hold();
  const command = rounds.start(['--run-once', '--job', scheduleId]);
  await hold.arrived;
  command.kill('SIGKILL');
  expect((await command.done).signal).toBe('SIGKILL');
  hold.release();
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
  const hold = site.hold();
  const command = rounds.start(['--run-once', '--job', scheduleId]);
  await hold.arrived;
  const runs = new RunsPage(window);
  await expect(runs.row(0)).toContainText('Running');
  command.kill('SIGKILL');
  await command.done;
  hold.release();
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
  const hold = site.hold();
  await new Shell(window).open('Occupancy');
  await new OccupancyPage(window).updateNow.click();
  await hold.arrived;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  hold.release();
  await expect.poll(() => storedRuns(profile).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  const heading = (): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoading()) return 'not yet';
      return contents.executeJavaScript(`document.querySelector('h1')?.textContent`) as Promise<unknown>;
    });
  await expect.poll(heading).toBe('Occupancy');
});

test('a signal to the window cancels what runs, records it and ends with the signal’s code', async ({
  launch,
  rounds,
  site,
  profile,
}) => {
  rounds.prepare(site);
  const { app, window, pid, exitCode } = await launch();
  await new Shell(window).open('Occupancy');
  const hold = site.hold();
  await new OccupancyPage(window).updateNow.click();
  await hold.arrived;
  const closed = app.waitForEvent('close');
  process.kill(pid, 'SIGTERM');
  await closed;
  await expect.poll(exitCode).toBe(143);
  expect(storedRuns(profile).map(({ status }) => status)).toEqual(['succeeded', 'canceled']);
  expect(integrityOf(profile)).toBe('ok');
});
