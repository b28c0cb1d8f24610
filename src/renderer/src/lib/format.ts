import { inWords, isoDate, lazily, styled } from './date-style.ts';

/** Every date and number that people read is written here. Times are in the viewer's zone. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const NARROW_SPACE = '\u202f';
const MINUS = '\u2212';

const timeOfDay = inWords({ hour: '2-digit', minute: '2-digit' });
const dayOfMonth = styled(inWords({ day: 'numeric', month: 'short' }), isoDate(undefined, 5));
const dayThisYear = styled(dayOfMonth, isoDate());
const dayOfYear = styled(inWords({ day: 'numeric', month: 'short', year: 'numeric' }), isoDate());
const dayOfWeek = styled(inWords({ weekday: 'short', day: 'numeric', month: 'short' }), isoDate());
const monthOnly = styled(inWords({ month: 'short' }), isoDate(undefined, 0, 7));
const withSeconds = inWords({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const isoExact = lazily(
  () =>
    new Intl.DateTimeFormat('sv-SE', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    }),
);
const exact = styled(
  inWords({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }),
  isoExact,
);
const ungrouped = lazily(() => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0, useGrouping: false }));
/** `1 440`: groups parted by a blank, which is a comma nowhere. */
const groupedByBlanks = {
  format: (value: number) => ungrouped.format(value).replace(/\B(?=(?:\d{3})+$)/g, NARROW_SPACE),
};
const whole = styled(
  lazily(() => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })),
  groupedByBlanks,
);

let viewerZone: string | null = null;

/** The viewer's zone: `Europe/Zurich`. */
export function zoneName(): string {
  viewerZone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return viewerZone;
}

/** `14:05`. */
export function formatTimeOfDay(at: number): string {
  return timeOfDay.format(at);
}

/** `14:05:32`, for logs. */
export function formatTimeWithSeconds(at: number): string {
  return withSeconds.format(at);
}

/** `Sat 21 Nov`. */
export function formatDay(at: number): string {
  return dayOfWeek.format(at).replace(',', '');
}

/** `21 Nov 2026, 14:05`. */
export function formatInstantWithYear(at: number): string {
  return `${dayOfYear.format(at)}, ${timeOfDay.format(at)}`;
}

/** `21 Nov, 14:05`, with the year where it is not this one. */
export function formatInstant(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `${(isThisYear ? dayThisYear : dayOfYear).format(at)}, ${timeOfDay.format(at)}`;
}

/** `Sat, 21 Nov 2026, 14:05:32 CET (Europe/Zurich)`: nothing left open. */
export function formatExact(at: number): string {
  return `${exact.format(at)} (${zoneName()})`;
}

/** `9 min ago` within a day, the instant itself beyond. */
export function formatAge(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  return formatInstant(at, now);
}

/** A span in words: `9 minutes`, `3 hours`, `2 days`; at least one minute. */
export function formatSpan(spanMs: number): string {
  if (spanMs < HOUR) return formatCount(Math.max(1, Math.ceil(spanMs / MINUTE)), 'minute', 'minutes');
  if (spanMs < 2 * DAY) return formatCount(Math.round(spanMs / HOUR), 'hour', 'hours');
  return formatCount(Math.round(spanMs / DAY), 'day', 'days');
}

/** How long something took: `0.4 s`, `12 s`, `2 min 05 s`, `1 h 04 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 10 * SECOND) return `${(durationMs / SECOND).toFixed(1)} s`;
  if (durationMs < MINUTE) return `${Math.round(durationMs / SECOND)} s`;
  if (durationMs < HOUR) {
    const seconds = Math.floor((durationMs % MINUTE) / SECOND);
    return `${Math.floor(durationMs / MINUTE)} min ${pad(seconds)} s`;
  }
  return `${Math.floor(durationMs / HOUR)} h ${pad(Math.floor((durationMs % HOUR) / MINUTE))} min`;
}

/** Time left: `4:12`, `1:04:12`, `2 d 3 h`; `now` when there is none. */
export function formatCountdown(leftMs: number): string {
  if (leftMs < SECOND) return 'now';
  if (leftMs >= DAY) return `${Math.floor(leftMs / DAY)} d ${Math.floor((leftMs % DAY) / HOUR)} h`;
  const hours = Math.floor(leftMs / HOUR);
  const minutes = Math.floor((leftMs % HOUR) / MINUTE);
  const seconds = pad(Math.floor((leftMs % MINUTE) / SECOND));
  return hours > 0 ? `${hours}:${pad(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

/** `1,440`. */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** `12 buildings`, `1 building`. */
export function formatCount(count: number, one: string, many: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** `63 %`. */
export function formatPercent(percent: number): string {
  return `${whole.format(percent)}${NARROW_SPACE}%`;
}

/** A share between 0 and 1 as percent that never rounds up to everything or down to nothing. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return `less than ${formatPercent(1)}`;
  if (share < 1 && share > 0.99) return `more than ${formatPercent(99)}`;
  return formatPercent(share * 100);
}

/** `+4`, `−3`, `±0`. */
export function formatSigned(value: number): string {
  const rounded = Math.round(value);
  if (rounded === 0) return '±0';
  return rounded > 0 ? `+${whole.format(rounded)}` : `${MINUS}${whole.format(-rounded)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function formatList(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.slice(-1).join('')}`;
}

/** `2 min` of a step between looks, for axis and tooltips. */
export function formatBucket(bucketMs: number): string {
  if (bucketMs < HOUR) return `${Math.max(1, Math.round(bucketMs / MINUTE))} min`;
  if (bucketMs < DAY) return `${Math.round(bucketMs / HOUR)} h`;
  return formatCount(Math.round(bucketMs / DAY), 'day', 'days');
}

/** The marks of a time axis: at most about ten, on round local hours, days or months. */
export function timeTicks(from: number, until: number): readonly { readonly at: number; readonly label: string }[] {
  const span = until - from;
  const ticks: { at: number; label: string }[] = [];
  const cursor = new Date(from);
  cursor.setMinutes(0, 0, 0);
  if (span > 2 * DAY) cursor.setHours(0);
  if (span > 60 * DAY) cursor.setDate(1);
  for (let guard = 0; cursor.getTime() <= until && guard < 100; guard += 1) {
    if (cursor.getTime() >= from) ticks.push({ at: cursor.getTime(), label: tickLabel(cursor, span) });
    advance(cursor, span);
  }
  return ticks;
}

function tickLabel(cursor: Date, span: number): string {
  if (span > 60 * DAY)
    return cursor.getMonth() === 0 ? String(cursor.getFullYear()) : monthOnly.format(cursor.getTime());
  if (span > 10 * DAY) return dayOfMonth.format(cursor.getTime());
  if (span > 2 * DAY) return formatDay(cursor.getTime());
  return cursor.getHours() === 0 ? dayOfMonth.format(cursor.getTime()) : timeOfDay.format(cursor.getTime());
}

function advance(cursor: Date, span: number): void {
  if (span > 60 * DAY) cursor.setMonth(cursor.getMonth() + 1);
  else if (span > 10 * DAY) cursor.setDate(cursor.getDate() + 5);
  else if (span > 2 * DAY) cursor.setDate(cursor.getDate() + 1);
  else cursor.setHours(cursor.getHours() + (3 - (cursor.getHours() % 3)));
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

const night = styled(
  inWords({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }),
  isoDate('UTC'),
);
const nightInShort = styled(
  inWords({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }),
  isoDate('UTC'),
);
const nightWeekday = inWords({ weekday: 'short', timeZone: 'UTC' });
const nightMonthName = inWords({ month: 'long', timeZone: 'UTC' });
const nightMonth = styled(inWords({ month: 'long', year: 'numeric', timeZone: 'UTC' }), isoDate('UTC', 0, 7));

/** A calendar date in words, of no zone: `Saturday 5 December 2026`. */
export function formatNight(date: string): string {
  return night.format(Date.parse(date)).replace(',', '');
}

/** `Sat 5 Dec`. */
export function formatNightShort(date: string): string {
  return nightInShort.format(Date.parse(date)).replace(',', '');
}

/** `Sat`. */
export function formatWeekday(date: string): string {
  return nightWeekday.format(Date.parse(date));
}

/** `December`. */
export function formatMonthName(date: string): string {
  return nightMonthName.format(Date.parse(date));
}

/** `December 2026`. */
export function formatMonth(date: string): string {
  return nightMonth.format(Date.parse(date));
}
