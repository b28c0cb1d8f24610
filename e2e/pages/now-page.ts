import type { Locator, Page } from '@playwright/test';

/** What matters at a glance. */
export class NowPage {
  readonly page: Page;
  readonly needs: Locator;
  readonly comingUp: Locator;
  readonly lastDay: Locator;

  constructor(page: Page) {
    this.page = page;
    this.needs = page.getByRole('region', { name: 'What needs you' });
    this.comingUp = page.getByRole('region', { name: 'Coming up' });
    this.lastDay = page.getByRole('region', { name: 'The last 24 hours' });
  }

  /** The line about something that needs a person. */
  need(words: string | RegExp): Locator {
    return this.needs.getByRole('listitem').filter({ hasText: words });
  }
}
