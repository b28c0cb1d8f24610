import type { CheerioAPI } from 'cheerio';
import type { OrderNumber, OrderPersons } from '#shared/model/work-order.ts';
import { readAddressLines } from './address.ts';
import { type PageNode, type PagePart, paragraphsOf, readLocalTime, textOf } from './page-parts.ts';
import type { UnreadableOrder } from './portal.ts';
import type { LocalTime, OrderRow } from './portal-page.ts';
import { readItems } from './row-items.ts';
import { missingVisits, readVisits } from './row-visits.ts';

/** What became of a row. */
export interface ReadRow {
  readonly row: OrderRow | UnreadableOrder;
  /** A part that every row has is not there: maybe the portal shows rows in another way now. */
  readonly isMisshapen: boolean;
}

/** Reads a row; `place` counts from 1. Nothing in it is guessed: what contradicts itself or cannot be, makes it unreadable. */
export function readRow(document: CheerioAPI, element: PageNode, place: number): ReadRow {
  const row = document(element);
  const digits = numberOf(document, row);
  if (typeof digits !== 'string') return { row: { number: null, label: `row ${place}`, ...digits }, isMisshapen: true };
  const number: OrderNumber = `W-${digits}`;
  const unread = (reason: string, isMisshapen: boolean): ReadRow => ({
    row: { number, label: number, reason },
    isMisshapen,
  });

  const status = textOf(row.find('.work-status-badge > div').first());
  if (status === null) return unread('The row has no status.', true);
  const site = readPlace(document, row);
  if (site.customer === null) return unread('The row names no customer.', true);
  const address = readAddressLines(childLines(document, row.find('.address-info > div').first()));
  if (typeof address === 'string') return unread(address, false);
  const itemColumn = row.find('.sm-6.med-7').first();
  const items = itemColumn.length === 0 ? 'The row has no column of items.' : readItems(document, itemColumn);
  if (typeof items === 'string') return unread(items, true);
  const visits = readVisits(document, row.find('.sm-6.med-5').first(), digits);
  if (typeof visits === 'string') return unread(visits, visits === missingVisits);
  const creation = readCreation(row);
  if (creation === null) return unread('It cannot be read when the order was created.', false);

  const labelled = readLabelled(document, row);
  const order: OrderRow['order'] = {
    number,
    status,
    categories: row
      .find('.wo-category-show .ks-tooltip')
      .toArray()
      .flatMap((tooltip) => textOf(document(tooltip)) ?? []),
    reason: labelled.get('Reason') ?? null,
    project: labelled.get('Project') ?? null,
    poNumber: labelled.get('PO #') ?? null,
    ...site,
    ...address,
    items: [...items],
    ...visits,
    instructions: readInstructions(document, row),
  };
  const persons: OrderPersons = {
    createdBy: creation.createdBy,
    contact: [...childLines(document, row.find('.contact-name').first())],
  };
  return { row: { order, persons, createdLocal: creation.createdLocal }, isMisshapen: false };
}

/** The digits of the order's number, which link, text and class of the row agree on. */
function numberOf(document: CheerioAPI, row: PagePart): string | Pick<UnreadableOrder, 'reason'> {
  const links = row
    .find('a[href]')
    .toArray()
    .flatMap((link) => {
      const [, digits] = /\/app\/work\/(\d{1,12})\/?$/.exec(document(link).attr('href') ?? '') ?? [];
      return digits === undefined ? [] : [{ digits, text: textOf(document(link)) }];
    });
  const [first] = links;
  if (first === undefined) return { reason: 'The row has no link to an order.' };
  const [, named] = /(?:^|\s)w-(\d{1,12})(?:\s|$)/.exec(row.attr('class') ?? '') ?? [];
  const isAgreed =
    first.text === `W-${first.digits}` &&
    links.every(({ digits }) => digits === first.digits) &&
    (named === undefined || named === first.digits);
  return isAgreed ? first.digits : { reason: 'The row names more than one order.' };
}

type Place = Pick<OrderRow['order'], 'customer' | 'customerId' | 'storeNumber' | 'locationId' | 'brand'>;

/** Customer, store and brand: two links and a line without one. */
function readPlace(document: CheerioAPI, row: PagePart): Place {
  let place: Place = { customer: null, customerId: null, storeNumber: null, locationId: null, brand: null };
  for (const element of row.find('.address .mb-1').toArray()) {
    const line = document(element);
    const link = line.find('a[href]').first();
    const href = link.attr('href') ?? '';
    const [, customerId] = /\/app\/customers\/(\d{1,12})\/?$/.exec(href) ?? [];
    const [, locationId] = /\/app\/customers\/locations\/(\d{1,12})\/?$/.exec(href) ?? [];
    if (customerId !== undefined) place = { ...place, customer: textOf(link), customerId };
    else if (locationId !== undefined) place = { ...place, storeNumber: textOf(link), locationId };
    else if (link.length === 0) place = { ...place, brand: place.brand ?? textOf(line) };
  }
  return place;
}

/** Texts behind a label such as `Reason:`. */
function readLabelled(document: CheerioAPI, row: PagePart): ReadonlyMap<string, string> {
  const labelled = new Map<string, string>();
  for (const element of row.find('.sm-6.med-3 span.muted').toArray()) {
    const label = textOf(document(element)) ?? '';
    const value = textOf(document(element).parent())?.slice(label.length).trim() ?? '';
    if (label.endsWith(':') && value !== '') labelled.set(label.slice(0, -1).trim(), value);
  }
  return labelled;
}

interface Creation {
  readonly createdBy: string | null;
  readonly createdLocal: LocalTime | null;
}

/** `Name • 04/08/2025 09:41am`; null where it is something else. */
function readCreation(row: PagePart): Creation | null {
  const text = textOf(row.find('.work-creator').first());
  if (text === null) return { createdBy: null, createdLocal: null };
  const [, name = '', time = ''] = /^(.*?) ?• (\S+ \S+(?: [ap]m)?)$/i.exec(text) ?? [];
  const createdLocal = readLocalTime(time);
  return createdLocal === null ? null : { createdBy: name === '' ? null : name, createdLocal };
}

/** The whole text, which is in a hidden part; what is shown is cut short. */
function readInstructions(document: CheerioAPI, row: PagePart): string | null {
  const hidden = row.find('.ks-tooltip .pre-wrap').first();
  const shown = hidden.length > 0 ? hidden : row.find('.pre-wrap').first();
  const copy = document(shown.toArray()).clone();
  copy.find('br').replaceWith('\n');
  return paragraphsOf(copy.text());
}

/** The texts of the parts right below, one line each. */
function childLines(document: CheerioAPI, part: PagePart): readonly string[] {
  return part
    .children()
    .toArray()
    .flatMap((child) => textOf(document(child)) ?? []);
}
