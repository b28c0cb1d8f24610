import type { Locator, Page } from '@playwright/test';

/** The form in which a schedule is made or changed, and what it would do beside it. */
export class ScheduleEditor {
  readonly page: Page;
  readonly form: Locator;
  readonly id: Locator;
  readonly source: Locator;
  readonly cron: Locator;
  readonly interval: Locator;
  readonly unit: Locator;
  readonly timeZone: Locator;
  readonly week: Locator;
  readonly save: Locator;
  readonly cancel: Locator;
  /** Everything that is wrong, once saving was tried. */
  readonly problems: Locator;
  readonly preview: Locator;
  readonly nextRuns: Locator;
  /** Fields that saving changes, old against new. */
  readonly differences: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole('form', { name: 'Schedule' });
    this.id = this.form.getByLabel('Id', { exact: true });
    this.source = this.form.getByRole('combobox', { name: 'Source' });
    this.cron = this.form.getByLabel('Cron rule', { exact: true });
    this.interval = this.form.getByLabel('Interval', { exact: true });
    this.unit = this.form.getByLabel('Unit of the interval');
    this.timeZone = this.form.getByRole('combobox', { name: 'Time zone' });
    this.week = this.form.getByRole('grid', { name: 'Active hours by half hours' });
    this.save = this.form.getByRole('button', { name: /^Save / });
    this.cancel = this.form.getByRole('button', { name: 'Cancel' });
    this.problems = this.form.getByRole('region', { name: 'What is wrong' });
    this.preview = this.form.getByRole('complementary', { name: 'What it would do' });
    this.nextRuns = this.preview.getByRole('region', { name: 'The next ten runs' }).getByRole('listitem');
    this.differences = this.preview.getByRole('region', { name: 'What saving changes' });
  }

  choice(label: string | RegExp): Locator {
    return this.form.getByRole('radio', { name: label });
  }

  building(name: string): Locator {
    return this.form.getByRole('checkbox', { name: new RegExp(`^${name}`) });
  }

  /** The half hour of the week that the keyboard stands on. */
  get focusedHalfHour(): Locator {
    return this.week.locator('td:focus');
  }
}
