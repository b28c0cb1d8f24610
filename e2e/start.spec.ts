import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Launched, test } from './fixtures.ts';
import { startSilentSite } from './hosts/silent-site.ts';
import { crashPage, pageAfterCrash } from './pages/app-window.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { Shell } from './pages/shell.ts';

const garbage = 'This is no database. '.repeat(1000);

test('a database that cannot be used is told on the page, and by the exit code once the window was closed', async ({
  launch,
  profile,
}) => {
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, 'rounds.db'), garbage);
  const { app, window, exitCode } = await launch();
  await expect(window.getByText(/The database file is damaged/).first()).toBeVisible();
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
  await closed;
  await expect.poll(exitCode).toBe(4);
  expect(readFileSync(join(profile, 'rounds.db'), 'utf8')).toBe(garbage);
});

test('a database that cannot be used ends a report with its code and a sentence, and asks nobody', async ({
  rounds,
  profile,
}, testInfo) => {
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, 'rounds.db'), garbage);
  const report = ['--demo', `--demo-report=${testInfo.outputPath('')}`];
  const { code, stderr } = await rounds.run(report, { as: 'window' });
  expect(code, stderr).toBe(4);
  expect(stderr).toContain('The database file is damaged.');
});

test.describe('while the page is still awaited, and with it the engine', () => {
  for (const [signal, exitCode] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    test(`${signal} ends Rounds at once`, async ({ rounds, profile }) => {
      const page = await startSilentSite();
      const start = rounds.start([], { as: 'window', env: { ELECTRON_RENDERER_URL: page.url } });
      await page.asked;
      start.kill(signal);
      const { code, stderr } = await start.done;
      expect(code, stderr).toBe(exitCode);
      expect(existsSync(join(profile, 'rounds.db'))).toBe(false);
      await page.close();
    });
  }

  test('a second start ends at once', async ({ rounds }) => {
    const page = await startSilentSite();
    const first = rounds.start([], { as: 'window', env: { ELECTRON_RENDERER_URL: page.url } });
    await page.asked;
    const { code, stderr } = await rounds.run([], { as: 'window' });
    expect(code, stderr).toBe(0);
    first.kill('SIGTERM');
    expect((await first.done).code).toBe(143);
    await page.close();
  });
});

test('the window comes back where it was left', async ({ launch }) => {
  const place = { x: 60, y: 40, width: 1100, height: 700 };
  const isVisible = ({ app }: Launched): Promise<boolean> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));
  const first = await launch();
  // A window that is not shown yet is placed once more when it is.
  await expect.poll(() => isVisible(first)).toBe(true);
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  const boundsOf = ({ app }: Launched): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await expect.poll(() => boundsOf(first)).toEqual(place);
  await first.quit();
  const second = await launch();
  await expect.poll(() => isVisible(second)).toBe(true);
  await expect.poll(() => boundsOf(second)).toEqual(place);
});

test('the window opens with the page and the look that it was left with', async ({ launch }) => {
  const first = await launch();
  const shell = new Shell(first.window);
  await shell.open('Settings');
  await new SettingsPage(first.window).theme('Dark').check();
  await shell.open('Schedules');
  await expect(shell.heading).toHaveText('Schedules');
  await first.quit();
  const { app, window } = await launch();
  const again = new Shell(window);
  await expect(again.heading).toHaveText('Schedules');
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark');

  await again.open('Settings');
  await new SettingsPage(window).theme('Light').check();
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'light');
  await crashPage(app);
  await expect.poll(() => pageAfterCrash(app)).toBe('Settings, light');
});
