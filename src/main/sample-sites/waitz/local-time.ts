import { dayMs, minuteMs, modulo, zoneOf } from '#shared/schedule/zone.ts';

/** Where the invented campus lies. */
const harbourZone = 'Europe/London';

/** A moment as the clocks on the campus show it. */
export interface LocalTime {
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** The campus time of an instant, UTC epoch milliseconds. */
export function localTimeAt(timeMs: number): LocalTime {
  const wall = timeMs + zoneOf(harbourZone).offsetAt(timeMs);
  return { weekday: new Date(wall).getUTCDay(), minute: Math.floor(modulo(wall, dayMs) / minuteMs) };
}

/** `11:00am` for 660; minutes past midnight wrap. */
export function clockWords(minute: number): string {
  const inDay = ((minute % 1440) + 1440) % 1440;
  const hour = Math.floor(inDay / 60);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(inDay % 60).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`;
}
