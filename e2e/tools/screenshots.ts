// Not a test: saves a picture of every page to the folder that ROUNDS_SCREENSHOTS names, or docs/screenshots. Start it as
// e2e is started, with `playwright test --config e2e/tools/screenshots.config.ts`.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { BookingSlot } from '#shared/model/booking.ts';
import { Run } from '#shared/model/run.ts';
import { expect, test } from '../fixtures.ts';
import { scheduleId } from '../hosts/configuration.ts';
import { tamperWith } from '../hosts/database.ts';
import { root } from '../hosts/runtime.ts';
import { BuildingPage } from '../pages/building-page.ts';
import { OccupancyPage } from '../pages/occupancy-page.ts';
import { invoke } from '../pages/page-api.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { ScheduleEditor } from '../pages/schedule-editor.ts';
import { SchedulePage } from '../pages/schedule-page.ts';
import { SchedulesPage } from '../pages/schedules-page.ts';
import { SettingsPage } from '../pages/settings-page.ts';
import { Shell } from '../pages/shell.ts';
import { writeEventfulDay } from './sample-past.ts';

const folder = process.env['ROUNDS_SCREENSHOTS'] ?? join(root, 'docs/screenshots');
/** The smallest window, a laptop's, and a desk's. */
const sizes = [
  { width: 960, height: 640 },
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

test('pictures of every page with sample data', async ({ launch, sampleFlags }) => {
  const { window } = await launch({ flags: sampleFlags });
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

test('pictures of huts with sample data', async ({ launch, sampleFlags }) => {
  const { window } = await launch({ flags: sampleFlags });
  const shell = new Shell(window);
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  await invoke(window, 'huts.watch', { slug: 'adlerkarhutte', date: inDays(5), beds: 2 });
  for (const [name, address] of hutAddresses) {
    await window.evaluate((hash) => void (location.hash = hash), address);
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(window.locator('.huts-page, .hut-page, .changes-page')).toBeVisible();
    await picture(window, name);
  }
  await window.evaluate((hash) => void (location.hash = hash), '#/huts');
  await window.getByRole('button', { name: 'Add hut' }).click();
  await picture(window, 'hut-add');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Import CSV' }).click();
  await picture(window, 'hut-import');
});

/** The calendar date that many days from now. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

const hutAddresses = [
  ['huts', '#/huts'],
  ['huts-fit', `#/huts?night=${inDays(5)}&nights=2&beds=4`],
  ['huts-map', `#/huts/map?night=${inDays(5)}&nights=2&beds=4`],
  ['huts-changes', '#/huts/changes'],
  ['huts-as-of', `#/huts?asOf=${new Date(Date.now() - 3 * 86_400_000).toISOString()}`],
  ['hut', `#/huts/adlerkarhutte?night=${inDays(5)}`],
] as const;

test('pictures of bookings with sample data', async ({ launch, sampleFlags }) => {
  const { window } = await launch({ flags: sampleFlags });
  const shell = new Shell(window);
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  const board = await invoke(window, 'bookings.board', { from: inDays(0), days: 7 });
  const slots = z.array(BookingSlot).parse(board.ok ? board.value : []);
  const held = slots.find(({ bookings }) => bookings.some(({ status }) => status === 'pending'));
  const dry = await invoke(window, 'runs.start', {
    kind: 'slots.maintain',
    params: { daysAhead: 40 },
    reason: 'To look at it',
    isDryRun: true,
  });
  const [run] = z.array(Run).parse(dry.ok ? dry.value : []);
  const addresses = [
    ['bookings-day', `#/bookings?view=day&date=${inDays(1)}`],
    ['bookings-week', `#/bookings?view=week&date=${inDays(7)}`],
    ['bookings-slot', `#/bookings?view=day&date=${held?.date ?? ''}&slot=${held?.id ?? ''}`],
    ['bookings-find', '#/bookings/find'],
    ['bookings-providers', '#/bookings/providers'],
    ['bookings-provider', '#/bookings/providers/harbour-bikes'],
    ['bookings-service', '#/bookings/providers/services/yoga'],
    ['bookings-health', '#/bookings/health'],
    ['bookings-plan', `#/runs/${run?.id ?? ''}`],
    ['now-bookings', '#/'],
  ] as const;
  for (const [name, address] of addresses) {
    await window.evaluate((to) => void (location.hash = to), address);
    await expect(shell.heading).toBeVisible();
    await picture(window, name);
  }
});

test('pictures of schedules with a day that was eventful', async ({ launch, rounds, site, profile }) => {
  await rounds.configure(site, { every: 'PT10M', moreSchedules: ['lost-zone', 'paused-one', 'nightly'] });
  writeEventfulDay(profile, scheduleId);
  tamperWith(profile, "UPDATE schedule SET time_zone = 'Mars/Olympus' WHERE id = 'lost-zone'");
  tamperWith(profile, "UPDATE schedule SET every = NULL, cron = '30 2 * * 1-5' WHERE id = 'nightly'");
  const { window } = await launch();
  const shell = new Shell(window);
  const list = new SchedulesPage(window);
  const page = new SchedulePage(window);
  const editor = new ScheduleEditor(window);
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  await invoke(window, 'schedules.setPaused', {
    scheduleId: 'paused-one',
    isPaused: true,
    reason: 'The building is closed for the holidays, and nobody is there to let the painters in',
    until: null,
  });
  await shell.open('Schedules');
  await expect(list.rows.first()).toBeVisible();
  await picture(window, 'schedules');
  await list.rows
    .last()
    .getByRole('button', { name: /^Pause / })
    .click();
  await shell
    .dialog(/^Pause/)
    .getByLabel('Reason')
    .fill('The building is closed for the holidays');
  await picture(window, 'schedule-pause');
  await window.keyboard.press('Escape');
  await list.button(scheduleId, 'Run').click();
  await picture(window, 'schedule-run');
  await window.keyboard.press('Escape');
  await list.link(scheduleId).click();
  await expect(page.cells.first()).toBeVisible();
  await page.cells.nth(38).focus();
  await picture(window, 'schedule');
  await page.showTable.click();
  await picture(window, 'schedule-table');
  await page.edit.click();
  await expect(editor.nextRuns).toHaveCount(10);
  await editor.choice('Only in these hours of the week').check();
  await editor.timeZone.fill('America/Los_Angeles');
  await editor.timeZone.press('Enter');
  await expect(editor.differences).toContainText('Los_Angeles');
  await picture(window, 'schedule-edit');
  await editor.week.scrollIntoViewIfNeeded();
  await picture(window, 'schedule-edit-hours');
  await editor.cancel.click();
  await shell.dialog('Leave without saving?').getByRole('button', { name: 'Discard changes' }).click();
  await shell.open('Schedules');
  await list.add.click();
  await expect(editor.nextRuns).toHaveCount(10);
  await editor.choice('By a cron rule').check();
  await editor.cron.fill('61 * * * *');
  await editor.save.click();
  await expect(editor.problems.getByRole('listitem')).toHaveCount(1);
  await picture(window, 'schedule-errors');
});

test('pictures of runs with an eventful day behind them', async ({ launch, rounds, site, profile }) => {
  await rounds.configure(site, { every: 'PT10M', schedule: { retry: { attempts: 2, backoffSeconds: 0 } } });
  writeEventfulDay(profile, scheduleId);
  const { window } = await launch();
  const shell = new Shell(window);
  const runs = new RunsPage(window);
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  site.answerWith({ status: 503, body: '' });
  await invoke(window, 'runs.startSchedule', {
    scheduleId,
    reason: 'The doors were changed, so the counts may differ',
  });
  await shell.open('Runs');
  await expect(runs.row(0)).toContainText('Failed');
  await shell.notices.getByRole('button', { name: 'Dismiss' }).first().click();
  await picture(window, 'runs-list');
  await runs.toggleStatus('Failed');
  await window.getByRole('button', { name: /^Status:/ }).click();
  await picture(window, 'runs-filtered');
  await window.keyboard.press('Escape');
  await runs.open(0);
  await expect(runs.result).toHaveText('Failed');
  await picture(window, 'run-failed');
  await runs.runAgain.click();
  await picture(window, 'run-again');
  await window.keyboard.press('Escape');
  site.answerWith(null);
  const { release } = await site.hold(() =>
    invoke(window, 'runs.startSchedule', { scheduleId, reason: 'The source is well again' }),
  );
  await shell.open('Runs');
  await expect(runs.row(0)).toContainText('The source is well again');
  await runs.open(0);
  await expect(runs.result).toHaveText('Running');
  await picture(window, 'run-running');
  release();
  await expect(runs.result).toHaveText('Succeeded');
  await shell.open('Runs');
  await runs.openTab('By hand');
  await expect(runs.byHand).toHaveCount(4);
  await picture(window, 'by-hand');
  await shell.open('Now');
  await picture(window, 'now-eventful');
});

test('pictures of an empty profile', async ({ launch }) => {
  const { window } = await launch();
  const shell = new Shell(window);
  await expect(shell.heading).toHaveText('Welcome to Rounds');
  await picture(window, 'empty-first-run');
  await new SettingsPage(window).addSource.first().click();
  await picture(window, 'empty-add-source');
  await window.keyboard.press('Escape');
  for (const area of ['Occupancy', 'Huts', 'Schedules', 'Runs', 'Settings'] as const) {
    await shell.open(area);
    await picture(window, `empty-${area.toLowerCase()}`);
  }
});

test('pictures of work orders with sample data', async ({ launch, sampleFlags }) => {
  const { window } = await launch({ flags: sampleFlags });
  const shell = new Shell(window);
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  const listed = await invoke(window, 'workOrders.list', { limit: 1 });
  const row = listed.ok
    ? z.object({ rows: z.array(z.object({ sourceId: z.string(), number: z.string() })) }).parse(listed.value).rows[0]
    : undefined;
  const addresses = [
    ['work-orders', '#/work-orders'],
    ['work-orders-nothing', '#/work-orders?text=nothing-of-that-kind'],
    ['work-order', `#/work-orders/${row?.sourceId ?? ''}/${row?.number ?? ''}`],
    ['work-orders-changes', '#/work-orders/changes'],
    ['work-orders-trends', '#/work-orders/trends'],
    ['work-orders-calendar', '#/work-orders/calendar'],
    ['settings-portal', '#/settings'],
    ['settings-account', `#/settings?account=${row?.sourceId ?? ''}`],
    ['settings-new-source', '#/settings?add=1'],
    ['notifications', '#/settings/notifications'],
    ['rule-new', '#/settings/notifications/rules/new'],
    ['channels', '#/settings/notifications/channels'],
    ['channel-new-email', '#/settings/notifications/channels/new?kind=email'],
    ['channel-new-webhook', '#/settings/notifications/channels/new?kind=webhook'],
    ['notification-log', '#/settings/notifications/log'],
    ['now-work-orders', '#/'],
  ] as const;
  for (const [name, address] of addresses) {
    await window.evaluate((to) => void (location.hash = to), address);
    await expect(shell.heading).toBeVisible();
    await picture(window, name);
    await window.keyboard.press('Escape');
  }
});

test('pictures of work orders that changed', async ({ launch, sampleFlags, profile }) => {
  // What is stored now is what the next read finds changed.
  for (const [set, where] of [
    ["next_visit_date = '2026-01-15'", '0'],
    ["store_number = '9' || store_number", '1'],
    ["number = 'W-9' || substr(number, 3)", '2'],
  ] as const) {
    for (const [table, isThere] of [
      ['work_order_state', 'missing_since IS NULL'],
      ['work_order_history', 'last_checked IS NULL'],
    ] as const)
      tamperWith(profile, `UPDATE ${table} SET ${set} WHERE ${isThere} AND substr(number, 3) % 17 = ${where}`);
  }
  const { window } = await launch({ flags: sampleFlags });
  const shell = new Shell(window);
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  const input = { kind: 'work-orders.sync', params: {}, reason: 'Asked for by hand', isDryRun: false };
  await invoke(window, 'runs.start', input);
  await expect(shell.notices).toContainText(/work orders?/i);
  await expect(shell.backgroundWork).toContainText('Nothing is running');
  tamperWith(
    profile,
    'UPDATE work_order_state SET unread_from = first_checked WHERE missing_since IS NULL AND substr(number, 3) % 7 = 3',
  );
  for (const [name, address] of [
    ['work-orders-changed', '#/work-orders?listed=all'],
    ['work-orders-changes-some', '#/work-orders/changes'],
    ['now-changed', '#/'],
  ] as const) {
    await window.evaluate((to) => void (location.hash = to), address);
    await expect(shell.heading).toBeVisible();
    await picture(window, name);
  }
});
