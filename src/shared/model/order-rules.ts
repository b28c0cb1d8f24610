import { addDays, type CalendarDate, weekdayOf } from './calendar-date.ts';
import type { OrderNumber, WorkItem, WorkItemLine, WorkOrder } from './work-order.ts';

/** What decides whether an order is late. */
export type OrderDates = Pick<WorkOrder, 'dueDate' | 'nextVisitDate' | 'visitsDone' | 'visitsPlanned'>;

/** Whether an order is planned for after its due date, or was due before today and is not done. */
export function isOverdue(order: OrderDates, today: CalendarDate): boolean {
  const { dueDate, nextVisitDate } = order;
  if (dueDate === null) return false;
  if (nextVisitDate !== null && nextVisitDate > dueDate) return true;
  return dueDate < today && !isDone(order);
}

/** Whether every planned visit was made; without figures nobody can say so. */
function isDone({ visitsDone, visitsPlanned }: OrderDates): boolean {
  return visitsDone !== null && visitsPlanned !== null && visitsPlanned > 0 && visitsDone >= visitsPlanned;
}

/** The Sunday of a date's week, which may be the date itself. */
export function sundayOf(date: CalendarDate): CalendarDate {
  return addDays(date, (7 - weekdayOf(date)) % 7);
}

/** Item types and quantities in one line: `6 Meter Calibration, 1 Combo`. The first line of an item says how many; others are its parts. */
export function summarizeItems(items: readonly WorkItem[]): string {
  return items
    .map(({ type, lines }) => {
      const [first] = lines;
      return first === undefined ? type : `${first.quantity} ${type}`;
    })
    .join(', ');
}

/** Items as text for people: `Meter Calibration: 6 x All Dispensers (2861)`. */
export function describeItems(items: readonly WorkItem[]): string {
  return items.map(({ type, lines }) => `${type}: ${lines.map(describeLine).join(', ')}`).join('; ');
}

function describeLine({ quantity, description, code }: WorkItemLine): string {
  return `${quantity} x ${description}${code === null ? '' : ` (${code})`}`;
}

/** Orders by number, as numbers: W-9 before W-10. */
export function compareNumbers(left: OrderNumber, right: OrderNumber): number {
  return Number(left.slice(2)) - Number(right.slice(2)) || (left < right ? -1 : Number(left > right));
}
