import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { sourceId } from './hosts/configuration.ts';
import { axeFindings } from './pages/axe.ts';
import { BuildingPage } from './pages/building-page.ts';
import { NowPage } from './pages/now-page.ts';
import { OccupancyPage } from './pages/occupancy-page.ts';
import { RunsPage } from './pages/runs-page.ts';
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

  test('on any page and in any dialog with sample data', async ({ launch }) => {
    const { window } = await launch({ flags: ['--demo'] });
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
    await expect(new RunsPage(window).row(0)).toBeVisible();
    await expectAccessible(window, 'Runs');
    await new RunsPage(window).open(0);
    await expect(new RunsPage(window).result).toBeVisible();
    await expectAccessible(window, 'a run');

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
