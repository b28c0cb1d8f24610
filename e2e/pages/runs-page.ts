import type { Locator, Page } from '@playwright/test';

/** The list of runs, and a run's own page. */
export class RunsPage {
  readonly page: Page;
  readonly table: Locator;
  /** How the run shown ended, in a word. */
  readonly result: Locator;
  readonly failedTargets: Locator;
  readonly changes: Locator;
  readonly attempts: Locator;
  readonly log: Locator;
  readonly runAgain: Locator;
  readonly search: Locator;
  /** The filters in force. */
  readonly filters: Locator;
  readonly clearAll: Locator;
  /** What people did, on the page of its own. */
  readonly byHand: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table');
    this.result = page
      .getByRole('term')
      .filter({ hasText: /^Result$/ })
      .locator('xpath=following-sibling::dd[1]');
    this.failedTargets = page.getByRole('table', { name: 'Targets that failed' });
    this.changes = page.getByRole('table', { name: 'Fields that the run found different' });
    this.attempts = page.getByRole('region', { name: /attempts?$/ }).getByRole('listitem');
    this.log = page.getByRole('region', { name: 'Lines of the log' });
    this.runAgain = page.getByRole('button', { name: 'Run again' }).first();
    this.search = page.getByRole('searchbox', { name: 'Search subject, reason or error' });
    this.filters = page.getByRole('list', { name: 'Filters in force' });
    this.clearAll = page.getByRole('button', { name: /^Clear all/ }).first();
    this.byHand = page.getByRole('table', { name: /^What was done by hand/ }).getByRole('row');
  }

  /** The rows of runs, without the row of headings. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  /** A row of the list, the newest being 0. */
  row(index: number): Locator {
    return this.rows.nth(index);
  }

  /** Narrows the list to a status, or takes that back. */
  async toggleStatus(word: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Status:/ }).click();
    await this.page.getByRole('checkbox', { name: word, exact: true }).click();
    await this.page.keyboard.press('Escape');
  }

  async openTab(name: 'Runs' | 'By hand'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Kinds of history' })
      .getByRole('link', { name, exact: true })
      .click();
  }

  async open(index: number): Promise<void> {
    await this.row(index).getByRole('link').first().click();
  }
}
