import type { OrderPersons, WorkOrder } from '#shared/model/work-order.ts';
import { elementsIn, isWithin, paragraphsOf, readLocalTime, textOf } from './page-parts.ts';
import type { LocalTime } from './portal-page.ts';
import type { RowParts } from './row-parts.ts';

type Place = Pick<WorkOrder, 'customer' | 'customerId' | 'storeNumber' | 'locationId' | 'brand'>;

/** Customer, store and brand: two links and a line without one. */
export function readPlace({ document, withClass, links }: RowParts): Place {
  let place: Place = { customer: null, customerId: null, storeNumber: null, locationId: null, brand: null };
  for (const { href, part } of links) {
    const [, customerId] = /\/app\/customers\/(\d{1,12})\/?$/.exec(href) ?? [];
    const [, locationId] = /\/app\/customers\/locations\/(\d{1,12})\/?$/.exec(href) ?? [];
    if (customerId !== undefined && place.customer === null) place = { ...place, customer: textOf(part), customerId };
    if (locationId !== undefined && place.storeNumber === null)
      place = { ...place, storeNumber: textOf(part), locationId };
  }
  const brand = withClass('mb-1').find((element) => {
    const line = document(element);
    return isWithin(element, 'address') && line.children().length === 0 && textOf(line) !== null;
  });
  return brand === undefined ? place : { ...place, brand: textOf(document(brand)) };
}

/** Texts behind a label such as `Reason:`. */
export function readLabelled({ document, withClass }: RowParts): ReadonlyMap<string, string> {
  const labelled = new Map<string, string>();
  for (const element of withClass('muted')) {
    const part = document(element);
    const label = textOf(part) ?? '';
    if (!label.endsWith(':')) continue;
    const value = textOf(part.parent())?.slice(label.length).trim() ?? '';
    if (value !== '') labelled.set(label.slice(0, -1).trim(), value);
  }
  return labelled;
}

interface Creation extends Pick<OrderPersons, 'createdBy'> {
  readonly createdLocal: LocalTime | null;
}

/** `Name • 04/08/2025 09:41am`; null where it is something else. */
export function readCreation(parts: RowParts): Creation | null {
  const text = textOf(parts.first('work-creator'));
  if (text === null) return { createdBy: null, createdLocal: null };
  const [, name = '', time = ''] = /^(.*?) ?• (\S+ \S+(?: [ap]m)?)$/i.exec(text) ?? [];
  const createdLocal = readLocalTime(time);
  return createdLocal === null ? null : { createdBy: name === '' ? null : name, createdLocal };
}

/** The whole text, which is in a hidden part; what is shown is cut short. */
export function readInstructions({ document, withClass }: RowParts): string | null {
  const texts = withClass('pre-wrap');
  const chosen = texts.find((element) => isWithin(element, 'ks-tooltip')) ?? texts[0];
  if (chosen === undefined) return null;
  for (const element of elementsIn(chosen)) if (element.name === 'br') document(element).replaceWith('\n');
  return paragraphsOf(document(chosen).text());
}
