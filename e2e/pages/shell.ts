import type { Locator, Page } from '@playwright/test';

/** What stands around every page: areas, schedules, notices, the palette. */
export class Shell {
  readonly page: Page;
  /** What was said lately. */
  readonly notices: Locator;
  readonly areas: Locator;
  readonly schedules: Locator;
  readonly backgroundWork: Locator;
  /** Profile, scheduler, requests left, background work. */
  readonly statusLine: Locator;
  readonly palette: Locator;
  readonly heading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.notices = page.getByRole('status', { name: 'Notices' });
    this.areas = page.getByRole('navigation', { name: 'Areas' });
    this.schedules = page.getByRole('region', { name: 'Schedules' });
    this.backgroundWork = page.getByRole('region', { name: 'Background work' });
    this.statusLine = page.getByRole('contentinfo');
    this.palette = page.getByRole('dialog', { name: 'Open by name' });
    this.heading = page.getByRole('heading', { level: 1 });
  }

  async open(area: 'Now' | 'Occupancy' | 'Huts' | 'Schedules' | 'Runs' | 'Settings'): Promise<void> {
    await this.areas.getByRole('link', { name: area, exact: true }).click();
  }

  schedule(subject: string): Locator {
    return this.schedules.getByRole('listitem').filter({ hasText: subject });
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** The path and search of the page shown: `/occupancy?q=gym`. */
  address(): string {
    return new URL(this.page.url()).hash.slice(1);
  }
}
