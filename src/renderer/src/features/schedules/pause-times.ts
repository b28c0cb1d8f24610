/** How long a pause lasts, as the dialog asks. */
export type PauseUntil = 'resumed' | 'hour' | 'tomorrow' | 'time';

/** When a pause ends, in the viewer's zone. */
export type PauseEnd =
  | { readonly isValid: true; readonly until: number | null }
  | { readonly isValid: false; readonly problem: string };

export function pauseEnd(choice: PauseUntil, typed: string, now: number): PauseEnd {
  if (choice === 'resumed') return { isValid: true, until: null };
  if (choice === 'hour') return { isValid: true, until: now + 3_600_000 };
  if (choice === 'tomorrow') return { isValid: true, until: tomorrowMorning(now) };
  const until = new Date(typed).getTime();
  if (Number.isNaN(until)) return { isValid: false, problem: 'Choose a date and a time.' };
  return until > now ? { isValid: true, until } : { isValid: false, problem: 'This time is over. Choose a later one.' };
}

/** 08:00 of the next day on the viewer's clocks. */
export function tomorrowMorning(now: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + 1);
  return date.setHours(8, 0, 0, 0);
}

/** An instant as a field for date and time reads it: `2026-11-21T14:05`. */
export function dateTimeField(at: number): string {
  const date = new Date(at);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}
