import { describeZone } from '#shared/schedule/sentence.ts';
import { dayMs, instantOf, zoneOf } from '#shared/schedule/zone.ts';
import { type Format, inWords, isoDate, styled } from './date-style.ts';
import { zoneName } from './format.ts';

/** Times in the zone of a schedule, which need not be the viewer's; `format.ts` writes those of the viewer. */

const HOUR = 3_600_000;

interface ZonedFormats {
  readonly day: ReturnType<typeof styled>;
  readonly time: Format;
  readonly second: Format;
  readonly month: ReturnType<typeof styled>;
}

// Making a format costs milliseconds, and a timeline asks for hundreds.
const known = new Map<string, ZonedFormats>();

/** The formats of a zone; the viewer's where a schedule names one that this runtime does not know. */
function formatsOf(wanted: string): ZonedFormats {
  const found = known.get(wanted);
  if (found !== undefined) return found;
  const timeZone = isKnownZone(wanted) ? wanted : zoneName();
  const made: ZonedFormats = {
    day: styled(inWords({ timeZone, weekday: 'short', day: 'numeric', month: 'short' }), isoDate(timeZone)),
    time: inWords({ timeZone, hour: '2-digit', minute: '2-digit' }),
    second: inWords({ timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    month: styled(inWords({ timeZone, month: 'short', year: 'numeric' }), isoDate(timeZone, 0, 7)),
  };
  known.set(wanted, made);
  return made;
}

export function isKnownZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** `Tue 24 Nov`, on the calendar of a zone. */
function dayInZone(at: number, timeZone: string): string {
  return formatsOf(timeZone).day.format(at).replace(',', '');
}

/** `Tue 24 Nov, 14:10`, on the clock of a zone. */
export function formatInZone(at: number, timeZone: string): string {
  return `${dayInZone(at, timeZone)}, ${formatsOf(timeZone).time.format(at)}`;
}

/** `Tue 24 Nov, 14:10:30`, for what happens more than once a minute. */
export function formatSecondInZone(at: number, timeZone: string): string {
  return `${dayInZone(at, timeZone)}, ${formatsOf(timeZone).second.format(at)}`;
}

/** `14:10`, on the clock of a zone. */
export function formatTimeInZone(at: number, timeZone: string): string {
  return formatsOf(timeZone).time.format(at);
}

const calendarDay = styled(
  inWords({
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }),
  isoDate('UTC'),
);

/** `Sun 14 Mar 2027`, of a calendar date `2027-03-14`, whatever the zone. */
export function formatDate(date: string): string {
  return calendarDay.format(Date.parse(`${date}T00:00:00Z`)).replace(',', '');
}

/** The viewer's time beside that of a zone: `05:52`, with the day where it is another one. */
export function formatHere(at: number, timeZone: string): string {
  const here = zoneName();
  return dayInZone(at, here) === dayInZone(at, timeZone) ? formatTimeInZone(at, here) : formatInZone(at, here);
}

/** Whether the clocks of a zone show something else than the viewer's at that instant. */
export function isForeignAt(at: number, timeZone: string): boolean {
  return formatInZone(at, timeZone) !== formatInZone(at, zoneName());
}

/** From an instant to another on the clock of a zone: `Tue 24 Nov, 14:10–15:20`; one minute where they are within it. */
export function formatSpanInZone(first: number, last: number, timeZone: string): string {
  const start = formatInZone(first, timeZone);
  if (start === formatInZone(last, timeZone)) return start;
  if (dayInZone(first, timeZone) !== dayInZone(last, timeZone)) return `${start} – ${formatInZone(last, timeZone)}`;
  return `${start}–${formatsOf(timeZone).time.format(last)}`;
}

/** The name of a zone, with the IANA name where that says more: `Los Angeles time (America/Los_Angeles)`. */
export function zoneTitle(timeZone: string): string {
  const words = describeZone(timeZone);
  return words === timeZone ? words : `${words} (${timeZone})`;
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** The marks of a time axis, at most about a dozen, on round hours, days or months of a zone. */
export function zonedTicks(from: number, until: number, timeZone: string): readonly Tick[] {
  const zone = zoneOf(timeZone);
  const span = until - from;
  const ticks: Tick[] = [];
  let wall = firstWall(from + zone.offsetAt(from), span);
  for (let guard = 0; guard < 60; guard += 1) {
    const at = instantOf(zone, wall);
    if (at >= until) break;
    if (at >= from) ticks.push({ at, label: tickLabel(at, wall, span, timeZone) });
    wall = nextWall(wall, span);
  }
  return ticks;
}

/** Steps between marks, milliseconds of the wall clock; months beyond. */
function stepOf(span: number): number {
  if (span <= 12 * HOUR) return HOUR;
  if (span <= dayMs) return 3 * HOUR;
  if (span <= 2 * dayMs) return 6 * HOUR;
  if (span <= 10 * dayMs) return dayMs;
  return 5 * dayMs;
}

function firstWall(wall: number, span: number): number {
  if (span > 60 * dayMs) return Date.UTC(new Date(wall).getUTCFullYear(), new Date(wall).getUTCMonth(), 1);
  const step = Math.min(stepOf(span), dayMs);
  return Math.ceil(wall / step) * step;
}

function nextWall(wall: number, span: number): number {
  if (span <= 60 * dayMs) return wall + stepOf(span);
  const date = new Date(wall);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

function tickLabel(at: number, wall: number, span: number, timeZone: string): string {
  if (span > 60 * dayMs) return formatsOf(timeZone).month.format(at);
  if (span > 2 * dayMs || wall % dayMs === 0) return dayInZone(at, timeZone);
  return formatsOf(timeZone).time.format(at);
}
