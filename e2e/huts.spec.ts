import { z } from 'zod';
import { Run } from '#shared/model/run.ts';
import { expect, test } from './fixtures.ts';
import { axeFindings } from './pages/axe.ts';
import { HutsPage } from './pages/huts-page.ts';
import { invoke } from './pages/page-api.ts';
import { Shell } from './pages/shell.ts';

/** A sample hut that is open all year. */
const openHut = { slug: 'adlerkarhutte', name: 'Adlerkarhütte' };

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Waits until what was due at the start is done. */
function isIdle(shell: Shell): Promise<void> {
  return expect(shell.backgroundWork).toContainText('Nothing is running');
}

test.describe('huts of the sample site', () => {
  test.slow();

  test('are shown by nights, found by beds on two of them, followed to a hut and back in time', async ({
    launch,
    sampleFlags,
  }) => {
    const { window } = await launch({ flags: sampleFlags });
    const shell = new Shell(window);
    const page = new HutsPage(window);
    await shell.open('Huts');
    // The twenty-fourth is one of testers.
    await expect.poll(() => page.count()).toBe(23);
    await expect(page.cells(openHut.name).first()).toHaveAccessibleName(/\d+ of \d+ beds? free/);

    await window.getByRole('button', { name: 'This weekend' }).click();
    await page.beds.fill('4');
    await expect(page.grid.getByRole('rowheader', { name: /Yes|enough|fit/i }).first()).toBeVisible();
    await page.fits.selectOption({ index: 1 });
    await expect.poll(() => page.count()).toBeLessThan(23);
    await expect.poll(() => shell.address()).toContain('beds=4');
    const listed = await page.count();
    const reply = await window.evaluate(() => location.hash);
    const nights = [...new URLSearchParams(reply.split('?')[1]).entries()];
    expect(Object.fromEntries(nights)).toMatchObject({ nights: '2', beds: '4' });
    expect(listed).toBeGreaterThan(0);

    await page.grid.getByRole('link', { name: openHut.name }).click();
    await expect(shell.heading).toHaveText(openHut.name);
    await expect(window.getByRole('heading', { name: /Nights/ })).toBeVisible();
    await window
      .getByRole('gridcell', { name: /beds? free/ })
      .first()
      .click();
    await expect.poll(() => shell.address()).toMatch(/night=\d{4}-\d{2}-\d{2}/);

    const before = new Date(Date.now() - 5 * 86_400_000).toISOString();
    await window.evaluate(
      (to) => void (location.hash = to),
      `#/huts/${openHut.slug}?night=${inDays(3)}&asOf=${before}`,
    );
    await expect(window.getByText('Shown as known on')).toBeVisible();
    await expect(page.updateNow).toBeHidden();
    await window.getByRole('button', { name: 'Back to now' }).click();
    await expect(page.updateNow).toBeVisible();
  });

  test('are updated with progress that can be stopped, and imported from CSV only when every line is sound', async ({
    launch,
    sampleFlags,
  }) => {
    const { window } = await launch({ flags: sampleFlags });
    const shell = new Shell(window);
    const page = new HutsPage(window);
    await shell.open('Huts');
    await expect.poll(() => page.count()).toBe(23);
    await isIdle(shell);
    // Two seconds apart: long enough to be seen and stopped.
    const params = { all: true, requestIntervalSeconds: 2 };
    await invoke(window, 'runs.start', { kind: 'huts.update', params, reason: 'A test', isDryRun: false });
    await expect(page.underWay.getByText(/^[1-9]\d* of 24$/).last()).toBeVisible();
    await page.underWay.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.underWay).toBeHidden();
    const reply = await invoke(window, 'runs.recent', { limit: 20 });
    // Other schedules go on meanwhile.
    const last = z
      .array(Run)
      .parse(reply.ok ? reply.value : [])
      .find(({ kind }) => kind === 'huts.update');
    expect(last?.status).toBe('canceled');
    expect(last?.counts.checked).toBeGreaterThan(0);
    expect(last?.counts.checked).toBeLessThan(24);

    await page.importCsv.click();
    const dialog = shell.dialog('Import huts');
    const header = 'slug,name,sourceId,bookingRef';
    await dialog
      .getByLabel('Huts as CSV')
      .fill(`${header}\nnew-one,New One,alpine,201\nbad slug!,Bad,alpine,202\nlost,Lost,nowhere,203\n`);
    await dialog.getByRole('button', { name: 'Check' }).click();
    const faults = dialog.getByRole('table').getByRole('row');
    await expect(faults).toHaveCount(3);
    await expect(faults.nth(1)).toHaveText(/^3slug/);
    await expect(faults.nth(2)).toHaveText(/^4sourceId.*"nowhere"/);
    await expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled();
    await dialog.getByLabel('Huts as CSV').fill(`${header}\nnew-one,New One,alpine,201\n`);
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByRole('button', { name: 'Import' }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(() => page.count()).toBe(24);

    // What is asked for and there already is told at once.
    const watch = await invoke(window, 'huts.watch', { slug: openHut.slug, date: inDays(3), beds: 1 });
    expect(watch).toMatchObject({ ok: true });
    await expect(shell.notices).toContainText(`${openHut.name} has 1 bed on ${inDays(3)}`);
  });

  test('can be walked and opened by keyboard alone, and axe finds nothing on any of their pages', async ({
    launch,
    sampleFlags,
  }) => {
    const { window } = await launch({ flags: sampleFlags });
    const shell = new Shell(window);
    const page = new HutsPage(window);
    await isIdle(shell);
    await window.keyboard.press('g');
    await window.keyboard.press('h');
    await expect.poll(() => page.count()).toBe(23);
    await page.grid.focus();
    await window.keyboard.press('Control+Home');
    await window.keyboard.press('ArrowRight');
    await expect(page.said).toContainText(openHut.name);
    await window.keyboard.press('ArrowRight');
    await expect(page.said).toContainText(/beds? free|closed/);
    await window.keyboard.press('Enter');
    await expect(shell.heading).toHaveText(openHut.name);
    await expect.poll(() => shell.address()).toContain('night=');

    const pages = [
      ['#/huts', '.heat__cell:not(.night--reading)'],
      [`#/huts?night=${inDays(4)}&nights=2&beds=4`, '.heat__verdict'],
      ['#/huts/map', '.hut-map__svg a'],
      ['#/huts/changes', '.changes__date'],
      [`#/huts/${openHut.slug}`, '.month .night--low'],
    ] as const;
    for (const [address, sight] of pages) {
      await window.evaluate((to) => void (location.hash = to), address);
      await expect(window.locator(sight).first()).toBeVisible();
      await expect(window.getByText(/^Reading .*…$/)).toHaveCount(0);
      for (const colorScheme of ['light', 'dark'] as const) {
        await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const rules = colorScheme === 'dark' ? (['color-contrast', 'link-in-text-block'] as const) : 'all';
        expect.soft(await axeFindings(window, rules), `${address}, ${colorScheme}`).toEqual([]);
      }
    }
  });
});

test('a hut is updated from the command line by its name, and a stranger is refused', async ({
  rounds,
  sampleFlags,
}) => {
  const { code, stdout } = await rounds.run([...sampleFlags, '--run-once', '--hut', openHut.slug, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ kind: 'huts.update', status: 'succeeded', checked: 1 }] });
  const dry = await rounds.run([...sampleFlags, '--run-once', '--job', 'huts.update', '--all', '--dry-run', '--json']);
  expect(JSON.parse(dry.stdout)).toMatchObject({ runs: [{ checked: 0, skipped: 24 }] });
  const stranger = await rounds.run([...sampleFlags, '--run-once', '--hut', 'nobodys-hut']);
  expect([stranger.code, stranger.stderr]).toEqual([2, expect.stringContaining('nobodys-hut')]);
  const exported = await rounds.run(['--export', 'hut-availability', '--format', 'json', '--out', '-']);
  expect(exported.code, exported.stderr).toBe(0);
  const nights = z.array(z.object({ hutSlug: z.string() })).parse(JSON.parse(exported.stdout));
  expect(nights.filter(({ hutSlug }) => hutSlug === openHut.slug).length).toBeGreaterThan(100);
});
