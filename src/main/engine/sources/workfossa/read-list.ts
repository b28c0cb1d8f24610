import { AppError, toAppError } from '#shared/errors.ts';
import { instantOf, minuteMs, zoneOf } from '#shared/schedule/zone.ts';
import { doubtsOf, matchesOf } from './completeness.ts';
import { chooseLargePages } from './page-size.ts';
import type { OrderReading, UnreadableOrder, WorkListReading } from './portal.ts';
import type { OrderRow, PortalList } from './portal-page.ts';
import { selectors } from './selectors.ts';
import { openList } from './sign-in.ts';
import { PageTurner, type Turned } from './turn-pages.ts';
import { asList, isTimeout, type ListSeen, look, readText, runStep, type Seen, type Visit } from './visit.ts';

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
 * the reading and is part of what it resolves to. While one page is read, those after it are fetched.
 */
export async function readPages(visit: Visit, first: string): Promise<WorkListReading> {
  const turner = new PageTurner(visit, first);
  const pages: PortalList[] = [];
  let trouble: AppError | null = null;
  try {
    do pages.push(await readPage(visit, pages, await turner.take()));
    while (pages.at(-1)?.pager.hasNext === true);
  } catch (thrown) {
    trouble = toAppError(thrown);
    if (pages.length === 0 || trouble.code === 'canceled' || trouble.code === 'internal') throw trouble;
  } finally {
    await turner.end();
  }
  return putTogether(visit, pages, trouble);
}

async function readPage(visit: Visit, before: readonly PortalList[], turned: Turned): Promise<PortalList> {
  const number = before.length + 1;
  const list = await readText(visit, `page ${number} of the list`, textOf(turned, number));
  if (before.some((seen) => numbersOf(seen) === numbersOf(list)))
    throw new AppError('source_changed', `The source shows an earlier page of its list again as page ${number}.`);
  return list;
}

function textOf(turned: Turned, number: number): string {
  if ('error' in turned) throw turned.error;
  if (turned.html !== null) return turned.html;
  throw new AppError('source_changed', `The source has a link to page ${number} of its list that cannot be followed.`);
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
