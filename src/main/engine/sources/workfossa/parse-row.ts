import type { CheerioAPI } from 'cheerio/slim';
import type { OrderNumber, WorkOrder } from '#shared/model/work-order.ts';
import { readAddressLines } from './address.ts';
import { isWithin, linesOf, type PageNode, textOf } from './page-parts.ts';
import type { UnreadableOrder } from './portal.ts';
import type { OrderRow } from './portal-page.ts';
import { readCreation, readInstructions, readLabelled, readPlace } from './row-fields.ts';
import { readItems } from './row-items.ts';
import { partsOf, type RowParts } from './row-parts.ts';
import { missingVisits, readVisits } from './row-visits.ts';

/** What became of a row. */
export interface ReadRow {
  readonly row: OrderRow | UnreadableOrder;
  /** A part that every row has is not there: maybe the portal shows rows in another way now. */
  readonly isMisshapen: boolean;
}

/** Reads a row; `place` counts from 1. Nothing in it is guessed: what contradicts itself or cannot be, makes it unreadable. */
export function readRow(document: CheerioAPI, element: PageNode, place: number): ReadRow {
  const parts = partsOf(document, element);
  const { digits, fault } = readNumber(parts, document(element).attr('class') ?? '');
  const number: OrderNumber | null = digits === null ? null : `W-${digits}`;
  const unread = (reason: string, isMisshapen: boolean): ReadRow => ({
    row: { number, label: number ?? `row ${place}`, reason },
    isMisshapen,
  });
  if (digits === null || number === null || fault !== null) return unread(fault ?? 'The row has no number.', true);

  const fields = readFields(parts);
  if (typeof fields === 'string') return unread(fields, true);
  const address = readAddressLines(linesOf(document, parts.first('address-info').children().first()));
  if (typeof address === 'string') return unread(address, false);
  const visits = readVisits(document, parts.column('med-5'), digits);
  if (typeof visits === 'string') return unread(visits, visits === missingVisits);
  const creation = readCreation(parts);
  if (creation === null) return unread('It cannot be read when the order was created.', false);
  const order = { number, ...fields, ...address, ...visits, instructions: readInstructions(parts) };
  const persons = { createdBy: creation.createdBy, contact: [...linesOf(document, parts.first('contact-name'))] };
  return { row: { order, persons, createdLocal: creation.createdLocal }, isMisshapen: false };
}

interface ReadNumber {
  readonly digits: string | null;
  /** Why the row cannot be read, although its number may be known. */
  readonly fault: string | null;
}

/** The digits of the order's number, which link, text and class of the row agree on. */
function readNumber({ links }: RowParts, classes: string): ReadNumber {
  const [, named = null] = /(?:^|\s)w-(\d{1,12})(?:\s|$)/.exec(classes) ?? [];
  for (const { href, part } of links) {
    const [, digits] = /\/app\/work\/(\d{1,12})\/?$/.exec(href) ?? [];
    if (digits === undefined) continue;
    const isAgreed = textOf(part) === `W-${digits}` && (named === null || named === digits);
    return isAgreed ? { digits, fault: null } : { digits: null, fault: 'The row names more than one order.' };
  }
  return { digits: named, fault: 'The row has no link to an order.' };
}

type Fields = Pick<
  WorkOrder,
  'status' | 'categories' | 'reason' | 'project' | 'poNumber' | 'items' | keyof ReturnType<typeof readPlace>
>;

/** What is there or not, and has no form of its own. Gives the reason where a part that every row has is missing. */
function readFields(parts: RowParts): Fields | string {
  const { document } = parts;
  const status = textOf(parts.first('work-status-badge').children().first());
  if (status === null) return 'The row has no status.';
  const place = readPlace(parts);
  if (place.customer === null) return 'The row names no customer.';
  const column = parts.column('med-7');
  const items = column.length === 0 ? 'The row has no column of items.' : readItems(document, column);
  if (typeof items === 'string') return items;
  const labelled = readLabelled(parts);
  const tooltips = parts.withClass('ks-tooltip').filter((tooltip) => isWithin(tooltip, 'wo-category-show'));
  return {
    status,
    categories: tooltips.flatMap((tooltip) => textOf(document(tooltip)) ?? []),
    reason: labelled.get('Reason') ?? null,
    project: labelled.get('Project') ?? null,
    poNumber: labelled.get('PO #') ?? null,
    ...place,
    items: [...items],
  };
}
