import { addDays, dateOfDayNumber } from '#shared/model/calendar-date.ts';
import { draw, keyOf } from '../random.ts';
import type { SampleOrder } from './order.ts';
import { pick, placeOf } from './places.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A new order comes in this often, and the oldest one goes for good. */
const newOrderEveryMs = 2 * hourMs;
/** The rest changes this often, so that whoever looks again after a while sees it. */
const stepMs = 10 * 60_000;

const creators = ['Dispatch Desk', 'Rota Office'] as const;
const reasons = ['AccuMeasure', 'Compliance', 'Customer Request'] as const;
const services = [
  { type: 'Meter Calibration', name: 'All Dispensers', code: '2861' },
  { type: 'Quality Calibration', name: 'Open Neck Prover - Quality', code: '3146' },
  { type: 'Combo', name: 'Calibration Services', code: 'CAL-SERV' },
] as const;
const filters = [
  { name: 'Filter change', code: '3006' },
  { name: 'Filters, 10 micron', code: '400HS-10' },
] as const;
const tasks = [
  'Calibrate all dispensers and change filters. Put stickers on the inner side of the uprights, and upload photos of each.',
  'Calibrate all meters.\nBring the open neck prover: the yard has none.',
  'Check the flow at every nozzle first.\n\nChange filters where it is below eight gallons a minute, then calibrate & seal.',
] as const;

/**
 * The orders that the portal lists at an instant, the latest visit first. Numbers rise with time; one order moves its visit, two exchange
 * theirs, one in 37 is away for a while, and the oldest goes when a new one comes.
 */
export function ordersAt(seed: number, timeMs: number, count: number): readonly SampleOrder[] {
  const newest = Math.floor(timeMs / newOrderEveryMs);
  const step = Math.floor(timeMs / stepMs);
  const areAway = Math.floor(step / 2) % 4 === 1;
  const numbers = Array.from({ length: count }, (_, index) => newest - index);
  const listed = numbers.filter((number) => !areAway || number % 37 !== 5);
  return listed
    .map((number) => orderAt(seed, number, step))
    .toSorted((one, other) => sortKey(other).localeCompare(sortKey(one)) || other.number - one.number);
}

/** Later visits are greater, and no visit is the least. */
function sortKey({ visit }: SampleOrder): string {
  return visit === null ? '' : `${visit.date.slice(6)}/${visit.date.slice(0, 5)}`;
}

function orderAt(seed: number, number: number, step: number): SampleOrder {
  const key = keyOf(seed, 7002, number);
  const isTwoDays = number % 10 === 4 || number % 10 === 5;
  // Two orders next to each other are day one and two at the same store.
  const place = placeOf(seed, isTwoDays ? Math.floor(number / 10) : number * 7);
  const madeOn = dateOfDayNumber(Math.floor((number * newOrderEveryMs) / dayMs));
  const isDone = number % 29 === 3;
  const { date, id } = visitOf(seed, number, step);
  const service = pick(services, draw(key, 1));
  const minute = Math.floor(draw(key, 2) * 600) + 420;
  const task = pick(tasks, draw(key, 3));
  return {
    number,
    categories: draw(key, 4) < 0.15 ? [service.type, 'Post Construction'] : [service.type],
    status: isDone ? 'Quality Approved' : 'Work Created',
    statusClass: isDone ? 'work-status-in-progress' : 'work-status-open',
    reason: pick(reasons, draw(key, 5)),
    project: draw(key, 6) < 0.9 ? `${place.brand} ${madeOn.slice(0, 4)} AccuMeasure` : null,
    po: draw(key, 7) < 0.1 ? `SMPL${100_000 + (number % 900_000)}` : null,
    createdBy: pick(creators, draw(key, 8)),
    created: `${shownDate(madeOn)} ${halfDay(minute)}`,
    customer: place.customer,
    customerId: place.customerId,
    store: place.store,
    locationId: place.id,
    brand: place.brand,
    address: place.address,
    contact: [
      'Station Desk',
      place.customer,
      ...(draw(key, 9) < 0.5 ? ['Fuel Equipment'] : []),
      place.accountCode,
      'Net 30',
    ],
    items: [{ type: service.type, lines: linesOf(key, service) }],
    visitsDone: isDone ? 1 : 0,
    visitsPlanned: 1,
    visit: isDone || number % 53 === 9 ? null : { id, date: shownDate(date), time: timeOf(draw(key, 10)) },
    lastVisit: isDone ? shownDate(date) : null,
    due: draw(key, 11) < 0.9 && !isDone ? shownDate(addDays(madeOn, 20 + Math.floor(draw(key, 12) * 40))) : null,
    instructions: isTwoDays ? `Day ${number % 10 === 4 ? 1 : 2} of 2\n${task}` : task,
  };
}

function linesOf(key: number, { name, code }: (typeof services)[number]): SampleOrder['items'][number]['lines'] {
  const main = { quantity: draw(key, 13) < 0.06 ? 0 : 2 + Math.floor(draw(key, 14) * 10), name, code };
  return draw(key, 15) < 0.7 ? [main, { quantity: 1, ...pick(filters, draw(key, 16)) }] : [main];
}

/** Every twenty-fifth order moves its visit with each step; of forty, two neighbours exchange theirs every fourth. */
function visitOf(seed: number, number: number, step: number): { readonly id: number; readonly date: string } {
  const isSwapped = Math.floor(step / 4) % 2 === 1;
  const partner = number % 40 === 10 ? number + 1 : number % 40 === 11 ? number - 1 : number;
  const dated = isSwapped ? partner : number;
  const plannedIn = 3 + Math.floor(draw(keyOf(seed, 7003, dated), 0) * 45);
  const moved = number % 25 === 7 ? step % 5 : 0;
  const day = Math.floor((dated * newOrderEveryMs) / dayMs) + plannedIn + moved;
  return { id: number * 2 + 31, date: dateOfDayNumber(day) };
}

function timeOf(share: number): string {
  return share < 0.7 ? '(anytime)' : halfDay(420 + Math.floor((share - 0.7) * 20) * 60 + 30);
}

function shownDate(date: string): string {
  return `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;
}

function halfDay(minute: number): string {
  const hour = Math.floor(minute / 60);
  const shown = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, '0');
  return `${shown}:${String(minute % 60).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`;
}
