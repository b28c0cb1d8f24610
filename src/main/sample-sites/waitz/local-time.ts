/** Where the invented campus lies. */
const harbourZone = 'Europe/London';

/** A moment as the clocks on the campus show it. */
export interface LocalTime {
  /** `2026-03-02` */
  readonly date: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: harbourZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The campus time of an instant, UTC epoch milliseconds. */
export function localTimeAt(timeMs: number): LocalTime {
  const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const midnightMs = Date.UTC(part('year'), part('month') - 1, part('day'));
  const midnight = new Date(midnightMs);
  return {
    date: midnight.toISOString().slice(0, 10),
    weekday: midnight.getUTCDay(),
    minute: part('hour') * 60 + part('minute'),
  };
}

/** `11:00am` for 660; minutes past midnight wrap. */
export function clockWords(minute: number): string {
  const inDay = ((minute % 1440) + 1440) % 1440;
  const hour = Math.floor(inDay / 60);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(inDay % 60).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`;
}
