import type { Locator, Page } from '@playwright/test';

/** The huts by nights, with their filters. */
export class HutsPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly updateNow: Locator;
  readonly addHut: Locator;
  readonly importCsv: Locator;
  readonly beds: Locator;
  readonly fits: Locator;
  readonly underWay: Locator;
  /** What the grid says of the place that the keys came to. */
  readonly said: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Free beds by hut and night' });
    this.updateNow = page.getByRole('button', { name: /^(Update|Look) now$/ });
    this.addHut = page.getByRole('button', { name: 'Add hut' });
    this.importCsv = page.getByRole('button', { name: 'Import CSV' });
    this.beds = page.getByRole('spinbutton', { name: 'Beds' });
    this.fits = page.getByRole('combobox', { name: 'Fits' });
    this.underWay = page.getByRole('region', { name: 'Looks under way' });
    this.said = page.locator('.heat__said');
  }

  /** How many huts the grid has, drawn or not; 0 while there is none. */
  async count(): Promise<number> {
    if (!(await this.grid.isVisible())) return 0;
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  view(name: 'Nights' | 'Map' | 'What changed'): Locator {
    return this.page.getByRole('navigation', { name: 'Views of the huts' }).getByRole('link', { name });
  }

  cells(hut: string): Locator {
    return this.grid
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: new RegExp(`^${hut}`) }) })
      .getByRole('gridcell');
  }
}
