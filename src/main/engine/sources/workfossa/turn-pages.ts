import { AppError } from '#shared/errors.ts';
import { selectors } from './selectors.ts';
import { runStep, type Visit } from './visit.ts';

/** The text of a page that was turned to; null where there was no link to follow. */
export type Turned = { readonly html: string | null } | { readonly error: unknown };

/** A list with more pages than this is one that goes in circles. */
const maxPages = 200;
/** So many pages lie unread at most. */
const pagesAhead = 2;

/** Turns the pages of a list ahead of whoever reads them. */
export class PageTurner {
  readonly #visit: Visit;
  readonly #unread: Promise<Turned>[];
  #last: Promise<Turned>;
  #number = 1;
  #isOver = false;

  constructor(visit: Visit, first: string) {
    this.#visit = visit;
    this.#last = Promise.resolve({ html: first });
    this.#unread = [this.#last];
    this.#goOn();
  }

  /** The next page, beginning with the first. Never rejects; after one without a text there is none. */
  take(): Promise<Turned> {
    const next = this.#unread.shift() ?? this.#last;
    this.#goOn();
    return next;
  }

  /** Turns no more. Resolves when no step is under way: the page is not let go of in the middle of one. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#last;
  }

  #goOn(): void {
    while (this.#unread.length < pagesAhead) {
      this.#last = this.#turnAfter(this.#last);
      this.#unread.push(this.#last);
    }
  }

  async #turnAfter(before: Promise<Turned>): Promise<Turned> {
    const turned = await before;
    if (this.#isOver || 'error' in turned || turned.html === null) return { html: null };
    this.#number += 1;
    return turnTo(this.#visit, this.#number);
  }
}

/** What it comes to is told and never thrown, for nobody may be waiting for it yet. */
async function turnTo(visit: Visit, number: number): Promise<Turned> {
  try {
    return { html: await runStep(visit, `page ${number} of the list`, () => turnPage(visit, number)) };
  } catch (error) {
    return { error };
  }
}

async function turnPage({ page, options }: Visit, number: number): Promise<string | null> {
  const from = await page.read(selectors.row);
  if (from === null || !(await page.click(selectors.nextPage))) return null;
  if (number > maxPages)
    throw new AppError('source_changed', `The source has more than ${maxPages} pages of work orders.`);
  options.onProgress(`Page ${number} of the list`);
  const { html } = await page.waitUntil({
    anyOf: [selectors.loginForm, selectors.row],
    differs: { selector: selectors.firstShown, from },
  });
  return html;
}
