import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BookingSlot } from '#shared/model/booking.ts';
import { addDays, dateIn } from '#shared/model/calendar-date.ts';
import { expect, type Rounds, test } from './fixtures.ts';
import { tamperWith } from './hosts/database.ts';
import { axeFindings } from './pages/axe.ts';
import { BookingsPage } from './pages/bookings-page.ts';
import { tabTo } from './pages/keyboard.ts';
import { invoke } from './pages/page-api.ts';
import { Shell } from './pages/shell.ts';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const tomorrow = addDays(dateIn('UTC', Date.now()), 1);

/** One provider with two services, the sweep every half minute, and upkeep that only the test starts. */
const configuration = {
  version: 1,
  providers: [
    {
      id: 'workshop',
      name: 'Quay Workshop',
      timeZone: 'UTC',
      availability: everyDay.map((weekday) => ({ weekday, from: '09:00', until: '13:00' })),
    },
  ],
  services: [
    { id: 'repair', providerId: 'workshop', name: 'Repair', price: '40.00' },
    { id: 'painting', providerId: 'workshop', name: 'Painting', price: '80.00', status: 'draft' },
  ],
  schedules: [
    { id: 'holds', job: 'reservations.expire', every: 'PT30S', timeZone: 'UTC' },
    { id: 'slots', job: 'slots.maintain', params: { daysAhead: 13 }, dailyAt: ['02:00'], timeZone: 'UTC' },
  ],
};

async function prepare(rounds: Rounds, folder: string): Promise<void> {
  const file = join(folder, 'bookings.json');
  writeFileSync(file, JSON.stringify(configuration));
  const imported = await rounds.run(['--import-config', file]);
  expect(imported.code, imported.stderr).toBe(0);
}

const maintain = ['--run-once', '--job', 'slots.maintain', '--days-ahead', '13', '--json'];

test.describe('bookings', () => {
  test.slow();

  test('a hold is taken by keyboard, runs out, frees its slot, which is taken anew, and another is paid', async ({
    rounds,
    launch,
    profile,
    home,
  }) => {
    await prepare(rounds, home);
    const filled = await rounds.run(maintain);
    expect(filled.code, filled.stderr).toBe(0);
    const { window } = await launch();
    const shell = new Shell(window);
    const page = new BookingsPage(window);
    await window.keyboard.press('g');
    await window.keyboard.press('b');
    await expect(shell.heading).toHaveText('Bookings');
    await window.evaluate((to) => void (location.hash = to), `#/bookings?view=day&date=${tomorrow}`);
    const nine = page.slot('09:00');
    await expect(nine).toHaveAccessibleName(/Free.*Repair/);

    await tabTo(window, nine);
    await window.keyboard.press('Enter');
    await expect(page.takeHold).toBeVisible();
    await tabTo(window, page.name);
    await window.keyboard.type('Ada Sample');
    await tabTo(window, page.people);
    await window.keyboard.press('Control+a');
    await window.keyboard.type('2');
    await window.keyboard.press('Enter');
    await expect(nine).toHaveAccessibleName(/Held.*Repair/);
    await expect(page.panel.getByText(/\d+:\d\d left/)).toBeVisible();

    // Its time is over now; whoever looks sees that before the sweep comes.
    tamperWith(profile, `UPDATE reservation SET expires_at = ${Date.now() - 1}, version = version + 1`);
    await invoke(window, 'runs.startSchedule', { scheduleId: 'holds', reason: 'A test', isDryRun: false });
    await expect(nine).toHaveAccessibleName(/Free.*Repair/);
    await expect(page.takeHold).toBeVisible();

    await tabTo(window, page.name);
    await window.keyboard.type('Bo Placeholder');
    await window.keyboard.press('Enter');
    await expect(nine).toHaveAccessibleName(/Held.*Repair/);
    await window.keyboard.press('Escape');
    await expect(page.takeHold).toBeHidden();

    const ten = page.slot('10:00');
    await window.keyboard.press('ArrowRight');
    await expect(ten).toBeFocused();
    await window.keyboard.press('Enter');
    await tabTo(window, page.name);
    await window.keyboard.type('Cleo Invented');
    await window.keyboard.press('Enter');
    await expect(ten).toHaveAccessibleName(/Held.*Repair/);
    await tabTo(window, page.deed('Mark paid'));
    await window.keyboard.press('Enter');
    await expect(ten).toHaveAccessibleName(/Paid.*Repair/);
    await expect(nine).toHaveAccessibleName(/Held.*Repair/);

    const reply = await invoke(window, 'bookings.find', { limit: 10 });
    expect(reply).toMatchObject({
      ok: true,
      value: {
        reservations: [
          { reservation: { customerName: 'Cleo Invented', status: 'paid' } },
          { reservation: { customerName: 'Bo Placeholder', status: 'pending' } },
          { reservation: { customerName: 'Ada Sample', status: 'cancelled', cancelledBy: 'expiry' } },
        ],
      },
    });
    for (const [address, sight] of [
      [`#/bookings?view=week&date=${tomorrow}`, '[data-slot]'],
      ['#/bookings/find', 'tbody tr'],
      ['#/bookings/providers', 'tbody tr'],
      ['#/bookings/providers/workshop', '.slot-preview__sentence'],
      ['#/bookings/health', '.recharts-surface'],
    ] as const) {
      await window.evaluate((to) => void (location.hash = to), address);
      await expect(window.locator(sight).first()).toBeVisible();
      expect(await page.cutSlots(), address).toEqual([]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const rules = colorScheme === 'dark' ? (['color-contrast', 'link-in-text-block'] as const) : 'all';
        expect.soft(await axeFindings(window, rules), `${address}, ${colorScheme}`).toEqual([]);
      }
    }
    // Names of customers stay out of what leaves by itself.
    const exported = await rounds.run(['--export', 'reservations', '--format', 'csv', '--out', '-']);
    expect(exported.stdout).toContain('cancelled');
    expect(exported.stdout).not.toContain('Sample');
  });

  test('hours are edited with their slots in sight, tried dry, applied, and taken back', async ({
    rounds,
    launch,
    home,
  }) => {
    await prepare(rounds, home);
    const { window } = await launch();
    const shell = new Shell(window);
    await window.evaluate((to) => void (location.hash = to), '#/bookings/providers/workshop');
    const sentence = window.locator('.slot-preview__sentence');
    // Of today, those that are over are not made.
    await expect(sentence).toContainText(/\d+ slots will be made/);
    const before = Number(/(\d+) slots/.exec((await sentence.textContent()) ?? '')?.[1]);
    await window.getByLabel('Hours 1 until').fill('11:00');
    await expect(sentence).not.toContainText(`${before} slots`);
    await window.getByRole('button', { name: 'Save changes' }).click();
    await expect(shell.notices).toContainText('Quay Workshop is saved');

    await window.getByRole('button', { name: /dry run first/ }).click();
    await expect(shell.heading).toContainText('Keep booking slots filled');
    const apply = window.getByRole('button', { name: 'Apply this plan' });
    await expect(apply).toBeVisible();
    const board = { from: tomorrow, days: 1 };
    expect(await invoke(window, 'bookings.board', board)).toEqual({ ok: true, value: [] });
    await apply.click();
    const dialog = shell.dialog('Apply this plan');
    await dialog.getByLabel('Reason').fill('Slots for the next weeks');
    await dialog.getByRole('button', { name: 'Apply this plan' }).click();
    const undo = window.getByRole('button', { name: 'Take back this run' });
    await expect(undo).toBeVisible();
    const reply = await invoke(window, 'bookings.board', board);
    const slots = z.array(BookingSlot).parse(reply.ok ? reply.value : []);
    expect(slots.length).toBeGreaterThan(1);

    // One that somebody took meanwhile is left alone.
    const held = slots[0];
    await invoke(window, 'bookings.hold', { slotId: held?.id, customerName: 'Cleo Invented', people: 1 });
    await undo.click();
    const back = shell.dialog('Take back this run');
    await expect(back.getByRole('table')).toContainText('Repair');
    await back.getByLabel('Reason').fill('Too early');
    await back.getByRole('button', { name: 'Take back this run' }).click();
    await expect
      .poll(async () => {
        const left = await invoke(window, 'bookings.board', board);
        return left.ok
          ? z
              .array(BookingSlot)
              .parse(left.value)
              .map(({ id }) => id)
          : left.error;
      })
      .toEqual([held?.id]);
  });
});
