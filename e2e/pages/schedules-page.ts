import type { Locator, Page } from '@playwright/test';

/** The list of schedules. */
export class SchedulesPage {
  readonly page: Page;
  readonly table: Locator;
  readonly add: Locator;
  readonly allMenu: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table', { name: /^Schedules, / });
    this.add = page.getByRole('button', { name: 'New schedule' }).first();
    this.allMenu = page.getByRole('button', { name: 'More actions for all schedules' });
  }

  /** The rows of schedules, without the row of headings. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  /** By id, for two schedules may have the same name. */
  row(id: string): Locator {
    return this.rows.filter({
      has: this.page.getByRole('rowheader').filter({ has: this.page.getByText(id, { exact: true }) }),
    });
  }

  link(id: string): Locator {
    return this.row(id).getByRole('link');
  }

  /** A button of a row: `Run …`, `Pause …`, `Resume …`, `Edit …`. */
  button(id: string, action: 'Run' | 'Pause' | 'Resume' | 'Edit'): Locator {
    return this.row(id).getByRole('button', { name: new RegExp(`^${action} `) });
  }

  /** When a schedule is next due: `2026-11-23T07:00:00.000Z`. */
  nextAt(id: string): Promise<string | null> {
    return this.row(id).getByRole('time').first().getAttribute('datetime');
  }

  async choose(id: string, action: 'Dry run…' | 'Duplicate' | 'Delete'): Promise<void> {
    await this.row(id)
      .getByRole('button', { name: /^More actions for/ })
      .click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}
