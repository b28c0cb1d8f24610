import { AppError } from '#shared/errors.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { Clock, Log, Parse } from '../../ports.ts';
import type { PageCondition, PageSight, RenderedPage } from '../../rendered-pages.ts';
import { statusError } from '../http-answers.ts';
import { namingSource, placeOf } from '../name-source.ts';
import type { PortalOptions } from './portal.ts';
import type { PortalFrame, PortalList, PortalSight } from './portal-page.ts';
import { selectors } from './selectors.ts';

/** A page that is open at a portal, and what is needed to read it. */
export interface Visit {
  readonly source: WorkFossaSource;
  readonly page: RenderedPage;
  readonly parse: Parse;
  readonly clock: Clock;
  readonly log: Log;
  readonly options: PortalOptions;
  /** Failures whose evidence was kept. */
  readonly shown: WeakSet<AppError>;
  /** What the last document was answered with; null before the first, and where there was no answer. */
  lastStatus(): number | null;
  /** Resolves once another document was answered for good, or the time limit of a step is over. */
  nextAnswer(): Promise<void>;
}

/** What the page was seen to show, and its text then. */
export interface Seen<Shown = PortalSight> {
  readonly shown: Shown;
  readonly html: string;
}

/** The list, seen. */
export type ListSeen = Seen<PortalFrame>;

/** What the list may look like once it has come: a form to sign in, rows, or its frame with nothing left to load. */
const listIsThere: PageCondition = {
  anyOf: [selectors.loginForm, selectors.row, selectors.settledList],
  outlineWithout: selectors.row,
};

/** Runs a step; where it fails, keeps what was seen, and names the source in place of `The source`. */
export async function runStep<T>(visit: Visit, step: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    const error = namingSource(thrown, placeOf(visit.source.baseUrl));
    if (error.code !== 'canceled' && !visit.shown.has(error)) await keepEvidence(visit, step);
    visit.shown.add(error);
    throw error;
  }
}

/** Hands over what is on the screen, without failing itself. */
async function keepEvidence({ page, options, log }: Visit, step: string): Promise<void> {
  try {
    const html = await page.html();
    options.onEvidence({ step, html, picture: await page.picture() });
  } catch (error) {
    log.warn({ error, step }, 'What a failed step showed could not be kept');
  }
}

/** Statuses that a sign-in page may come with, which tells more than they do. */
const signInStatuses: ReadonlySet<number> = new Set([401, 419]);

/** Goes to an address. Rejects for every status but a good one, and those of a sign-in page. */
export async function goTo({ page, lastStatus, clock }: Visit, address: string): Promise<void> {
  await page.goTo(address);
  const status = lastStatus();
  if (status !== null && status >= 400 && !signInStatuses.has(status))
    throw statusError(new URL(address), status, { retryAt: null, now: clock.now() });
}

/** Waits for the list, or the form in its place. Rejects with `source_changed` where another page comes. */
export async function waitForList(visit: Visit): Promise<Seen> {
  return see(visit, await sightOfList(visit));
}

async function sightOfList(visit: Visit): Promise<PageSight> {
  try {
    return await visit.page.waitUntil(listIsThere);
  } catch (error) {
    const shown = isTimeout(error) ? (await look(visit)).shown : null;
    if (shown?.kind !== 'other') throw error;
    throw notTheList(shown.title);
  }
}

/** What the page shows now. */
export async function look(visit: Visit): Promise<Seen> {
  const html = await visit.page.html();
  return { shown: await glance(visit, html), html };
}

/** What the page showed when something was found that it was waited for; the form to sign in need not be read for that. */
export async function see(visit: Visit, { found, html, outline }: PageSight): Promise<Seen> {
  return { shown: found === selectors.loginForm ? { kind: 'login' } : await glance(visit, outline ?? html), html };
}

/** What a text shows, which may be an outline without what is in the rows. */
function glance({ parse, options }: Visit, text: string): Promise<PortalSight> {
  return parse('workfossa.sight', text, options.signal);
}

/** Reads a text that a page had; where that fails, the text is what is kept, for the page may show another one by now. */
export async function readText(visit: Visit, step: string, html: string): Promise<PortalList> {
  try {
    return listIn(await visit.parse('workfossa.page', html, visit.options.signal));
  } catch (thrown) {
    const error = namingSource(thrown, placeOf(visit.source.baseUrl));
    if (error.code !== 'canceled') visit.options.onEvidence({ step, html, picture: null });
    visit.shown.add(error);
    throw error;
  }
}

/** What was seen, if it is the list. Throws `signed_out` for the form to sign in and `source_changed` for anything else. */
export function asList({ shown, html }: Seen): ListSeen {
  return { shown: listIn(shown), html };
}

function listIn<List extends PortalFrame>(shown: Exclude<PortalSight, PortalFrame> | List): List {
  switch (shown.kind) {
    case 'list':
      return shown;
    case 'login':
      throw sessionEnded();
    case 'other':
      throw notTheList(shown.title);
  }
}

/** Whether a step took longer than it may. */
export function isTimeout(error: unknown): boolean {
  return error instanceof AppError && error.code === 'timeout';
}

function sessionEnded(): AppError {
  return new AppError(
    'signed_out',
    'The source ended the session and shows its sign-in page. Rounds signs in anew with the next run.',
  );
}

function notTheList(title: string | null): AppError {
  const shown = title === null ? 'a page without a title' : `a page titled “${title}”`;
  return new AppError('source_changed', `The source shows ${shown} in place of the list of work orders.`);
}
