import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { sourceId } from './hosts/configuration.ts';
import { axeFindings } from './pages/axe.ts';
import { BuildingPage } from './pages/building-page.ts';
import { NowPage } from './pages/now-page.ts';
import { OccupancyPage } from './pages/occupancy-page.ts';
import { RunsPage } from './pages/runs-page.ts';
import { ScheduleEditor } from './pages/schedule-editor.ts';
import { SchedulePage } from './pages/schedule-page.ts';
import { SchedulesPage } from './pages/schedules-page.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { Shell } from './pages/shell.ts';

/**
 * Fails with every finding of axe on what the window shows, in both appearances: all rules in the light one, and in the
 * dark one those that look at colours, for nothing else differs.
 */
async function expectAccessible(page: Page, what: string): Promise<void> {
  await expect(page.getByText(/^Reading .*…$/)).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const findings = await axeFindings(page, colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : 'all');
    expect.soft(findings, `${what}, ${colorScheme}`).toEqual([]);
  }
}

test.describe('axe finds nothing, light or dark,', () => {
  // Each looks at a dozen pages twice.
  test.slow();

  test('on any page and in any dialog with sample data', async ({ launch, sampleFlags }) => {
    const { window } = await launch({ flags: sampleFlags });
    const shell = new Shell(window);
    const list = new OccupancyPage(window);
    const building = new BuildingPage(window);
    await expect(shell.heading).toHaveText('Now');
    await expect(new NowPage(window).needs).toBeVisible();
    await expect(new NowPage(window).comingUp).toBeVisible();
    await expectAccessible(window, 'Now');

    await shell.open('Occupancy');
    await expect(list.rows).toHaveCount(12);
    await expectAccessible(window, 'Occupancy');
    await list
      .row('Harbour Library')
      .getByRole('button', { name: /^Actions for/ })
      .click();
    await expect(window.getByRole('menu')).toBeVisible();
    await expectAccessible(window, 'the menu of a building');
    await window.keyboard.press('Escape');
    await list.addBuilding.click();
    await expect(shell.dialog('Add building').getByRole('radio').first()).toBeVisible();
    await expectAccessible(window, 'Add building');
    await window.keyboard.press('Escape');

    await list.link('Harbour Library').click();
    await expect(building.chart).toBeVisible();
    await expectAccessible(window, 'a building');
    await building.showTable.click();
    await expect(building.historyTable).toBeVisible();
    await expectAccessible(window, 'a building’s history as a table');
    await building.edit.click();
    await expect(shell.dialog(/^Edit/)).toBeVisible();
    await expectAccessible(window, 'Edit building');
    await window.keyboard.press('Escape');
    await building.remove.click();
    await expect(shell.dialog(/^Stop watching/)).toBeVisible();
    await expectAccessible(window, 'Remove building');
    await window.keyboard.press('Escape');

    await shell.open('Runs');
    const runs = new RunsPage(window);
    await expect(runs.row(0)).toBeVisible();
    await expectAccessible(window, 'Runs');
    await runs.toggleStatus('Succeeded');
    await window.getByRole('button', { name: /^Status:/ }).click();
    await expectAccessible(window, 'Runs with a filter and its list');
    await window.keyboard.press('Escape');
    await runs.open(0);
    await expect(runs.result).toHaveText('Succeeded');
    await expectAccessible(window, 'a run');
    await runs.runAgain.click();
    await shell.dialog('Run again').getByRole('button', { name: 'Run again' }).click();
    await expectAccessible(window, 'Run again without a reason');
    await shell.dialog('Run again').getByLabel('Reason').fill('To see it once more');
    await shell.dialog('Run again').getByRole('button', { name: 'Run again' }).click();
    await expect(shell.dialog('Run again')).toBeHidden();
    await shell.open('Runs');
    await runs.openTab('By hand');
    await expect(runs.byHand.filter({ hasText: 'To see it once more' })).toHaveCount(1);
    await expectAccessible(window, 'By hand');

    await shell.open('Settings');
    await expect(new SettingsPage(window).sources).toBeVisible();
    await expectAccessible(window, 'Settings');
    await new SettingsPage(window).addSource.click();
    await expect(shell.dialog('Add a source')).toBeVisible();
    await expectAccessible(window, 'Add source');
    await window.keyboard.press('Escape');

    await window.keyboard.press('Control+k');
    await expect(shell.palette.getByRole('option').first()).toBeVisible();
    await expectAccessible(window, 'the palette');
    await window.keyboard.press('Escape');
    await window.keyboard.press('?');
    await expect(shell.dialog('Keys')).toBeVisible();
    await expectAccessible(window, 'the list of keys');
  });

  test('on the list of schedules, a schedule, its editor and its dialogs', async ({ launch, sampleFlags }) => {
    const { window } = await launch({ flags: sampleFlags });
    const shell = new Shell(window);
    const list = new SchedulesPage(window);
    const page = new SchedulePage(window);
    const editor = new ScheduleEditor(window);
    await shell.open('Schedules');
    await expect(list.rows.first()).toBeVisible();
    await expectAccessible(window, 'Schedules');
    await list.rows.first().getByRole('button', { name: /^Run / }).click();
    await expect(shell.dialog(/^Run /)).toBeVisible();
    await shell.dialog(/^Run /).getByLabel('Reason').fill('');
    await shell.dialog(/^Run /).getByRole('button', { name: 'Run now' }).click();
    await expectAccessible(window, 'Run now without a reason');
    await window.keyboard.press('Escape');
    await list.allMenu.click();
    await window.getByRole('menuitem', { name: 'Pause all' }).click();
    await shell
      .dialog(/^Pause/)
      .getByRole('radio', { name: 'Until another time' })
      .check();
    await expectAccessible(window, 'Pause all');
    await shell
      .dialog(/^Pause/)
      .getByRole('button', { name: 'Pause all' })
      .click();
    await expect(list.rows.first()).toContainText('Paused');
    await expectAccessible(window, 'Schedules that are paused');

    await list.rows.first().getByRole('link').click();
    await expect(page.cells.first()).toBeVisible();
    await page.cells.first().focus();
    await expectAccessible(window, 'a schedule that is paused');
    await page.showTable.click();
    await expect(page.slotTable).toBeVisible();
    await expectAccessible(window, 'the slots of a schedule as a table');
    await page.edit.click();
    await expect(editor.nextRuns).toHaveCount(10);
    await editor.choice('Only in these hours of the week').check();
    await editor.timeZone.fill('los');
    await expect(window.getByRole('listbox', { name: 'Time zones' })).toBeVisible();
    await expectAccessible(window, 'the editor with a list of zones');
    await editor.timeZone.press('Enter');
    await expect(editor.differences).toContainText('Los_Angeles');
    await expectAccessible(window, 'the editor with changes');
    await editor.cancel.click();
    await expect(shell.dialog('Leave without saving?')).toBeVisible();
    await expectAccessible(window, 'Leave without saving');
    await shell.dialog('Leave without saving?').getByRole('button', { name: 'Discard changes' }).click();

    await shell.open('Schedules');
    await list.add.click();
    await expect(editor.nextRuns).toHaveCount(10);
    await expectAccessible(window, 'the editor of a new schedule');
    await editor.choice('By a cron rule').check();
    await editor.cron.fill('61 * * * *');
    await editor.choice('Only in these hours of the week').check();
    await editor.form.getByLabel('Window 1 from').fill('25:00');
    await editor.save.click();
    await expect(editor.problems.getByRole('listitem')).toHaveCount(2);
    await expectAccessible(window, 'the editor with errors');
  });

  test('on the first page of an empty profile and where things fail', async ({ launch, rounds, site }) => {
    const { window } = await launch();
    const shell = new Shell(window);
    const list = new OccupancyPage(window);
    await expect(shell.heading).toHaveText('Welcome to Rounds');
    await expectAccessible(window, 'the first page');
    await shell.open('Occupancy');
    await expect(window.getByRole('heading', { name: 'No buildings are watched yet.' })).toBeVisible();
    await expectAccessible(window, 'Occupancy without a building');
    await shell.open('Runs');
    await expect(window.getByRole('heading', { name: 'Nothing has run yet.' })).toBeVisible();
    await expectAccessible(window, 'Runs without a run');

    await rounds.configure(site, {
      buildings: [
        { code: 'B1', name: 'Main Library', sourceId, waitzId: '1' },
        { code: 'B9', name: 'Lost', sourceId, waitzId: '99' },
      ],
    });
    await shell.open('Occupancy');
    await expect(list.rows).toHaveCount(2);
    const { release } = await site.hold(() => list.updateNow.click());
    await expect(shell.backgroundWork.getByRole('button', { name: /^Cancel/ })).toBeVisible();
    await expectAccessible(window, 'Occupancy while it is updated');
    release();
    await expect(shell.notices).toContainText('1 failed');
    await expectAccessible(window, 'Occupancy with a failure');
    await list.link('Lost').click();
    await expect(window.getByRole('note')).toBeVisible();
    await expectAccessible(window, 'a building that fails');
    await shell.open('Now');
    await expect(new NowPage(window).need('Lost')).toBeVisible();
    await expectAccessible(window, 'Now with a need');
    await shell.open('Runs');
    await new RunsPage(window).open(0);
    await expect(new RunsPage(window).failedTargets).toBeVisible();
    await expectAccessible(window, 'a run that partly failed');
    site.answerWith({ status: 404, body: '' });
    await shell.open('Occupancy');
    await list.updateNow.click();
    await expect(shell.schedules).toContainText('failed');
    await expectAccessible(window, 'Occupancy with a source that fails');
  });
});
