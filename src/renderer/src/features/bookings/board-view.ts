import { addDays, isCalendarDate, weekdayOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatNight } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';

/** What the address says about the board. */
export interface BoardView {
  readonly view: 'day' | 'week';
  /** Null: today. */
  readonly date: CalendarDate | null;
  readonly providerId: string | null;
  readonly serviceId: string | null;
  /** The slot whose details are open. */
  readonly slotId: string | null;
}

/** Anything unknown counts as not said. */
export function readBoardView(params: URLSearchParams): BoardView {
  const date = params.get('date');
  return {
    view: params.get('view') === 'day' ? 'day' : 'week',
    date: date !== null && isCalendarDate(date) ? date : null,
    providerId: params.get('provider'),
    serviceId: params.get('service'),
    slotId: params.get('slot'),
  };
}

/** Dates that the board shows. */
export interface BoardRange {
  readonly from: CalendarDate;
  readonly days: number;
}

/** The day itself, or the week that it lies in, from Monday on. */
export function rangeOf({ view, date }: Pick<BoardView, 'view' | 'date'>, today: CalendarDate): BoardRange {
  const day = date ?? today;
  if (view === 'day') return { from: day, days: 1 };
  return { from: addDays(day, -((weekdayOf(day) + 6) % 7)), days: 7 };
}

export function datesOf({ from, days }: BoardRange): readonly CalendarDate[] {
  return Array.from({ length: days }, (_, offset) => addDays(from, offset));
}

/** The date to show for the stretch before (-1) or after (1) this one. */
export function shifted(range: BoardRange, direction: -1 | 1): CalendarDate {
  return addDays(range.from, direction * range.days);
}

/** `Monday 23 November 2026`, `Mon 23 Nov – Sun 29 Nov 2026`. */
export function rangeTitle({ from, days }: BoardRange): string {
  if (days === 1) return formatNight(from);
  const last = addDays(from, days - 1);
  const first = formatDate(from);
  return `${from.slice(0, 4) === last.slice(0, 4) ? first.slice(0, -5) : first} – ${formatDate(last)}`;
}
