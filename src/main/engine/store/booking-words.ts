import { type CalendarDate, dayNumberOf } from '#shared/model/calendar-date.ts';
import { timeOfDay } from '#shared/schedule/rule.ts';

const weekdays = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A date for people: `Tue 24 Nov 2026`. */
export function dateInWords(date: CalendarDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  // 1 January 1970 was a Thursday.
  return `${weekdays[dayNumberOf(date) % 7]} ${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** When a slot is, in its provider's zone: `Tue 24 Nov 2026 09:00–10:00`. */
export function timeInWords(slot: {
  readonly date: CalendarDate;
  readonly from_minute: number;
  readonly until_minute: number;
}): string {
  return `${dateInWords(slot.date)} ${timeOfDay(slot.from_minute)}–${timeOfDay(slot.until_minute % 1440)}`;
}

/** `1 person`, `4 people`. */
export function peopleInWords(people: number): string {
  return people === 1 ? '1 person' : `${people} people`;
}
