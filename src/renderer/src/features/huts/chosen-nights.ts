import { addDays, weekdayOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutOffer } from '#shared/model/hut.ts';
import { formatCount, formatNightShort, formatWeekday } from '../../lib/format.ts';

const FRIDAY = 5;
const SATURDAY = 6;
/** As many nights as one question may name. */
export const MOST_NIGHTS = 31;
export const MOST_BEDS = 1000;

/** Nights in a row, from `night` on. */
export interface Stay {
  readonly night: CalendarDate;
  readonly count: number;
}

/** The nights that people ask for most. On a Saturday this weekend has one night left; on a Sunday the next one is meant. */
export function quickStays(today: CalendarDate): readonly (readonly [string, Stay])[] {
  const weekday = weekdayOf(today);
  const friday = addDays(today, weekday === SATURDAY ? -1 : (FRIDAY - weekday + 7) % 7);
  return [
    ['Tonight', { night: today, count: 1 }],
    ['This weekend', weekday === SATURDAY ? { night: today, count: 1 } : { night: friday, count: 2 }],
    ['Next weekend', { night: addDays(friday, 7), count: 2 }],
  ];
}

export function nightsOf({ night, count }: Stay): CalendarDate[] {
  return Array.from({ length: count }, (_, index) => addDays(night, index));
}

/** The stay in few words: `Sat 5 Dec`, `Fri+Sat`, `5 nights from Fri 4 Dec`. */
function stayWords(stay: Stay): string {
  if (stay.count === 1) return formatNightShort(stay.night);
  if (stay.count <= 3) return nightsOf(stay).map(formatWeekday).join('+');
  return `${stay.count} nights from ${formatNightShort(stay.night)}`;
}

/** The same with its dates: `Fri 4 Dec to Sat 5 Dec`. */
export function stayDates(stay: Stay): string {
  if (stay.count === 1) return formatNightShort(stay.night);
  return `${formatNightShort(stay.night)} to ${formatNightShort(addDays(stay.night, stay.count - 1))}`;
}

/** What is asked of each hut: `4 beds on Fri+Sat`. */
export function questionWords(stay: Stay, beds: number): string {
  const words = stayWords(stay);
  return `${formatCount(beds, 'bed', 'beds')} ${stay.count > 3 ? 'for' : 'on'} ${words}`;
}

/** The answer: `Yes (least free 6)`, `No (1)`, `Not known`. */
export function verdictWords({ verdict, leastFree }: HutOffer): string {
  if (verdict === 'unknown') return 'Not known';
  if (verdict === 'full') return leastFree === null ? 'No' : `No (${leastFree})`;
  return leastFree === null ? 'Yes' : `Yes (least free ${leastFree})`;
}

/** Nights from Friday and from Saturday: those of a weekend. */
export function isWeekendNight(date: CalendarDate): boolean {
  const weekday = weekdayOf(date);
  return weekday === FRIDAY || weekday === SATURDAY;
}
