import { expect, test } from './fixtures.ts';
import { sourceName } from './hosts/configuration.ts';
import { storedRuns, storedSetting, tamperWith } from './hosts/database.ts';
import { loggedErrors } from './hosts/log.ts';
import { processTree, stillRunning } from './hosts/processes.ts';
import { startTrayHost, type TrayHost } from './hosts/tray-host.ts';
import { closeWindow, isVisible, windowCount } from './pages/app-window.ts';
import { Shell } from './pages/shell.ts';

test.describe('where the desktop has a tray', () => {
  test.skip(process.platform !== 'linux', 'Elsewhere the tray cannot be read from outside.');
  let tray: TrayHost;
  test.beforeEach(async ({ bus }) => {
    tray = await startTrayHost(bus ?? '');
  });
  test.afterEach(() => tray.close());

  test('closing the window leaves Rounds in the tray, and this is said once', async ({ launch, profile }) => {
    const { app, window, pid } = await launch();
    await expect(new Shell(window).heading).toBeVisible();
    await expect.poll(() => isVisible(app)).toBe(true);
    await expect.poll(tray.iconCount).toBe(1);
    expect(storedSetting(profile, 'trayNoticeShown')).toBeUndefined();

    await closeWindow(app);
    await expect.poll(() => isVisible(app)).toBe(false);
    expect(stillRunning(processTree(pid).slice(0, 1))).toHaveLength(1);
    const saidAt = storedSetting(profile, 'trayNoticeShown');
    expect(Number(saidAt)).toBeGreaterThan(0);
    const canNotify = await app.evaluate(({ Notification }) => Notification.isSupported());
    if (canNotify) await expect.poll(() => tray.notifications.join()).toContain('tray');

    await tray.press('Open Rounds');
    await expect.poll(() => isVisible(app)).toBe(true);
    await closeWindow(app);
    await expect.poll(() => isVisible(app)).toBe(false);
    expect(storedSetting(profile, 'trayNoticeShown')).toBe(saidAt);
    expect(tray.notifications).toHaveLength(canNotify ? 1 : 0);

    await tray.activate();
    await expect.poll(() => isVisible(app)).toBe(true);
    await expect(new Shell(window).heading).toHaveText('Welcome to Rounds');
  });

  test(
    'the tray tells the countdown to the next run, and it ticks',
    { tag: '@long' },
    async ({ launch, rounds, site, profile }) => {
      await rounds.configure(site, { every: 'PT30M' });
      await rounds.look();
      // The minutes left change soon.
      tamperWith(profile, 'UPDATE schedule SET anchor_at = anchor_at - 40000');
      await launch();
      await expect.poll(tray.iconCount).toBe(1);
      // By minutes, for here a new tool tip takes the menu away from under the pointer.
      const headline = new RegExp(`^Rounds: ${sourceName} in \\d\\d min`);
      await expect.poll(tray.toolTip).toMatch(headline);
      const first = await tray.toolTip();
      expect(first).toMatch(new RegExp(`${sourceName}: active, in \\d\\d min$`));
      const menus = new Map<string, Set<number | undefined>>();
      const ticks = async (): Promise<number> => {
        const [title] = await tray.menu();
        menus.set(title?.label ?? '', (menus.get(title?.label ?? '') ?? new Set()).add(title?.id));
        return menus.size;
      };
      await expect.poll(ticks, { intervals: [200], timeout: 90_000 }).toBeGreaterThan(1);
      expect(await tray.toolTip()).not.toBe(first);
      expect([...menus.values()].map(({ size }) => size)).toEqual([1, 1]);
      const labels = (await tray.menu()).map(({ label }) => label);
      expect(labels[0]).toMatch(headline);
      expect(labels.slice(2)).toEqual(['Pause all', 'Open Rounds', 'Quit Rounds']);
    },
  );

  test('the tray’s menu runs a job, pauses and resumes everything, opens the window and quits', async ({
    launch,
    rounds,
    site,
    profile,
  }) => {
    rounds.prepare(site);
    const { app, window, pid, exitCode } = await launch();
    const shell = new Shell(window);
    const hasEntry = (label: RegExp) => async (): Promise<boolean> =>
      (await tray.menu()).some((entry) => label.test(entry.label));
    await expect.poll(tray.iconCount).toBe(1);
    await closeWindow(app);
    await expect.poll(() => isVisible(app)).toBe(false);

    const { release } = await site.hold(() => tray.press(/^Test Campus: active/, 'Run now'));
    await expect.poll(hasEntry(/^Test Campus: running/)).toBe(true);
    release();
    await expect.poll(hasEntry(/^Test Campus: active/)).toBe(true);
    expect(storedRuns(profile).at(-1)).toMatchObject({ trigger: 'manual', status: 'succeeded' });

    await tray.press('Pause all');
    await expect.poll(hasEntry(/^Resume all$/)).toBe(true);
    await expect.poll(tray.toolTip).toContain(`${sourceName}: paused`);
    await tray.press('Open Rounds');
    await expect.poll(() => isVisible(app)).toBe(true);
    await expect(shell.schedule(sourceName)).toContainText('paused');
    await tray.press('Resume all');
    await expect.poll(hasEntry(/^Pause all$/)).toBe(true);
    await expect(shell.schedule(sourceName)).not.toContainText('paused');

    const marks = processTree(pid);
    await tray.pressToQuit('Quit Rounds');
    await expect.poll(exitCode).toBe(0);
    await expect.poll(() => stillRunning(marks)).toEqual([]);
  });

  test('quitting from the tray ends a run that is under way', async ({ launch, rounds, site, profile }) => {
    rounds.prepare(site);
    const { pid, exitCode } = await launch();
    await expect.poll(tray.iconCount).toBe(1);
    await site.hold(() => tray.press(/^Test Campus: active/, 'Run now'));
    const marks = processTree(pid);
    await tray.pressToQuit('Quit Rounds');
    await expect.poll(exitCode).toBe(0);
    await expect.poll(() => stillRunning(marks)).toEqual([]);
    expect(storedRuns(profile).at(-1)).toMatchObject({ trigger: 'manual', status: 'canceled' });
    expect(loggedErrors(profile)).toEqual([]);
  });

  test('a source that fails shows in the tray', async ({ launch, rounds, site }) => {
    rounds.prepare(site);
    await launch();
    await expect.poll(tray.iconCount).toBe(1);
    site.answerWith({ status: 404, body: '' });
    await tray.press(/^Test Campus: active/, 'Run now');
    await expect.poll(tray.toolTip).toContain(`${sourceName}: failed`);
  });
});

test('where there is no tray, closing the window keeps Rounds running within reach', async ({
  launch,
  profile,
  rounds,
  site,
}) => {
  rounds.prepare(site);
  const { app, window } = await launch();
  const shell = new Shell(window);
  await expect(shell.heading).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    if (first === undefined) throw new Error('There is no window.');
    const asked: string[] = [];
    Reflect.set(globalThis, 'askedByTest', asked);
    // A display without a window manager minimizes nothing, so what is asked of it is what can be seen.
    for (const name of ['minimize', 'hide', 'destroy'] as const) {
      const really = first[name].bind(first);
      first[name] = () => {
        asked.push(name);
        really();
      };
    }
  });
  await closeWindow(app);
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'askedByTest') as unknown)).toEqual(['minimize']);
  expect(await windowCount(app)).toBe(1);
  expect(storedSetting(profile, 'trayNoticeShown')).toBeDefined();
  await shell.open('Occupancy');
  await window.getByRole('button', { name: 'Update now' }).click();
  await expect(shell.notices).toContainText('3 checked: 3 unchanged');
});
