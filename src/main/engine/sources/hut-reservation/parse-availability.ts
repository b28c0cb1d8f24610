import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { describeIssue, isRecord, showValue } from '../describe-issue.ts';
import type { HutAvailability, HutReading, NightFault } from '../hut-readings.ts';
import { changed } from '../json-answer.ts';
import { readHutAnswer } from './answer.ts';
import { dateOfRow, isClosed, objectionTo, RowFigures, staffingOf } from './row-fields.ts';

/** Ten years of nights; the longest calendar seen has 731. */
const maxRows = 4000;

/**
 * The nights of a `getHutAvailability` answer. A row that is impossible or contradicts itself, and a date that several
 * rows tell of, becomes a fault and harms no other. Throws `source_changed`, or `refused` for a block page.
 */
export function parseHutAvailability(text: string): HutAvailability {
  const rows = readHutAnswer(text);
  if (!Array.isArray(rows)) throw changed('answered JSON that is no list of nights.');
  if (rows.length === 0) throw changed('lists no night at all, so the calendar of this hut is not published.');
  if (rows.length > maxRows) throw changed(`lists ${rows.length} nights, more than any calendar has.`);
  return settle(rows.map((row: unknown, index) => readRow(row, index + 1)));
}

/** A row with its place in the answer, counting from 1: its reading, or the reason why it has none. */
interface NightRow {
  readonly place: number;
  readonly date: CalendarDate | null;
  readonly content: HutReading | string;
}

function readRow(row: unknown, place: number): NightRow {
  if (!isRecord(row)) return { place, date: null, content: `It is ${showValue(row)}, which is no night.` };
  const dated = dateOfRow(row);
  if ('reason' in dated) return { place, date: null, content: dated.reason };
  return { place, date: dated.date, content: readNight(row, dated.date) };
}

function readNight(row: Readonly<Record<string, unknown>>, date: CalendarDate): HutReading | string {
  const parsed = RowFigures.safeParse(row);
  if (!parsed.success) return describeIssue(parsed.error, row);
  const figures = parsed.data;
  const objection = objectionTo(figures);
  if (objection !== null) return objection;
  const closed = isClosed(figures);
  return {
    date,
    free: closed ? null : figures.freeBeds,
    total: figures.totalSleepingPlaces,
    staffing: staffingOf(row['hutStatus']),
    reservationStatus: closed ? 'not_possible' : 'possible',
    categories: figures.freeBedsPerCategory,
  };
}

function settle(rows: readonly NightRow[]): HutAvailability {
  const placesByDate = new Map<CalendarDate, number[]>();
  for (const { date, place } of rows) {
    if (date !== null) placesByDate.set(date, [...(placesByDate.get(date) ?? []), place]);
  }
  const nights: HutReading[] = [];
  const faults: NightFault[] = [];
  for (const { place, date, content } of rows) {
    const places = (date === null ? undefined : placesByDate.get(date)) ?? [place];
    if (places.length === 1) {
      if (typeof content !== 'string') nights.push(content);
      else faults.push({ date, label: date ?? `row ${place}`, reason: content });
    } else if (date !== null && places[0] === place) {
      faults.push({ date, label: date, reason: describeDoubles(date, places) });
    }
  }
  return { nights: nights.toSorted((one, other) => (one.date < other.date ? -1 : 1)), faults };
}

function describeDoubles(date: CalendarDate, places: readonly number[]): string {
  const named = places.slice(0, 5).map((place) => `row ${place}`);
  const more = places.length > named.length ? ' and others' : '';
  return `The date ${date} is told by ${places.length} rows: ${named.join(', ')}${more}.`;
}
