import { type CheerioAPI, load } from 'cheerio/slim';
import { blockedError } from '../block-page.ts';
import { changed } from '../json-answer.ts';
import { isWithin, textOf } from './page-parts.ts';
import { readPager } from './pager.ts';
import { type ReadRow, readRow } from './parse-row.ts';
import type { UnreadableOrder } from './portal.ts';
import type { OrderRow, PortalList, PortalPage, PortalSight } from './portal-page.ts';
import { selectors } from './selectors.ts';

/** The columns of the list, as its heading names them. */
const columns = 'Work, Customer, Items, Visits';
const columnCells = '.sm-6.med-3, .sm-6.med-4, .sm-6.med-7, .sm-6.med-5';
/** Every page ends with it, as a browser writes it down. */
const end = '</html>';
/** So many rows may lack a part, or one in so many, before it is the page and not the row that is wrong. */
const fewRows = 2;
const oneRowIn = 5;
/** From so many rows on, a part that usually is there should be in one of them. */
const rowsEnough = 5;

/** What the portal shows, without its rows being read. Throws as `parsePortalPage` does, but for what is wrong with rows. */
export function parsePortalSight(text: string): PortalSight {
  return sightIn(loadPage(text), text);
}

/**
 * What the portal shows. A row that cannot be read becomes a fault of that row alone; no rows are an empty list only within the frame
 * of the list. Throws `source_changed` for a list that is built otherwise, `refused` for a block page.
 */
export function parsePortalPage(text: string): PortalPage {
  const document = loadPage(text);
  const sight = sightIn(document, text);
  if (sight.kind !== 'list') return sight;
  const read = document(selectors.row)
    .toArray()
    .map((row, index) => readRow(document, row, index + 1));
  refuseMisshapen(read);
  return { ...sight, ...sortOut(read) };
}

function loadPage(text: string): CheerioAPI {
  return load(text, { xml: { xmlMode: false, decodeEntities: true } });
}

function sightIn(document: CheerioAPI, text: string): PortalSight {
  if (!text.trimEnd().endsWith(end)) throw changed('sent a page that ends in the middle.');
  if (document(selectors.loginForm).length > 0) return { kind: 'login' };
  const rows = document(selectors.row).length;
  const pager = readPager(document);
  const heading = headingOf(document);
  if (rows === 0 && (pager === null || heading === '')) {
    const blocked = blockedError(text);
    if (blocked !== null && pager === null) throw blocked;
    return { kind: 'other', title: textOf(document('title').first()) };
  }
  if (pager === null) throw changed('shows work orders without saying whether there are more pages.');
  if (heading !== columns)
    throw changed(`heads its list ${heading === '' ? 'with nothing' : heading}, where ${columns} were expected.`);
  return { kind: 'list', rows, pager };
}

function headingOf(document: CheerioAPI): string {
  return document(columnCells)
    .toArray()
    .filter((cell) => !isWithin(cell, 'work-list-item'))
    .flatMap((cell) => textOf(document(cell)) ?? [])
    .join(', ');
}

function refuseMisshapen(read: readonly ReadRow[]): void {
  const misshapen = read.filter(({ isMisshapen }) => isMisshapen);
  const [first] = misshapen;
  if (first === undefined) return;
  const isMost = misshapen.length === read.length;
  if (!isMost && misshapen.length <= Math.max(fewRows, read.length / oneRowIn)) return;
  const reason = 'reason' in first.row ? ` ${first.row.reason}` : '';
  throw changed(
    `lists ${read.length} work orders, and ${misshapen.length} of them are not built as they were.${reason}`,
  );
}

function sortOut(read: readonly ReadRow[]): Pick<PortalList, 'orders' | 'faults'> {
  const orders = new Map<string, OrderRow>();
  const faults: UnreadableOrder[] = [];
  for (const { row } of read) {
    if ('reason' in row) faults.push(row);
    else if (orders.has(row.order.number)) faults.push(doubled(row));
    else orders.set(row.order.number, row);
  }
  refuseHollow([...orders.values()]);
  return { orders: [...orders.values()], faults };
}

function doubled({ order: { number } }: OrderRow): UnreadableOrder {
  return { number, label: number, reason: `The order ${number} is on the page twice; its first row counts.` };
}

/** A part that no row has, although nearly every one should, is one that was not found. */
function refuseHollow(rows: readonly OrderRow[]): void {
  if (rows.length < rowsEnough) return;
  const hollow = usualParts.find(({ isIn }) => !rows.some((row) => isIn(row)));
  if (hollow !== undefined)
    throw changed(`lists ${rows.length} work orders, and ${hollow.words} of none of them can be found.`);
}

const usualParts: readonly { readonly words: string; readonly isIn: (row: OrderRow) => boolean }[] = [
  { words: 'the categories', isIn: ({ order }) => order.categories.length > 0 },
  { words: 'the reason', isIn: ({ order }) => order.reason !== null },
  { words: 'the time of creation', isIn: ({ createdLocal }) => createdLocal !== null },
  { words: 'the store', isIn: ({ order }) => order.storeNumber !== null },
  { words: 'the address', isIn: ({ order }) => order.zip !== null },
  { words: 'the contact', isIn: ({ persons }) => persons.contact.length > 0 },
  { words: 'the items', isIn: ({ order }) => order.items.length > 0 },
  { words: 'the next visit', isIn: ({ order }) => order.nextVisitDate !== null || order.lastVisitDate !== null },
  { words: 'the instructions', isIn: ({ order }) => order.instructions !== null },
];
