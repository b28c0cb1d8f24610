import type { Locator, Page } from '@playwright/test';

/** The table of work orders and what stands around it. */
export class WorkOrdersPage {
  readonly page: Page;
  readonly readNow: Locator;
  readonly search: Locator;
  readonly grid: Locator;
  readonly views: Locator;
  readonly saveView: Locator;

  constructor(page: Page) {
    this.page = page;
    this.readNow = page.getByRole('button', { name: 'Read now' });
    this.search = page.getByRole('searchbox', { name: /^Number, customer/ });
    this.grid = page.getByRole('grid', { name: 'Work orders' });
    this.views = page.getByRole('group', { name: 'Saved views' });
    this.saveView = page.getByRole('button', { name: 'Save this view' });
  }

  tab(name: 'Orders' | 'Changes' | 'Trends' | 'Calendar'): Locator {
    return this.page.getByRole('navigation', { name: /work orders/i }).getByRole('link', { name, exact: true });
  }
}
