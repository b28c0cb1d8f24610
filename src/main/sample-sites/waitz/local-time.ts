const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A moment as the clocks on the campus show it. */
export interface LocalTime {
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** The campus time of an instant, UTC epoch milliseconds: that of London, by the rule that has held there since 1996. */
export function localTimeAt(timeMs: number): LocalTime {
  const year = new Date(timeMs).getUTCFullYear();
  const isSummer = timeMs >= lastSunday(year, 2) && timeMs < lastSunday(year, 9);
  const wall = new Date(isSummer ? timeMs + hourMs : timeMs);
  return { weekday: wall.getUTCDay(), minute: wall.getUTCHours() * 60 + wall.getUTCMinutes() };
}

/** The last Sunday of a month (0 is January), 01:00 UTC, when the clocks change. */
function lastSunday(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0, 1));
  return lastDay.getTime() - lastDay.getUTCDay() * dayMs;
}

/** `11:00am` for 660; minutes past midnight wrap. */
export function clockWords(minute: number): string {
  const inDay = ((minute % 1440) + 1440) % 1440;
  const hour = Math.floor(inDay / 60);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(inDay % 60).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`;
}
