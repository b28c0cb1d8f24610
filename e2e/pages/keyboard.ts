import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has. */
const mostStops = 80;

/** Presses Tab until the element has the focus; fails where the keyboard does not reach it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < mostStops; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}
