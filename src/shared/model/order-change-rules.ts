import type { CalendarDate } from './calendar-date.ts';
import { compareNumbers } from './order-rules.ts';
import type { OrderNumber, WorkOrderChange } from './work-order.ts';

/** Where an order is and when, for telling its changes. */
export interface OrderPlace {
  readonly customer: string | null;
  readonly storeNumber: string | null;
  readonly city: string | null;
  readonly locationId: string | null;
  readonly nextVisitDate: CalendarDate | null;
}

/** What one read of a list found different about one order. */
export interface OrderDifference {
  readonly number: OrderNumber;
  /** `edited` has other fields than before. */
  readonly kind: 'added' | 'removed' | 'returned' | 'edited';
  /** As it is now; of one that was removed, as it was. */
  readonly place: OrderPlace;
  /** Fields by their names in `WorkOrder`, as text; only of one that was edited. */
  readonly fields: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[];
}

/** A change before it has an id, an instant and a run. */
export type ClassifiedChange = Pick<
  WorkOrderChange,
  'number' | 'type' | 'field' | 'before' | 'after' | 'otherNumber' | 'customer' | 'storeNumber' | 'city'
>;

/** The field whose change has a kind of its own. */
const dateField = 'nextVisitDate';

/**
 * Tells what happened between two reads of a list, by number. Two orders that exchanged their dates are told once, by the lower
 * number; so are an order that went and another one that came for the same location and date, by the one that went.
 */
export function classifyChanges(differences: readonly OrderDifference[]): ClassifiedChange[] {
  const ordered = differences.toSorted((left, right) => compareNumbers(left.number, right.number));
  const swaps = pairSwaps(ordered);
  const replacements = pairReplacements(ordered);
  return ordered.flatMap((difference) => {
    const { kind, number } = difference;
    if (kind === 'returned') return [wholeChange(difference, 'returned')];
    if (kind === 'edited') return tellEdited(difference, swaps);
    const partner = replacements.get(number);
    if (partner === undefined) return [wholeChange(difference, kind)];
    if (kind === 'added') return [];
    return [
      { ...wholeChange(difference, 'replaced'), before: number, after: partner.number, otherNumber: partner.number },
    ];
  });
}

function wholeChange({ number, place }: OrderDifference, type: ClassifiedChange['type']): ClassifiedChange {
  const { customer, storeNumber, city } = place;
  return { number, type, field: null, before: null, after: null, otherNumber: null, customer, storeNumber, city };
}

/** The fields of an order, its date first. */
function tellEdited(difference: OrderDifference, swaps: ReadonlyMap<OrderNumber, OrderDifference>): ClassifiedChange[] {
  const { number, fields } = difference;
  const partner = swaps.get(number);
  const date = dateChangeOf(difference);
  const others = fields
    .filter(({ field }) => field !== dateField)
    .map((change) => ({ ...wholeChange(difference, 'changed'), ...change }));
  if (date === undefined) return others;
  if (partner === undefined) return [{ ...wholeChange(difference, 'date_changed'), ...date }, ...others];
  if (compareNumbers(number, partner.number) > 0) return others;
  const { before, after } = date;
  return [{ ...wholeChange(difference, 'swapped'), before, after, otherNumber: partner.number }, ...others];
}

function dateChangeOf({ fields }: OrderDifference): OrderDifference['fields'][number] | undefined {
  return fields.find(({ field }) => field === dateField);
}

/** Each order that exchanged its date with another, and that other; each has one partner at most. */
function pairSwaps(ordered: readonly OrderDifference[]): Map<OrderNumber, OrderDifference> {
  const moved = ordered.filter(({ kind }) => kind === 'edited');
  const waiting = new Map<string, OrderDifference[]>();
  const pairs = new Map<OrderNumber, OrderDifference>();
  for (const difference of moved) {
    const { before, after } = dateChangeOf(difference) ?? { before: null, after: null };
    if (before === null || after === null) continue;
    const partner = waiting.get(`${after} ${before}`)?.shift();
    if (partner === undefined) push(waiting, `${before} ${after}`, difference);
    else pairs.set(difference.number, partner).set(partner.number, difference);
  }
  return pairs;
}

/** Each order that took the place of another, and that other. */
function pairReplacements(ordered: readonly OrderDifference[]): Map<OrderNumber, OrderDifference> {
  const gone = new Map<string, OrderDifference[]>();
  const pairs = new Map<OrderNumber, OrderDifference>();
  for (const difference of ordered) {
    const key = visitOf(difference);
    if (difference.kind === 'removed' && key !== null) push(gone, key, difference);
  }
  for (const difference of ordered) {
    const key = visitOf(difference);
    if (difference.kind !== 'added' || key === null) continue;
    const partner = gone.get(key)?.shift();
    if (partner !== undefined) pairs.set(difference.number, partner).set(partner.number, difference);
  }
  return pairs;
}

/** Where and when an order is visited next; null where either is not known. */
function visitOf({ place: { locationId, nextVisitDate } }: OrderDifference): string | null {
  return locationId === null || nextVisitDate === null ? null : `${locationId} ${nextVisitDate}`;
}

function push(lists: Map<string, OrderDifference[]>, key: string, difference: OrderDifference): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [difference]);
  else list.push(difference);
}
