import { expect, test } from './fixtures.ts';
import { scheduleId, sourceName } from './hosts/configuration.ts';
import { storedRuns } from './hosts/database.ts';
import { RunsPage } from './pages/runs-page.ts';
import { SchedulesPage } from './pages/schedules-page.ts';
import { Shell } from './pages/shell.ts';

test('runs are found by status and words, opened, stopped and done again, and who did so is told', async ({
  launch,
  rounds,
  site,
  profile,
}) => {
  await rounds.configure(site, { schedule: { retry: { attempts: 2, backoffSeconds: 0 } } });
  const { window } = await launch();
  const shell = new Shell(window);
  const runs = new RunsPage(window);
  const list = new SchedulesPage(window);
  const runNow = async (reason: string): Promise<void> => {
    await shell.open('Schedules');
    await list.button(scheduleId, 'Run').click();
    const dialog = shell.dialog(/^Run /);
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'Run now' }).click();
    await expect(dialog).toBeHidden();
    await shell.open('Runs');
  };
  await shell.open('Runs');
  await expect(runs.row(0)).toContainText('Succeeded');
  await expect(runs.row(0)).toContainText('Schedule');

  await test.step('a run that fails tells its attempts, its error and its log', async () => {
    site.answerWith({ status: 503, body: '' });
    await runNow('The doors were changed');
    await expect(runs.row(0)).toContainText('Failed');
    await expect(runs.row(0)).toContainText('503');
    await runs.open(0);
    await expect(runs.result).toHaveText('Failed');
    await expect(runs.attempts).toHaveCount(2);
    await expect(runs.attempts.last()).toContainText('503');
    await expect(runs.log).toContainText('503');
    await expect(window.getByText('The doors were changed')).toBeVisible();
  });

  await test.step('its work is done again for a reason, and what changed stands there', async () => {
    site.answerWith(null);
    site.change(1, { busyness: 66, people: 132 });
    const failed = shell.address();
    await runs.runAgain.click();
    const dialog = shell.dialog('Run again');
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await expect(dialog).toContainText('Say why this run is made.');
    await dialog.getByLabel('Reason').fill('The source is well again');
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await expect.poll(() => shell.address()).not.toBe(failed);
    await expect(runs.result).toHaveText('Succeeded');
    await expect(runs.changes).toContainText('66');
  });

  await test.step('a run is followed live and stopped from its page', async () => {
    const { release } = await site.hold(() => runNow('To be stopped'));
    await expect(runs.row(0)).toContainText('To be stopped');
    await runs.open(0);
    await expect(runs.result).toHaveText('Running');
    await expect(window.getByRole('progressbar').first()).toBeVisible();
    await window.getByRole('main').getByRole('button', { name: 'Cancel' }).click();
    await expect(runs.result).toHaveText('Canceled');
    await expect(runs.runAgain).toBeVisible();
    release();
    expect(storedRuns(profile).map(({ status }) => status)).toEqual(['succeeded', 'failed', 'succeeded', 'canceled']);
  });

  await test.step('filters stand in the address, through a reload and the way back', async () => {
    await shell.open('Runs');
    await expect(runs.rows).toHaveCount(4);
    await runs.toggleStatus('Failed');
    await expect(runs.rows).toHaveCount(1);
    expect(shell.address()).toBe('/runs?status=failed');
    await runs.toggleStatus('Canceled');
    await expect(runs.rows).toHaveCount(2);
    await runs.search.fill('doors were');
    await expect(runs.rows).toHaveCount(1);
    const address = shell.address();
    expect(address).toContain('q=doors');
    await window.reload();
    await expect(runs.search).toHaveValue('doors were');
    await expect(runs.rows).toHaveCount(1);
    await runs.open(0);
    await expect(runs.result).toHaveText('Failed');
    await window.goBack();
    await expect(runs.rows).toHaveCount(1);
    expect(shell.address()).toBe(address);
    await runs.search.fill('nothing like it');
    await expect(window.getByRole('heading', { name: 'No run matches these filters.' })).toBeVisible();
    await runs.clearAll.click();
    await expect(runs.rows).toHaveCount(4);
    expect(shell.address()).toBe('/runs');
  });

  await test.step('what was done by hand is listed, newest first', async () => {
    await runs.openTab('By hand');
    await expect(runs.byHand.filter({ hasText: /Stopped Update/ })).toContainText(sourceName);
    await expect(runs.byHand.filter({ hasText: 'To be stopped' })).toContainText('Window');
    await expect(runs.byHand.filter({ hasText: 'The source is well again' })).toHaveCount(1);
    await runs.byHand.filter({ hasText: 'The doors were changed' }).getByRole('link').click();
    await expect(runs.result).toHaveText('Failed');
  });
});
