import type { Locator, Page } from '@playwright/test';
import { tabTo } from './keyboard.ts';

/** One schedule: its slots, its next runs, how it behaves, who changed it. */
export class SchedulePage {
  readonly page: Page;
  readonly edit: Locator;
  readonly pause: Locator;
  readonly resume: Locator;
  readonly runNow: Locator;
  readonly allRuns: Locator;
  /** What keeps it from running as planned. */
  readonly notice: Locator;
  readonly slots: Locator;
  /** The cells of the timeline. */
  readonly cells: Locator;
  /** What is told of the slot that was walked to. */
  readonly story: Locator;
  readonly showTable: Locator;
  readonly slotTable: Locator;
  readonly nextRuns: Locator;
  readonly behaviour: Locator;
  readonly changes: Locator;

  constructor(page: Page) {
    this.page = page;
    this.edit = page.getByRole('button', { name: 'Edit', exact: true });
    this.pause = page.getByRole('button', { name: 'Pause…', exact: true });
    this.resume = page.getByRole('button', { name: 'Resume', exact: true });
    this.runNow = page.getByRole('button', { name: 'Run now…', exact: true });
    this.allRuns = page.getByRole('link', { name: 'All runs of this schedule' });
    this.notice = page.getByRole('main').locator('.schedule-notice');
    this.slots = page.getByRole('region', { name: /^Slots of / });
    this.cells = this.slots.getByRole('group', { name: /^Slots, oldest first/ }).getByRole('button');
    this.story = this.slots.getByRole('status');
    this.showTable = this.slots.getByRole('button', { name: 'Show table' });
    this.slotTable = this.slots.getByRole('table');
    this.nextRuns = page.getByRole('region', { name: 'The next ten runs' }).getByRole('listitem');
    this.behaviour = page.getByRole('region', { name: 'How it behaves' });
    this.changes = page.getByRole('region', { name: 'Changes made by hand' }).locator('tbody').getByRole('row');
  }

  range(label: '24 h' | '7 d' | '30 d'): Locator {
    return this.page.getByRole('radiogroup', { name: 'Range' }).getByRole('radio', { name: label });
  }

  /** Walks the timeline from its oldest slot by arrow keys; gives every story that was told. */
  async walk(): Promise<string[]> {
    const stories: string[] = [];
    await tabTo(this.page, this.cells.last());
    await this.page.keyboard.press('Home');
    const count = await this.cells.count();
    for (let cell = 0; cell < count; cell += 1) {
      stories.push(await this.story.innerText());
      await this.page.keyboard.press('ArrowRight');
    }
    return stories;
  }
}
