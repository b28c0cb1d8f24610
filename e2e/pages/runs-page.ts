import type { Locator, Page } from '@playwright/test';

/** The list of runs, and a run's own page. */
export class RunsPage {
  readonly page: Page;
  readonly table: Locator;
  /** How the run shown ended, in a word. */
  readonly result: Locator;
  readonly failedTargets: Locator;
  readonly changes: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table');
    this.result = page
      .getByRole('term')
      .filter({ hasText: /^Result$/ })
      .locator('xpath=following-sibling::dd[1]');
    this.failedTargets = page.getByRole('table', { name: 'Targets that failed' });
    this.changes = page.getByRole('table', { name: 'Fields that the run found different' });
  }

  /** A row of the list, the newest being 0. */
  row(index: number): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader') })
      .nth(index);
  }

  async open(index: number): Promise<void> {
    await this.row(index).getByRole('link').first().click();
  }
}
