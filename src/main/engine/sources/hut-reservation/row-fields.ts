import { z } from 'zod';
import { type CalendarDate, isCalendarDate } from '#shared/model/calendar-date.ts';
import type { Staffing } from '#shared/model/hut-rules.ts';
import { showValue } from '../describe-issue.ts';

const bedsError = 'is no whole number of beds from 0 to 100000';
const Beds = z.int(bedsError).min(0, bedsError).max(100_000, bedsError);

/** The figures of a row, checked one by one; `objectionTo` says whether they agree. */
export const RowFigures = z.object({
  percentage: z.enum(
    ['AVAILABLE', 'NEARLY FULL', 'FULL', 'CLOSED'],
    'is none of AVAILABLE, NEARLY FULL, FULL and CLOSED',
  ),
  freeBeds: Beds.nullish().transform((beds) => beds ?? null),
  totalSleepingPlaces: Beds.nullish().transform((beds) => beds ?? null),
  freeBedsPerCategory: z
    .record(z.string(), Beds, 'is no list of categories')
    .nullish()
    .transform((beds) => Object.entries(beds ?? {}).map(([id, free]) => ({ id, free }))),
});
export type RowFigures = z.output<typeof RowFigures>;

/** Whether the hut takes nobody that night. `hutStatus` does not tell: a closed hut may call itself SERVICED. */
export function isClosed({ percentage, freeBeds, totalSleepingPlaces }: RowFigures): boolean {
  return percentage === 'CLOSED' || (totalSleepingPlaces === 0 && freeBeds === null);
}

/** A sentence that says which figures contradict each other; null where none do. */
export function objectionTo(figures: RowFigures): string | null {
  const { percentage, freeBeds, totalSleepingPlaces, freeBedsPerCategory } = figures;
  if (isClosed(figures)) {
    if (freeBeds !== null && freeBeds > 0) return `The field percentage is CLOSED, although freeBeds is ${freeBeds}.`;
    const offered = freeBedsPerCategory.find(({ free }) => free > 0);
    if (offered === undefined) return null;
    return `The night is closed, although freeBedsPerCategory.${offered.id} is ${offered.free}.`;
  }
  if (freeBeds === null) return `The field freeBeds is null, although percentage is ${percentage}.`;
  if (totalSleepingPlaces === null || freeBeds <= totalSleepingPlaces) return null;
  return `The field freeBeds is ${freeBeds}, more than totalSleepingPlaces, which is ${totalSleepingPlaces}.`;
}

/** Who is at the hut, from `hutStatus`. */
export function staffingOf(hutStatus: unknown): Staffing {
  switch (hutStatus) {
    case 'SERVICED':
      return 'serviced';
    case 'UNSERVICED':
    case 'NOT_SERVICED':
      return 'unserviced';
    case 'CLOSED':
      return 'closed';
    default:
      return 'unknown';
  }
}

/** The night of a row, or a sentence why it is not certain. */
export type RowDate = { readonly date: CalendarDate } | { readonly reason: string };

/**
 * The night that a row tells of: the first ten characters of `date`, which is a label and not an instant, and the same day
 * as `dateFormatted` (`dd.mm.yyyy`) where there are both.
 */
export function dateOfRow(row: Readonly<Record<string, unknown>>): RowDate {
  const { date: stamp, dateFormatted } = row;
  if (stamp == null && dateFormatted == null) return { reason: 'It has no date.' };
  const label = typeof stamp === 'string' ? stamp.slice(0, 10) : '';
  if (stamp != null && !isCalendarDate(label))
    return { reason: `The field date is ${showValue(stamp)}, which does not begin with a date.` };
  if (dateFormatted == null) return { date: label };
  const formatted = dateOfWords(dateFormatted);
  if (formatted === null)
    return { reason: `The field dateFormatted is ${showValue(dateFormatted)}, which is no date.` };
  if (stamp != null && formatted !== label)
    return { reason: `The field date is ${label}, but dateFormatted is ${showValue(dateFormatted)}.` };
  return { date: formatted };
}

function dateOfWords(words: unknown): CalendarDate | null {
  const [, day, month, year] =
    (typeof words === 'string' ? /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(words.trim()) : null) ?? [];
  const date = `${year}-${month}-${day}`;
  return isCalendarDate(date) ? date : null;
}
