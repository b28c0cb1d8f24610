import type { Cron, CronField } from './cron.ts';
import { timeOfDay } from './rule.ts';
import { describeWeekdays, listOf } from './words.ts';

/** Lists longer than this are not read out. */
const mostItems = 4;

/** A cron rule of a common shape in words: `Every 30 minutes on the clock on weekdays`; undefined for others. */
export function describeCron(cron: Cron): string | undefined {
  const dates = describeDates(cron);
  if (dates === undefined) return undefined;
  const times = cron.hour.isStar ? describeEveryHour(cron) : describeHours(cron, dates === '');
  return times === undefined ? undefined : [times, dates].join(' ').trim();
}

/** Minutes by which a field such as a star with step 10 divides its range evenly; undefined for others. */
function evenStep({ text, values }: CronField, range: number): number | undefined {
  const step = text === '*' ? 1 : Number(/^\*\/(\d+)$/.exec(text)?.[1]);
  return range % step === 0 && values.length === range / step ? step : undefined;
}

function describeEveryHour({ minute, hour }: Cron): string | undefined {
  const hours = evenStep(hour, 24);
  const minutes = evenStep(minute, 60);
  if (hours === undefined) return undefined;
  if (hours === 1 && minutes !== undefined) return `${every(minutes, 'minute')} on the clock`;
  if (minute.values.length > mostItems) return undefined;
  if (minute.values.join() === '0') return `${every(hours, 'hour')} on the hour`;
  const unit = minute.values.join() === '1' ? 'minute' : 'minutes';
  return `${every(hours, 'hour')} at ${listOf(minute.values.map(String))} ${unit} past`;
}

function describeHours({ minute, hour }: Cron, isDaily: boolean): string | undefined {
  const times = hour.values.flatMap((each) => minute.values.map((past) => timeOfDay(each * 60 + past)));
  if (times.length <= mostItems) return `${isDaily ? 'Daily at' : 'At'} ${listOf(times)}`;
  const first = hour.values[0] ?? 0;
  if (!hour.values.every((each, index) => each === first + index)) return undefined;
  const range = `from ${times[0] ?? ''} to ${times.at(-1) ?? ''}`;
  if (minute.values.length === 1) return `Every hour ${range}`;
  const minutes = evenStep(minute, 60);
  return minutes === undefined ? undefined : `${every(minutes, 'minute')} ${range}`;
}

function every(count: number, unit: string): string {
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function describeDates({ dayOfMonth, month, dayOfWeek }: Cron): string | undefined {
  const isEachDay = dayOfMonth.values.length === 31;
  const isEachWeekday = dayOfWeek.values.length === 7;
  const isEither = !dayOfMonth.isStar && !dayOfWeek.isStar;
  const months = month.values.length === 12 ? [] : month.values.map((value) => monthNames[value - 1] ?? '');
  if (months.length > mostItems) return undefined;
  if ((isEachDay && isEachWeekday) || (isEither && (isEachDay || isEachWeekday))) {
    return months.length === 0 ? '' : `in ${listOf(months)}`;
  }
  if (isEachDay) {
    const weekdays = describeWeekdays(dayOfWeek.values.map((value) => (value + 6) % 7));
    return months.length === 0 ? weekdays : `${weekdays} in ${listOf(months)}`;
  }
  if (!isEachWeekday || dayOfMonth.values.length > mostItems) return undefined;
  const days = listOf(dayOfMonth.values.map(String));
  if (months.length > 0) return `on ${days} ${listOf(months)}`;
  return `on ${dayOfMonth.values.length === 1 ? 'day' : 'days'} ${days} of the month`;
}
