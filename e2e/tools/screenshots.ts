// Not a test: saves a picture of every page to the folder that ROUNDS_SCREENSHOTS names, or docs/screenshots. Start it as
// e2e is started, with `playwright test --config e2e/tools/screenshots.config.ts`.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { root } from '../hosts/runtime.ts';
import { BuildingPage } from '../pages/building-page.ts';
import { OccupancyPage } from '../pages/occupancy-page.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { SettingsPage } from '../pages/settings-page.ts';
import { Shell } from '../pages/shell.ts';

const folder = process.env['ROUNDS_SCREENSHOTS'] ?? join(root, 'docs/screenshots');
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** Pictures of what the window shows, in both appearances and sizes. */
async function picture(window: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await window.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settled(window);
      const path = join(folder, `${name}-${colorScheme}-${size.width}x${size.height}.png`);
      await window.screenshot({ path, animations: 'disabled' });
    }
  }
}

/** Waits until nothing is being read and the page has painted twice. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByText(/^Reading .*…$/)).toHaveCount(0);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

test('pictures of every page with sample data', async ({ launch }) => {
  const { window } = await launch({ flags: ['--demo'] });
  const shell = new Shell(window);
  const list = new OccupancyPage(window);
  const building = new BuildingPage(window);
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  await shell.open('Occupancy');
  await expect(list.rows).toHaveCount(12);
  await list.updateNow.click();
  await expect(shell.notices).toContainText('12 checked');
  await shell.notices.getByRole('button', { name: 'Dismiss' }).first().click();
  await picture(window, 'occupancy');
  await list.addBuilding.click();
  await expect(shell.dialog('Add building').getByRole('radio').first()).toBeVisible();
  await picture(window, 'add-building');
  await window.keyboard.press('Escape');
  await list.link('Harbour Library').click();
  await expect(building.chart).toBeVisible();
  await picture(window, 'building');
  await building.range('7 d').click();
  await expect(building.range('7 d')).toBeChecked();
  await picture(window, 'building-week');
  await building.showTable.click();
  await expect(building.historyTable).toBeVisible();
  await picture(window, 'building-table');
  await shell.open('Now');
  await picture(window, 'now');
  await window.keyboard.press('Control+k');
  await picture(window, 'palette');
  await window.keyboard.press('Escape');
  await shell.open('Runs');
  await expect(new RunsPage(window).row(0)).toBeVisible();
  await picture(window, 'runs');
  await new RunsPage(window).open(0);
  await expect(new RunsPage(window).result).toBeVisible();
  await picture(window, 'run');
  await shell.open('Settings');
  await expect(new SettingsPage(window).sources).toBeVisible();
  await picture(window, 'settings');
});

test('pictures of an empty profile', async ({ launch }) => {
  const { window } = await launch();
  const shell = new Shell(window);
  await expect(shell.heading).toHaveText('Welcome to Rounds');
  await picture(window, 'empty-first-run');
  await new SettingsPage(window).addSource.first().click();
  await picture(window, 'empty-add-source');
  await window.keyboard.press('Escape');
  for (const area of ['Occupancy', 'Runs', 'Settings'] as const) {
    await shell.open(area);
    await picture(window, `empty-${area.toLowerCase()}`);
  }
});
