import { AppError, toAppError } from '#shared/errors.ts';
import { instantOf, minuteMs, zoneOf } from '#shared/schedule/zone.ts';
import { doubtsOf, matchesOf } from './completeness.ts';
import { chooseLargePages } from './page-size.ts';
import type { OrderReading, UnreadableOrder, WorkListReading } from './portal.ts';
import type { OrderRow, PortalList } from './portal-page.ts';
import { selectors } from './selectors.ts';
import { openList } from './sign-in.ts';
import { asList, isTimeout, type ListSeen, look, readText, runStep, type Seen, type Visit } from './visit.ts';

/** A list with more pages than this is one that goes in circles. */
const maxPages = 200;

/**
 * The text of the first page of the list, of whole length where the portal can. `seen` is what is on the screen, if that is the list.
 */
export async function openFirstPage(visit: Visit, seen: Seen): Promise<string> {
  return runStep(visit, 'page 1 of the list', async () => {
    const shown = asList(seen);
    if (shown.shown.rows > 0) return chooseLargePages(visit, shown);
    const late = believable(await waitForRows(visit));
    if (late.shown.rows > 0) return chooseLargePages(visit, late);
    const again = believable(asList(await openList(visit, 'the empty list again')));
    return again.shown.rows > 0 ? chooseLargePages(visit, again) : again.html;
  });
}

/** Throws where a list without rows says itself that it has some. */
function believable(seen: ListSeen): ListSeen {
  const { rows, pager } = seen.shown;
  if (rows === 0 && ((pager.matches ?? 0) > 0 || pager.hasNext || pager.hasPrevious))
    throw new AppError('source_changed', 'The source shows no work orders on a page of a list that has some.');
  return seen;
}

/** Rows may come later than the frame of their list, and nothing else is mistaken for so much: they get a whole step to come. */
async function waitForRows(visit: Visit): Promise<ListSeen> {
  try {
    await visit.page.waitUntil({ anyOf: [selectors.loginForm, selectors.row] });
  } catch (error) {
    if (!isTimeout(error)) throw error;
  }
  return asList(await look(visit));
}

/**
 * Reads the list page by page, from the text of its first one on; rejects where that cannot be read, while trouble on a later page ends
 * the reading and is part of what it resolves to. While one page is read, the next one is fetched.
 */
export async function readPages(visit: Visit, first: string): Promise<WorkListReading> {
  const pages: PortalList[] = [];
  let trouble: AppError | null = null;
  try {
    let turned: Turned | null = { html: first };
    while (turned !== null) turned = await readPage(visit, pages, textOf(turned, pages.length + 1));
  } catch (thrown) {
    trouble = toAppError(thrown);
    if (pages.length === 0 || trouble.code === 'canceled' || trouble.code === 'internal') throw trouble;
  }
  return putTogether(visit, pages, trouble);
}

/** The text of a page that was turned to; null where there was no link to follow. */
type Turned = { readonly html: string | null } | { readonly error: unknown };

function textOf(turned: Turned, number: number): string {
  if ('error' in turned) throw turned.error;
  if (turned.html !== null) return turned.html;
  throw new AppError('source_changed', `The source has a link to page ${number} of its list that cannot be followed.`);
}

/** Reads one page while the next one comes, and gives that; null where this was the last. */
async function readPage(visit: Visit, pages: PortalList[], html: string): Promise<Turned | null> {
  const number = pages.length + 1;
  const turning = turnTo(visit, number + 1);
  try {
    const list = await readText(visit, `page ${number} of the list`, html);
    if (pages.some((seen) => numbersOf(seen) === numbersOf(list)))
      throw new AppError('source_changed', `The source shows an earlier page of its list again as page ${number}.`);
    pages.push(list);
    return list.pager.hasNext ? await turning : null;
  } finally {
    // The page is not let go of in the middle of a step.
    await turning;
  }
}

/** Turns to a page; what it comes to is told and never thrown, for nobody may be waiting for it yet. */
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

function numbersOf({ orders, faults }: PortalList): string {
  return [...orders.map(({ order }) => order.number), ...faults.map(({ label }) => label)].join(' ');
}

function putTogether({ source }: Visit, pages: readonly PortalList[], trouble: AppError | null): WorkListReading {
  const zone = zoneOf(source.timeZone);
  const orders = new Map<string, OrderReading>();
  const doubles = new Set<string>();
  for (const row of pages.flatMap((page) => page.orders)) {
    const { number } = row.order;
    if (orders.has(number)) doubles.add(number);
    else orders.set(number, { order: { ...row.order, createdAt: createdAt(row, zone) }, persons: row.persons });
  }
  const read = { pages, orders: orders.size, doubles: [...doubles], isAtEnd: trouble === null };
  return {
    orders: [...orders.values()],
    faults: pages.flatMap((page, index) => page.faults.map((fault) => placed(fault, index + 1))),
    pages: pages.length,
    matches: matchesOf(pages),
    doubts: doubtsOf(read),
    trouble,
  };
}

function placed(fault: UnreadableOrder, page: number): UnreadableOrder {
  return fault.number === null ? { ...fault, label: `page ${page}, ${fault.label}` } : fault;
}

function createdAt({ createdLocal }: OrderRow, zone: ReturnType<typeof zoneOf>): number | null {
  if (createdLocal === null) return null;
  return instantOf(zone, Date.parse(createdLocal.date) + createdLocal.minute * minuteMs);
}
