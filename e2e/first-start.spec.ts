import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { configuration, sourceName } from './hosts/configuration.ts';
import { storedRuns } from './hosts/database.ts';
import { isChildOf, processesWith } from './hosts/processes.ts';
import { school } from './hosts/waitz-site.ts';
import { OccupancyPage } from './pages/occupancy-page.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { Shell } from './pages/shell.ts';

test.describe('an empty profile', () => {
  test('takes a source whose first figures are seen before it is saved', async ({ launch, site }) => {
    const { window } = await launch();
    const shell = new Shell(window);
    const settings = new SettingsPage(window);
    await expect(shell.heading).toHaveText('Welcome to Rounds');
    await settings.addSource.first().click();
    const form = shell.dialog('Add a source');
    await form.getByLabel('Name', { exact: true }).fill(sourceName);
    await form.getByLabel('School key').fill(school);
    await form.getByLabel('Base address').fill(site.url);
    await form.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(form.getByRole('alert')).toContainText('private address');
    await form.getByRole('checkbox', { name: /^Allow a private address/ }).check();
    await form.getByRole('button', { name: 'Test', exact: true }).click();
    const choice = shell.dialog(`${sourceName} answers`);
    await expect(settings.locations.getByRole('listitem')).toHaveCount(3);
    await expect(settings.locations).toContainText(/85\s*%/);
    await choice.getByRole('checkbox', { name: /^Corner Café/ }).uncheck();
    await choice.getByRole('button', { name: 'Save and watch 2 buildings' }).click();

    await shell.open('Occupancy');
    const list = new OccupancyPage(window);
    await expect(list.rows).toHaveCount(2);
    await expect(shell.schedule(sourceName)).toBeVisible();
    await expect(list.row('Main Library')).toContainText(/41\s*%/);
  });

  test('takes a configuration file, and names every fault of a bad one', async ({ launch, site, home }) => {
    const [bad, good] = [join(home, 'bad.json'), join(home, 'good.json')];
    writeFileSync(bad, JSON.stringify({ version: 2, shops: [], sources: [{ id: 'x' }] }));
    writeFileSync(good, JSON.stringify(configuration(site)));
    const { window } = await launch();
    const shell = new Shell(window);
    const settings = new SettingsPage(window);
    await settings.configurationFile.setInputFiles(bad);
    const alert = window.getByRole('alert').filter({ hasText: 'bad.json was not imported' });
    for (const fault of ['version: must be 1', 'shops: unknown key', 'sources[0].kind: is missing']) {
      await expect(alert).toContainText(fault);
    }
    await settings.configurationFile.setInputFiles(good);
    await shell.open('Occupancy');
    await expect(new OccupancyPage(window).rows).toHaveCount(3);
  });

  test('opens the sample data in a profile of its own by starting anew', async ({ launch, home, profile }) => {
    test.skip(process.platform !== 'linux', 'The new process is found through /proc.');
    const { app, window } = await launch();
    const closed = app.waitForEvent('close');
    await new SettingsPage(window).openSampleData.click();
    await closed;
    const sample = join(home, 'Rounds sample data');
    const statuses = (): string[] => {
      try {
        return storedRuns(sample).map(({ status }) => status);
      } catch {
        // Not made yet.
        return [];
      }
    };
    try {
      await expect.poll(statuses, { timeout: 60_000 }).toContain('succeeded');
      expect(storedRuns(profile)).toEqual([]);
    } finally {
      const pids = processesWith('XDG_CONFIG_HOME', home);
      for (const pid of pids.filter((each) => !isChildOf(each, pids))) process.kill(pid, 'SIGTERM');
      await expect.poll(() => processesWith('XDG_CONFIG_HOME', home), { timeout: 30_000 }).toEqual([]);
    }
  });
});
