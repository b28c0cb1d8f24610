import type { Locator, Page } from '@playwright/test';

/** Sources, the configuration, the appearance; and the first page of an empty profile, which offers the same ways in. */
export class SettingsPage {
  readonly page: Page;
  readonly sources: Locator;
  readonly addSource: Locator;
  readonly openSampleData: Locator;
  readonly configurationFile: Locator;
  readonly locations: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sources = page.getByRole('table', { name: 'Sources' });
    this.addSource = page.getByRole('button', { name: /^Add (a )?source$/ });
    this.openSampleData = page.getByRole('button', { name: 'Open sample data' });
    this.configurationFile = page.getByLabel('Configuration file');
    this.locations = page.getByRole('list', { name: 'Locations' });
  }

  theme(name: 'As the system' | 'Light' | 'Dark'): Locator {
    return this.page.getByRole('radio', { name });
  }
}
