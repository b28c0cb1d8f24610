import type { Locator, Page } from '@playwright/test';
import { Shell } from './shell.ts';

/** The list of watched buildings. */
export class OccupancyPage {
  readonly page: Page;
  readonly table: Locator;
  readonly updateNow: Locator;
  readonly addBuilding: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table', { name: /^Watched buildings/ });
    this.updateNow = page.getByRole('button', { name: 'Update now' });
    this.addBuilding = page.getByRole('button', { name: 'Add building' }).first();
    this.search = page.getByRole('searchbox', { name: 'Search by name or code' });
  }

  /** The rows of buildings, without the row of headings. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.link(name) });
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  async choose(name: string, action: 'Update now' | 'Edit' | 'Remove'): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}

/** Opens the list of buildings. */
export async function openOccupancy(page: Page): Promise<{ shell: Shell; list: OccupancyPage }> {
  const shell = new Shell(page);
  await shell.open('Occupancy');
  return { shell, list: new OccupancyPage(page) };
}
