import { draw, keyOf } from '../../src/main/sample-sites/random.ts';
import type { OrderReading } from '../../src/main/engine/sources/workfossa/portal.ts';
import type { Store } from '../../src/main/engine/store/store.ts';
import { addDays, type CalendarDate, dateIn } from '../../src/shared/model/calendar-date.ts';
import type { WorkOrder } from '../../src/shared/model/work-order.ts';

export const orderSource = {
  id: 'portal',
  kind: 'workfossa',
  name: 'Portal',
  baseUrl: 'http://127.0.0.1:9',
  username: 'operator@example.org',
  timeZone: 'America/New_York',
  allowPrivateAddress: true,
} as const;

const seed = 20_261_122;
const customers = [
  'Harbour Fuel',
  'Quay Stores',
  'Lantern Markets',
  'Northgate Petrol',
  'Sailmaker & Sons',
  'Orchard Stop',
];
const brands = ['Harbour', 'Quay', 'Lantern', 'Northgate'];
const categories = ['Meter Calibration', 'Quality Calibration', 'Filter Change', 'Site Survey', 'Post Construction'];
const towns = ['Elmsworth', 'Port Tarn', 'Castleford', 'Mill Bay', 'Upper Wend', 'Saltmarsh'];
const statuses = ['Work Created', 'Work Scheduled', 'Quality Approved'];

function pick<T>(from: readonly [T, ...T[]] | readonly T[], share: number): T {
  const found = from[Math.floor(share * from.length)];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
}

/** An invented order; the same for the same index and date. */
function inventedOrder(index: number, today: CalendarDate): OrderReading {
  const next = (place: number): number => draw(keyOf(seed, index, 0), place);
  const visit = addDays(today, Math.floor(next(1) * 90) - 10);
  const customer = pick(customers, next(2));
  const quantity = 1 + Math.floor(next(3) * 12);
  const order: WorkOrder = {
    number: `W-${100_000 + index}`,
    status: pick(statuses, next(4) ** 3),
    categories: [pick(categories, next(5))],
    reason: 'Compliance',
    project: next(6) < 0.8 ? `${customer} 2026` : null,
    poNumber: next(7) < 0.1 ? `PO-${index}` : null,
    createdAt: Date.parse(`${addDays(today, -Math.floor(next(8) * 200))}T14:00:00Z`),
    customer,
    customerId: String(1 + customers.indexOf(customer)),
    storeNumber: `#${1000 + Math.floor(next(9) * 8000)}`,
    locationId: String(20_000 + Math.floor(next(9) * 8000)),
    brand: pick(brands, next(10)),
    street: `${1 + Math.floor(next(11) * 9999)} Harbour Road`,
    crossStreet: next(12) < 0.6 ? 'Harbour Road and Quay Street' : null,
    city: pick(towns, next(13)),
    state: 'FL',
    zip: String(32_000 + Math.floor(next(14) * 999)),
    county: 'Tarn County',
    items: [{ type: 'Meter Calibration', lines: [{ quantity, description: 'All dispensers', code: '2861' }] }],
    visitsDone: 0,
    visitsPlanned: 1,
    nextVisitId: String(500_000 + index),
    nextVisitDate: next(15) < 0.95 ? visit : null,
    nextVisitTime: 'anytime',
    lastVisitDate: null,
    dueDate: next(16) < 0.9 ? addDays(visit, Math.floor(next(17) * 40) - 5) : null,
    instructions: 'Calibrate all dispensers, change the filters, and put a dated sticker on each of them.',
  };
  return { order, persons: { createdBy: 'Sample Creator', contact: ['Sample Contact', customer] } };
}

/** So many invented orders, as a portal lists them; those of one index follow from its date. */
export function inventedOrders(count: number, now: number, first = 0): OrderReading[] {
  const today = dateIn(orderSource.timeZone, now);
  return Array.from({ length: count }, (_, index) => inventedOrder(first + index, today));
}

/** Stores so many orders as one complete read of the source, which must be there. */
export function fillOrders(store: Store, count: number, now: number): void {
  const orders = inventedOrders(count, now);
  const look = { sourceId: orderSource.id, at: now, stepMs: 3_600_000, runId: null };
  store.workOrders.apply(look, { orders, faults: [], doubts: [] });
}
