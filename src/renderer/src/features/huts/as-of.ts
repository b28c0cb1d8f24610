import { useSearchParams } from 'react-router';
import { useNow } from '../../lib/clock.ts';
import { useSetParams } from '../../lib/use-set-params.ts';

export interface AsOf {
  /** The instant whose knowledge is shown, UTC epoch milliseconds; null: what is known now. */
  readonly asOf: number | null;
  readonly isNow: boolean;
  readonly set: (at: number | null) => void;
}

/** The instant whose knowledge the page shows, held in the address as `asOf`. What lies ahead is not known: it counts as now. */
export function useAsOf(): AsOf {
  const [params] = useSearchParams();
  const setParams = useSetParams<'asOf'>();
  const now = useNow(60_000);
  const asOf = readAsOf(params.get('asOf'), now + 60_000);
  return {
    asOf,
    isNow: asOf === null,
    set: (at) => setParams({ asOf: at === null ? '' : new Date(at).toISOString() }),
  };
}

/** The instant that an address names; null where it names none, one before 1970 or one after `latest`. */
export function readAsOf(text: string | null, latest: number): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}T/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || at < 0 || at > latest ? null : at;
}

/** What a date and a time of the viewer's clocks mean, or why they cannot be taken. */
export type TypedInstant = { readonly at: number } | { readonly problem: string };

export function readTyped(date: string, time: string, now: number): TypedInstant {
  const at = new Date(`${date}T${time}`).getTime();
  if (date === '' || time === '' || Number.isNaN(at) || at < 0) return { problem: 'Choose a date and a time.' };
  return at > now ? { problem: 'This lies ahead. Choose a time that is over.' } : { at };
}

/** A date and a time as fields read them, on the viewer's clocks. */
export function typedParts(at: number): { readonly date: string; readonly time: string } {
  const day = new Date(at);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${String(day.getFullYear()).padStart(4, '0')}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`,
    time: `${pad(day.getHours())}:${pad(day.getMinutes())}`,
  };
}

/** This time of the day, so many days before, on the viewer's clocks; whole minutes. */
export function daysAgo(days: number, now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() - days);
  return day.setSeconds(0, 0);
}
