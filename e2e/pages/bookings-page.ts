import type { Locator, Page } from '@playwright/test';

/** The board of slots, with the details of the one that is open. */
export class BookingsPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly panel: Locator;
  readonly name: Locator;
  readonly people: Locator;
  readonly takeHold: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Slots by service and day' });
    this.panel = page.getByRole('complementary').filter({ has: page.getByRole('button', { name: 'Close' }) });
    this.name = this.panel.getByLabel('Name');
    this.people = this.panel.getByLabel('People');
    this.takeHold = this.panel.getByRole('button', { name: 'Take a hold' });
  }

  /** A slot of the board by its start, `09:00`. */
  slot(from: string): Locator {
    return this.grid.getByRole('button', { name: new RegExp(`^${from}–`) });
  }

  /** Words of slots that do not fit into their box. */
  cutSlots(): Promise<string[]> {
    return this.grid
      .locator('[data-slot]')
      .evaluateAll((slots) =>
        slots.filter((slot) => slot.scrollWidth > slot.clientWidth).map((slot) => slot.textContent ?? ''),
      );
  }

  deed(name: string): Locator {
    return this.panel.getByRole('button', { name });
  }
}
