import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { createSampleSites, type SampleSites } from '../src/main/sample-sites/index.ts';
import { ordersAt } from '../src/main/sample-sites/portal/orders.ts';
import { portalAccount } from '../src/main/sample-sites/portal/site.ts';
import { type LoopbackMail, startLoopbackMail } from '../src/main/testing/loopback-mail.ts';
import { expect, test as base } from './fixtures.ts';
import { axeFindings } from './pages/axe.ts';
import { tabTo } from './pages/keyboard.ts';
import { Shell } from './pages/shell.ts';
import { WorkOrdersPage } from './pages/work-orders-page.ts';

const hourMs = 3_600_000;
const seed = 7;
const orderCount = 40;
const wrongPassword = 'no-password-of-anybody';

/** Every file below a folder, whatever its kind, byte by byte as text. */
function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => readFileSync(path, 'latin1'));
}

interface Portal {
  readonly sites: SampleSites;
  /** Lets time pass at the portal alone. */
  forward(durationMs: number): void;
  /** How many orders it lists now. */
  listed(): number;
}

const test = base.extend<{ readonly portal: Portal; readonly mail: LoopbackMail }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
  portal: async ({}, provide) => {
    let at = Date.now();
    const portal = { orderCount, troubles: () => [] };
    const sites = await createSampleSites({ seed, now: () => Date.now(), portalNow: () => at, portal });
    const listed = (): number => ordersAt(seed, at, orderCount).length;
    await provide({ sites, forward: (durationMs) => void (at += durationMs), listed });
    await sites.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
  mail: async ({}, provide) => {
    const mail = await startLoopbackMail();
    await provide(mail);
    await mail.close();
  },
});

/** Writes into a field as a person at the keyboard does. */
async function write(window: Page, field: Locator, text: string): Promise<void> {
  await tabTo(window, field);
  await window.keyboard.press('Control+a');
  await window.keyboard.type(text);
}

async function press(window: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(window, target);
  await window.keyboard.press(key);
}

async function addPortal(window: Page, url: string): Promise<void> {
  await press(window, window.getByRole('button', { name: 'Add a source' }));
  const dialog = window.getByRole('dialog', { name: 'Add a source' });
  await tabTo(window, dialog.getByLabel('Kind'));
  await window.keyboard.type('WorkF');
  await write(window, dialog.getByLabel('Name', { exact: true }), 'Sample portal');
  await write(window, dialog.getByLabel('E-mail address'), portalAccount.username);
  await write(window, dialog.getByLabel(/^Password/), wrongPassword);
  await write(window, dialog.getByLabel('Environment variable with the password'), 'TEST_PORTAL_PASSWORD');
  await write(window, dialog.getByLabel('Base address'), url);
  await press(window, dialog.getByLabel(/^Allow a private address/), 'Space');
  await press(window, dialog.getByRole('button', { name: 'Test sign-in' }));
  await expect(dialog.getByRole('alert')).toContainText('Rounds tried it once');

  await write(window, dialog.getByLabel(/^Password/), portalAccount.password);
  await press(window, dialog.getByRole('button', { name: 'Test sign-in' }));
  await expect(dialog.getByText(/^Signed in/)).toBeVisible();
  expect(await axeFindings(window, 'all')).toEqual([]);
  await press(window, dialog.getByRole('button', { name: 'Save', exact: true }));
  await expect(dialog).toBeHidden();
}

async function addMailChannel(window: Page, port: number): Promise<void> {
  await window.keyboard.press('g');
  await window.keyboard.press('s');
  const settings = window.getByRole('navigation', { name: 'Pages of settings' });
  await press(window, settings.getByRole('link', { name: 'Channels' }));
  await press(window, window.getByRole('link', { name: 'E-mail' }));
  await write(window, window.getByLabel('Name', { exact: true }), 'Desk mail');
  await write(window, window.getByLabel('Mail server', { exact: true }), '127.0.0.1');
  await write(window, window.getByLabel('Port', { exact: true }), String(port));
  await tabTo(window, window.getByLabel('Encryption'));
  await window.keyboard.press('End');
  await write(window, window.getByLabel('Sender'), 'rounds@example.org');
  await write(window, window.getByLabel('Recipients'), 'desk@example.org');
  await press(window, window.getByRole('button', { name: 'Send a test message' }));
  await expect(window.getByText('The message was taken. See whether it came.')).toBeVisible();
  expect(await axeFindings(window, 'all')).toEqual([]);
  await window.keyboard.press('Control+s');
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Channels');
}

async function addRule(window: Page): Promise<void> {
  await press(window, window.getByRole('link', { name: 'Notification rules' }));
  await press(window, window.getByRole('link', { name: 'New rule' }));
  await write(window, window.getByLabel('Name', { exact: true }), 'Moved visits');
  await tabTo(window, window.getByLabel('Trigger'));
  await window.keyboard.type('Visits of work');
  // Every channel is chosen for a new rule; a test has no desktop to show something on.
  await expect(window.getByRole('checkbox', { name: 'Desk mail' })).toBeChecked();
  await press(window, window.getByRole('checkbox', { name: 'This computer' }), 'Space');
  expect(await axeFindings(window, 'all')).toEqual([]);
  await window.keyboard.press('Control+s');
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Notification rules');
}

test.describe('work orders', () => {
  test.slow();

  test(
    'an account is added and tried, two reads show what changed, a view is kept and a mail comes, all by keyboard',
    { tag: '@long' },
    async ({ launch, rounds, portal, mail, profile, home }) => {
      const { window, quit } = await launch({ env: { TEST_PORTAL_PASSWORD: portalAccount.password } });
      const shell = new Shell(window);
      const page = new WorkOrdersPage(window);
      await expect(shell.heading).toHaveText('Welcome to Rounds');
      await addPortal(window, portal.sites.url);
      await addMailChannel(window, mail.port);
      expect(mail.got).toHaveLength(1);
      await addRule(window);

      await window.keyboard.press('g');
      await window.keyboard.press('w');
      await expect(shell.heading).toHaveText('Work orders');
      await press(window, page.readNow);
      await expect(window.getByText(new RegExp(`^${portal.listed()} open orders.*complete\\.$`))).toBeVisible();
      expect(await axeFindings(window, 'all')).toEqual([]);

      portal.forward(26 * hourMs);
      await press(window, page.readNow);
      await expect(shell.notices).toContainText('checked');
      await press(window, page.tab('Changes'));
      await expect(window.getByText(/^Visit moved from /).first()).toBeVisible();
      await expect(window.getByText('New on the list.').first()).toBeVisible();
      expect(await axeFindings(window, 'all')).toEqual([]);
      await expect.poll(() => mail.got.length, { message: 'mails that came' }).toBe(2);
      expect(mail.got[1]).toMatchObject({ to: ['desk@example.org'] });
      expect(mail.got[1]?.raw).toMatch(/W-\d+/);
      expect(mail.got[1]?.raw).not.toContain('Station Desk');

      await press(window, page.tab('Orders'));
      await write(window, page.search, 'Meter');
      await press(window, page.saveView);
      const dialog = shell.dialog(/view/i);
      await write(window, dialog.getByLabel('Name of the view'), 'Meters');
      await window.keyboard.press('Enter');
      await expect(page.views.getByRole('button', { name: 'Meters', exact: true })).toHaveAttribute(
        'aria-pressed',
        'true',
      );

      await tabTo(window, page.grid);
      await window.keyboard.press('ArrowDown');
      await window.keyboard.press('Enter');
      await expect(shell.heading).toHaveText(/^W-\d+$/);
      await press(window, window.getByRole('button', { name: /^Fetch the equipment/ }));
      await expect(window.getByRole('heading', { name: 'Equipment' }).locator('..')).toContainText('fetched', {
        timeout: 60_000,
      });
      expect(await axeFindings(window, 'all')).toEqual([]);
      for (const tab of ['Trends', 'Calendar'] as const) {
        await window.evaluate((to) => void (location.hash = to), `#/work-orders/${tab.toLowerCase()}`);
        await expect(shell.heading).toHaveText(tab === 'Trends' ? 'Trends of work orders' : 'Calendar of visits');
        expect(await axeFindings(window, 'all')).toEqual([]);
      }

      await quit();
      const written = [...textsIn(profile), ...textsIn(home)];
      expect(written.length).toBeGreaterThan(3);
      const exported = await rounds.run(['--export-config', '-']);
      expect(exported.stdout).toContain('TEST_PORTAL_PASSWORD');
      for (const secret of [portalAccount.password, wrongPassword]) {
        expect(written.filter((text) => text.includes(secret))).toEqual([]);
        expect(exported.stdout + exported.stderr).not.toContain(secret);
      }
    },
  );
});
