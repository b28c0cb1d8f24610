const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Days of the week, counted from Monday 0, as they follow a time: `on weekdays`; nothing for all of them. */
export function describeWeekdays(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  const key = sorted.join('');
  if (key === '0123456') return '';
  if (key === '01234') return 'on weekdays';
  if (key === '56') return 'on weekends';
  const name = (day: number | undefined): string => dayNames[day ?? 0] ?? '';
  const isRun = sorted.every((day, index) => day === (sorted[0] ?? 0) + index);
  if (isRun && sorted.length > 2) return `${name(sorted[0])} to ${name(sorted.at(-1))}`;
  return `on ${listOf(sorted.map((day) => `${name(day)}s`))}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** An interval as a sentence: `Every 10 minutes`. */
export function describeInterval(everyMs: number): string {
  const parts = [
    { value: Math.floor(everyMs / 3_600_000), unit: 'hour' },
    { value: Math.floor(everyMs / 60_000) % 60, unit: 'minute' },
    { value: Math.floor(everyMs / 1000) % 60, unit: 'second' },
  ].filter(({ value }) => value > 0);
  const [only] = parts;
  if (parts.length === 1 && only?.value === 1) return `Every ${only.unit}`;
  return `Every ${parts.map(({ value, unit }) => `${value} ${unit}${value === 1 ? '' : 's'}`).join(' ')}`;
}
