import type { Locator, Page } from '@playwright/test';

/** One building: its figure, its history, its looks. */
export class BuildingPage {
  readonly page: Page;
  readonly now: Locator;
  readonly chart: Locator;
  readonly historyTable: Locator;
  readonly showTable: Locator;
  readonly showChart: Locator;
  readonly sourceLink: Locator;
  readonly edit: Locator;
  readonly remove: Locator;

  constructor(page: Page) {
    this.page = page;
    this.now = page.getByRole('region', { name: 'Now', exact: true });
    this.chart = page.getByRole('slider', { name: /^Busyness over / });
    this.historyTable = page.getByRole('table', { name: /^Busyness over / });
    this.showTable = page.getByRole('button', { name: 'Show table' });
    this.showChart = page.getByRole('button', { name: 'Show chart' });
    this.sourceLink = page.getByRole('button', { name: /^127\.0\.0\.1:/ });
    this.edit = page.getByRole('button', { name: 'Edit', exact: true });
    this.remove = page.getByRole('button', { name: 'Remove', exact: true });
  }

  range(label: '24 h' | '7 d' | '30 d' | '1 y'): Locator {
    return this.page.getByRole('radiogroup', { name: 'Range' }).getByRole('radio', { name: label });
  }
}
