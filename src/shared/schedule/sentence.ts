import { parseCron } from './cron.ts';
import { describeCron } from './cron-sentence.ts';
import { type ActiveWindow, durationMs, type Rule, Weekday } from './rule.ts';
import { describeInterval, describeWeekdays, listOf } from './words.ts';

/** More groups of windows than this are counted, not listed. */
const mostGroups = 3;

/**
 * A rule as a sentence without its end: `Every 10 minutes, 07:00–23:00 on weekdays, Los Angeles time`. The zone is named
 * where it matters. Takes rules that cannot be, too, and then gives what was written.
 */
export function describeRule(rule: Rule, zone: string): string {
  const hours = describeHours(rule.activeHours ?? []);
  const parts = [describeTiming(rule), ...(hours === undefined ? [] : [hours])];
  if (rule.every === undefined || hours !== undefined) parts.push(describeZone(zone));
  return parts.join(', ');
}

function describeTiming({ every, dailyAt, cron }: Rule): string {
  if (every !== undefined) return describeInterval(durationMs(every));
  if (dailyAt !== undefined) return `Daily at ${listOf(dailyAt.toSorted())}`;
  const parsed = parseCron(cron ?? '');
  const readable = typeof parsed === 'string' ? undefined : describeCron(parsed);
  return readable ?? `On the cron rule “${cron ?? ''}”`;
}

/** A time zone in words: `Los Angeles time`. */
export function describeZone(zone: string): string {
  if (/^(Etc\/)?(UTC|UCT|Universal|Zulu|GMT)$/i.test(zone)) return 'UTC';
  // The names of these zones count the other way: Etc/GMT+5 is five hours behind.
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/i.exec(zone) ?? [];
  if (hours !== undefined) return hours === '0' ? 'UTC' : `UTC${sign === '+' ? '−' : '+'}${hours}`;
  return `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;
}

/** Active hours in words: `07:00–23:00 on weekdays`; undefined for those that never end. */
export function describeHours(windows: readonly ActiveWindow[]): string | undefined {
  if (windows.length === 0) return undefined;
  const groups = new Map<string, string[]>();
  for (const { days, from, until } of windows) {
    const key = describeDays(days);
    groups.set(key, [...(groups.get(key) ?? []), describeTimes(from, until)]);
  }
  if (groups.size > mostGroups || windows.length > 2 * mostGroups)
    return `in ${windows.length} windows of active hours`;
  return listOf([...groups].map(([days, times]) => [listOf([...new Set(times)].toSorted()), days].join(' ').trim()));
}

function describeTimes(from: string, until: string): string {
  if (from === '00:00' && (until === '00:00' || until === '24:00')) return 'all day';
  return from === until ? `24 hours from ${from}` : `${from}–${until}`;
}

/** Days of the week as they follow a time: `on weekdays`; nothing for all of them. */
function describeDays(days: readonly Weekday[]): string {
  return describeWeekdays(days.map((day) => Weekday.options.indexOf(day)));
}
