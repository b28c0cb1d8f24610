import type { Page } from '@playwright/test';
import { z } from 'zod';
import { Run } from '#shared/model/run.ts';
import { expect, test } from './fixtures.ts';
import { axeFindings } from './pages/axe.ts';
import { tabTo } from './pages/keyboard.ts';
import { invoke } from './pages/page-api.ts';
import { Shell } from './pages/shell.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const provider = {
  id: 'asha',
  name: 'Asha Repairs',
  timeZone: 'Asia/Kathmandu',
  availability: days.map((weekday) => ({ weekday, from: '08:00', until: '20:00' })),
  exceptions: [],
};
const service = { id: 'repair', providerId: 'asha', name: 'Repair', price: '1000' };

async function expectAccessible(page: Page, what: string): Promise<void> {
  await expect(page.getByText(/^Reading .*…$/)).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const rules = colorScheme === 'dark' ? (['color-contrast', 'link-in-text-block'] as const) : 'all';
    expect.soft(await axeFindings(page, rules), `${what}, ${colorScheme}`).toEqual([]);
  }
}

function goTo(page: Page, address: string): Promise<void> {
  return page.evaluate((to) => void (location.hash = to), address);
}

/** Starts slot maintenance and waits for its end. */
async function maintain(page: Page): Promise<Run> {
  const input = { kind: 'slots.maintain', params: {}, reason: 'For the test', isDryRun: false };
  const started = await invoke(page, 'runs.start', input);
  const [run] = z.array(Run).parse(started.ok ? started.value : []);
  const read = async (): Promise<Run | undefined> => {
    const detail = await invoke(page, 'runs.get', { id: run?.id ?? '' });
    return detail.ok ? z.object({ run: Run }).parse(detail.value).run : undefined;
  };
  await expect.poll(async () => (await read())?.finishedAt ?? null, { timeout: 20_000 }).not.toBeNull();
  return Run.parse(await read());
}

test.describe('slots follow from hours', () => {
  test.slow();

  test('that are painted and previewed, planned by a dry run, applied and taken back, by keyboard alone', async ({
    launch,
  }) => {
    const { window } = await launch();
    const shell = new Shell(window);
    await invoke(window, 'providers.save', { provider: { ...provider, availability: [] }, isNew: true });
    await invoke(window, 'services.save', { service, isNew: true });
    await goTo(window, '#/bookings/providers');
    await tabTo(window, window.getByRole('link', { name: provider.name }));
    await window.keyboard.press('Enter');
    await expect(shell.heading).toHaveText(provider.name);

    const preview = window.getByRole('complementary', { name: 'The next two weeks' });
    await expect(preview).toContainText('there is no slot, and none would be made');
    await tabTo(window, window.getByRole('gridcell', { name: /^Monday, 08:00 to 08:30/ }));
    await window.keyboard.press('Shift+ArrowRight');
    await window.keyboard.press('Shift+ArrowDown');
    await window.keyboard.press('Space');
    await expect(preview).toContainText(/[34] slots will be made with the next maintenance/);
    await expectAccessible(window, 'the editor of a provider');
    await window.keyboard.press('Control+s');
    await expect(shell.notices).toContainText(`${provider.name} is saved.`);

    await tabTo(window, window.getByRole('button', { name: 'Run maintenance now (dry run first)' }));
    await window.keyboard.press('Enter');
    await tabTo(window, window.getByRole('button', { name: 'Apply this plan' }));
    await expectAccessible(window, 'the plan of a dry run');
    await window.keyboard.press('Enter');
    await tabTo(window, window.getByRole('textbox', { name: 'Reason' }));
    await window.keyboard.type('The hours are right');
    await window.keyboard.press('Enter');
    await expect(window.getByText('Everything in it was carried out.')).toBeVisible();

    await tabTo(window, window.getByRole('button', { name: 'Take back this run' }));
    await window.keyboard.press('Enter');
    await expect(window.getByText(/rows would be as before: \d+ removed\./)).toBeVisible();
    await tabTo(window, window.getByRole('textbox', { name: 'Reason' }));
    await window.keyboard.type('The hours were wrong');
    await window.keyboard.press('Enter');
    await expect(window.getByText('It takes back what another run did:')).toBeVisible();
    await expect(window.getByText('Everything in it was carried out.')).toBeVisible();
    await goTo(window, '#/bookings/health');
    await expect(window.getByRole('slider', { name: /^Coverage by day/ })).toBeVisible();
    await expectAccessible(window, 'the health of bookings');
  });

  test('and a run that would empty a provider is held, asks on the Now page, and can be left', async ({ launch }) => {
    const { window } = await launch();
    const shell = new Shell(window);
    await invoke(window, 'providers.save', { provider, isNew: true });
    await invoke(window, 'services.save', { service, isNew: true });
    expect((await maintain(window)).status).toBe('succeeded');
    await invoke(window, 'providers.save', { provider: { ...provider, availability: [] }, isNew: false });
    const held = await maintain(window);
    expect(held.status).toBe('held');

    await shell.open('Now');
    await window.getByRole('button', { name: /^Look at the plan: / }).click();
    const banner = window.getByRole('region', { name: 'This run is held' });
    await expect(banner).toBeVisible();
    await expectAccessible(window, 'a held run');
    await banner.getByRole('button', { name: 'Leave it' }).click();
    await window.getByRole('textbox', { name: 'Reason' }).fill('Emptied by mistake');
    await window.keyboard.press('Enter');
    await expect(banner).toBeHidden();
    await expect(window.getByText('Nothing was changed: somebody decided against it.')).toBeVisible();
    await shell.open('Now');
    await expect(window.getByText('Nothing needs you.')).toBeVisible();
  });
});
