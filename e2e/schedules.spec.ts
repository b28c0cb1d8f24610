import { expect, test } from './fixtures.ts';
import { scheduleId, sourceName } from './hosts/configuration.ts';
import { storedHistory, storedRuns, storedStates, storedVerdicts, tamperWith } from './hosts/database.ts';
import { tabTo } from './pages/keyboard.ts';
import { OccupancyPage } from './pages/occupancy-page.ts';
import { RunsPage } from './pages/runs-page.ts';
import { ScheduleEditor } from './pages/schedule-editor.ts';
import { SchedulePage } from './pages/schedule-page.ts';
import { SchedulesPage } from './pages/schedules-page.ts';
import { Shell } from './pages/shell.ts';

/** A schedule that is due every 30 seconds: the shortest interval there is. */
const soonMs = 90_000;

test('a schedule is checked as it is typed, shown before it is saved, and runs without a restart, which it outlives', async ({
  launch,
  rounds,
  site,
  profile,
}) => {
  rounds.prepare(site);
  const first = await launch();
  const { window } = first;
  const shell = new Shell(window);
  const editor = new ScheduleEditor(window);
  const page = new SchedulePage(window);

  await test.step('nonsense is named at its field and cannot be saved', async () => {
    await shell.open('Schedules');
    await new SchedulesPage(window).add.click();
    await expect(shell.heading).toHaveText('New schedule');
    await editor.id.fill('gym');
    await editor.source.selectOption({ label: sourceName });
    await editor.building('Climbing Gym').check();
    await editor.choice('By a cron rule').check();
    await editor.cron.fill('61 * * * *');
    await expect(editor.cron).toHaveAccessibleDescription(/61/);
    await expect(editor.cron).toHaveAttribute('aria-invalid', 'true');
    await expect(editor.preview).toContainText('as soon as nothing is wrong with the form');
    await editor.save.click();
    await expect(editor.problems).toBeFocused();
    await expect(shell.heading).toHaveText('New schedule');
    await editor.problems.getByRole('button', { name: /^Cron rule / }).click();
    await expect(editor.cron).toBeFocused();
  });

  await test.step('hours are painted by keyboard, and the plan stands beside the form', async () => {
    await editor.cron.fill('*/15 * * * *');
    await expect(editor.cron).toHaveAttribute('aria-invalid', 'false');
    await editor.timeZone.fill('zurich');
    await editor.timeZone.press('Enter');
    await expect(editor.timeZone).toHaveValue('Europe/Zurich');
    await editor.choice('Only in these hours of the week').check();
    await editor.week.getByRole('gridcell', { name: 'Monday, 08:00 to 08:30, active' }).focus();
    const paint = ['ArrowLeft', 'ArrowLeft', ...Array<string>(4).fill('Shift+ArrowDown'), 'Shift+ArrowRight', 'Space'];
    for (const key of paint) await window.keyboard.press(key);
    await expect(editor.focusedHalfHour).toHaveAccessibleName('Friday, 07:30 to 08:00, active');
    await expect(editor.week.getByRole('gridcell', { name: 'Monday, 07:00 to 07:30, active' })).toBeVisible();
    await expect(editor.form.getByLabel('Window 1 from')).toHaveValue('07:00');
    await expect(editor.preview).toContainText('Every 15 minutes on the clock, 07:00–18:00 on weekdays, Zurich time.');
    await expect(editor.nextRuns).toHaveCount(10);
    await editor.save.click();
    await expect(shell.notices).toContainText('is saved and takes effect at once');
    await expect(shell.heading).toHaveText(sourceName);
    await expect(page.behaviour).toContainText('gym');
    await expect(page.changes).toContainText(['Made "gym".']);
  });

  await test.step('an edit shows old against new, and leaving it asks first', async () => {
    await page.edit.click();
    await expect(editor.id).toHaveAttribute('readonly');
    await editor.choice('Every so often, whatever the clock shows').check();
    await editor.choice('At any time').check();
    await editor.interval.fill('24');
    await editor.unit.selectOption('hours');
    await expect(editor.nextRuns.filter({ hasText: 'no longer' })).toHaveCount(10);
    await editor.interval.fill('30');
    await editor.unit.selectOption('seconds');
    await expect(editor.differences).toContainText('*/15 * * * *');
    await expect(editor.differences).toContainText('07:00–18:00 on weekdays at any time');
    await expect(editor.differences).toContainText('Every 30 seconds');
    await expect(editor.nextRuns.filter({ hasText: 'new' })).toHaveCount(10);
    await editor.cancel.click();
    await shell.dialog('Leave without saving?').getByRole('button', { name: 'Stay on the page' }).click();
    await window.keyboard.press('Control+s');
    await expect(page.changes).toContainText(['Edited "gym".', 'Made "gym".']);
  });

  await test.step('its run appears by itself', async () => {
    await expect(page.slots).toContainText(/\d ran/, { timeout: soonMs });
    await expect.poll(() => storedRuns(profile).at(-1)).toMatchObject({ trigger: 'schedule', status: 'succeeded' });
    await page.pause.click();
    const dialog = shell.dialog(/^Pause/);
    await dialog.getByLabel('Reason').fill('Exam week');
    await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(page.notice).toContainText('Exam week');
  });

  await test.step('rule, pause, history and ledger are as before after a restart', async () => {
    const runs = storedRuns(profile);
    const verdicts = storedVerdicts(profile, 'gym');
    expect(verdicts.map(({ verdict }) => verdict)).toContain('ran');
    await first.quit();
    const again = await launch();
    const list = new SchedulesPage(again.window);
    await new Shell(again.window).open('Schedules');
    await expect(list.row('gym')).toContainText('Every 30 seconds');
    await expect(list.row('gym')).toContainText('Exam week');
    await list.link('gym').click();
    const pageAgain = new SchedulePage(again.window);
    await expect(pageAgain.slots).toContainText(/\d ran/);
    await expect(pageAgain.changes).toHaveCount(3);
    expect(storedRuns(profile)).toEqual(runs);
    expect(storedVerdicts(profile, 'gym').slice(0, verdicts.length)).toMatchObject(verdicts);
    await pageAgain.resume.click();
    await expect(pageAgain.notice).toBeHidden();
  });
});

test(
  'by keyboard alone a schedule is made, paused, resumed and run, and tells why a slot did not run',
  { tag: '@long' },
  async ({ launch, rounds, site }) => {
    rounds.prepare(site);
    const { window } = await launch();
    const shell = new Shell(window);
    const editor = new ScheduleEditor(window);
    const page = new SchedulePage(window);
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await window.keyboard.press(key);
    };
    await expect(shell.heading).toHaveText('Now');

    await test.step('make', async () => {
      await press('g', 'c');
      await expect(shell.heading).toHaveText('Schedules');
      // A page listens to keys a moment after it is drawn.
      await expect(async () => {
        await press('n');
        await expect(shell.heading).toHaveText('New schedule', { timeout: 10_000 });
      }).toPass();
      await tabTo(window, editor.source);
      await window.keyboard.type(sourceName);
      await expect(editor.source).toHaveValue('campus');
      await tabTo(window, editor.id);
      await press('Control+a');
      await window.keyboard.type('often');
      await tabTo(window, editor.interval);
      await press('Control+a');
      await window.keyboard.type('30');
      await tabTo(window, editor.unit);
      await window.keyboard.type('seconds');
      await expect(editor.preview).toContainText('Every 30 seconds.');
      await press('Control+s');
      await expect(shell.heading).toHaveText(sourceName);
      await expect(page.slots).toContainText(/\d ran/, { timeout: soonMs });
    });

    await test.step('pause with a reason until a slot is left out, and resume', async () => {
      await tabTo(window, page.pause);
      await press('Enter');
      await tabTo(window, shell.dialog(/^Pause/).getByLabel('Reason'));
      await window.keyboard.type('The gym is painted');
      await press('Enter');
      await expect(page.notice).toContainText('The gym is painted');
      await expect(page.slots).toContainText(/\d paused/, { timeout: soonMs });
      await tabTo(window, page.resume);
      await press('Enter');
      await expect(page.notice).toBeHidden();
    });

    await test.step('run now with a reason', async () => {
      await tabTo(window, page.runNow);
      await press('Enter');
      const reason = shell.dialog(/^Run /).getByLabel('Reason');
      await tabTo(window, reason);
      await press('Control+a');
      await window.keyboard.type('To see the new paint');
      await press('Enter');
      await expect(shell.notices).toContainText(`${sourceName} is started.`);
    });

    await test.step('see why', async () => {
      const stories = await page.walk();
      expect(stories.join('\n')).toContain('Paused: The gym is painted');
      await press('t');
      await expect(page.slotTable.getByRole('row').filter({ hasText: 'The gym is painted' })).toContainText('Paused');
    });
  },
);

test(
  'what is done by hand to one schedule leaves its timetable and its figures as they are',
  { tag: '@long' },
  async ({ launch, rounds, site, profile }) => {
    rounds.prepare(site);
    const { window } = await launch();
    const shell = new Shell(window);
    const list = new SchedulesPage(window);
    await shell.open('Schedules');
    const nextAt = await list.nextAt(scheduleId);
    expect(nextAt).toMatch(/^\d{4}-/);

    await test.step('a run with a reason', async () => {
      await list.button(scheduleId, 'Run').click();
      const dialog = shell.dialog(/^Run .* now$/);
      await dialog.getByLabel('Reason').fill('');
      await dialog.getByRole('button', { name: 'Run now' }).click();
      await expect(dialog).toContainText('Say why this run is made.');
      await dialog.getByLabel('Reason').fill('The doors were changed');
      await dialog.getByRole('button', { name: 'Run now' }).click();
      await shell.notices.getByRole('button', { name: 'Open run' }).click();
      await expect(new RunsPage(window).result).toHaveText('Succeeded');
      await expect(window.getByText('The doors were changed').first()).toBeVisible();
      await shell.open('Schedules');
      expect(await list.nextAt(scheduleId)).toBe(nextAt);
    });

    await test.step('a dry run stores nothing', async () => {
      const before = [storedStates(profile), storedHistory(profile)];
      site.change(1, { busyness: 93, people: 186 });
      await list.choose(scheduleId, 'Dry run…');
      await shell
        .dialog(/^Dry run/)
        .getByRole('button', { name: 'Start dry run' })
        .click();
      await shell.notices.getByRole('button', { name: 'Open run' }).last().click();
      await expect(new RunsPage(window).result).toHaveText('Succeeded');
      await expect(new RunsPage(window).changes).toContainText('93');
      expect([storedStates(profile), storedHistory(profile)]).toEqual(before);
      await shell.open('Occupancy');
      await expect(new OccupancyPage(window).row('Main Library')).toContainText(/41\s*%/);
      await shell.open('Schedules');
      expect(await list.nextAt(scheduleId)).toBe(nextAt);
    });

    await test.step('a copy, deleted and brought back', async () => {
      await list.choose(scheduleId, 'Duplicate');
      const editor = new ScheduleEditor(window);
      await expect(editor.id).toHaveValue(`${scheduleId}-copy`);
      await editor.save.click();
      await shell.open('Schedules');
      await expect(list.rows).toHaveCount(2);
      await list.choose(`${scheduleId}-copy`, 'Delete');
      await expect(list.rows).toHaveCount(1);
      await shell.notices.getByRole('button', { name: 'Undo' }).click();
      await expect(shell.notices).toContainText('is back');
      await expect(list.row(`${scheduleId}-copy`)).toContainText('Every 24 hours');
      await list.choose(`${scheduleId}-copy`, 'Delete');
      await expect(list.rows).toHaveCount(1);
    });

    await test.step('what was done stands on its page', async () => {
      await list.link(scheduleId).click();
      const page = new SchedulePage(window);
      await expect(page.changes).toHaveCount(0);
      await expect(page.nextRuns).toHaveCount(10);
    });
  },
);

test('a stored schedule whose time zone is gone is named with the field while the others run', async ({
  launch,
  rounds,
  site,
  profile,
}) => {
  const lost = 'lost-zone';
  await rounds.configure(site, { every: 'PT30S', moreSchedules: [lost] });
  tamperWith(profile, `UPDATE schedule SET time_zone = 'Mars/Olympus' WHERE id = '${lost}'`);
  const { window } = await launch();
  const shell = new Shell(window);
  const list = new SchedulesPage(window);
  await shell.open('Schedules');
  await expect(list.row(lost)).toContainText('Cannot run');
  await expect(list.row(lost)).toContainText(/timeZone/);
  await expect(list.button(lost, 'Run')).toBeDisabled();
  await expect(list.row(scheduleId)).toContainText('Succeeded', { timeout: soonMs });
  expect(storedRuns(profile)[0]).toMatchObject({ trigger: 'schedule', status: 'succeeded' });

  await list.link(lost).click();
  await expect(new SchedulePage(window).notice).toContainText('timeZone');
  await new SchedulePage(window).edit.click();
  const editor = new ScheduleEditor(window);
  await expect(editor.form).toContainText('cannot be read');
  await editor.source.selectOption({ label: sourceName });
  await editor.save.click();
  await shell.open('Schedules');
  await expect(list.row(lost)).not.toContainText('Cannot run');
});
