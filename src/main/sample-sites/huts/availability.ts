import { draw, keyOf } from '../random.ts';
import { takenBedsAt } from './bookings.ts';
import { hutOf } from './hut-list.ts';
import type { SampleHut } from './hut.ts';
import { dayMs, type Night, nightOf, offerOn } from './night.ts';

/** A night of a hut's calendar as hut-reservation.org tells it. */
export interface HutDayJson {
  readonly freeBedsPerCategory: Readonly<Record<string, number>>;
  /** Null when closed, which is not 0. */
  readonly freeBeds: number | null;
  readonly hutStatus: 'SERVICED' | 'UNSERVICED' | 'CLOSED';
  /** `2026-09-05T00:00:00Z`. */
  readonly date: string;
  /** `05.09.2026`. */
  readonly dateFormatted: string;
  readonly totalSleepingPlaces: number;
  readonly percentage: 'AVAILABLE' | 'NEARLY FULL' | 'FULL' | 'CLOSED';
}

/** With less than this share free, a night is nearly full. */
const nearlyFullShare = 0.2;
/** Fewer people want a winter room. */
const winterRoomAppeal = 0.6;
/** The night with a category that nobody has described is one of the next so many, another one every week. */
const strayNights = 50;
const strayBeds = 3;

/**
 * The calendar of a hut at an instant, UTC epoch milliseconds, from the UTC date of then on; null for a hut that there
 * is not. It follows from its arguments alone, so that history can be filled in for any time.
 */
export function availabilityAt(seed: number, hutId: number, timeMs: number): readonly HutDayJson[] | null {
  const hut = hutOf(hutId);
  if (!hut) return null;
  const today = Math.floor(timeMs / dayMs);
  const stray = hut.hasStrayCategory ? strayNightAt(seed, hut, today) : null;
  return Array.from({ length: hut.publishedNights }, (_, ahead) => {
    const night = nightOf(today + ahead);
    const offer = offerOn(hut, night);
    if (offer === 'closed') return closedDay(hut, night);
    const free = freeBedsOf(seed, hut, { night, offer }, timeMs);
    if (night.number === stray) free[`99${hut.id}`] = strayBeds;
    const total = (offer === 'hut' ? hut.beds : hut.winterRoomBeds) + (night.number === stray ? strayBeds : 0);
    return openDay(night, { free, total, hutStatus: offer === 'hut' ? 'SERVICED' : 'UNSERVICED' });
  });
}

/** Free beds by category; what is not offered this night has none. */
function freeBedsOf(
  seed: number,
  hut: SampleHut,
  { night, offer }: { readonly night: Night; readonly offer: 'hut' | 'winter room' },
  timeMs: number,
): Record<string, number> {
  const isWinterRoom = offer === 'winter room';
  const beds = hut.categories.map((category) =>
    (category.kind === 'winter room') === isWinterRoom ? category.beds : 0,
  );
  const popularity = hut.popularity * (isWinterRoom ? winterRoomAppeal : 1);
  const taken = takenBedsAt({ key: keyOf(seed, hut.id, night.number), night, beds, popularity }, timeMs);
  return Object.fromEntries(hut.categories.map(({ id }, index) => [id, (beds[index] ?? 0) - (taken[index] ?? 0)]));
}

function openDay(
  night: Night,
  { free, total, hutStatus }: Pick<HutDayJson, 'hutStatus'> & { free: Record<string, number>; total: number },
): HutDayJson {
  const freeBeds = Object.values(free).reduce((sum, beds) => sum + beds, 0);
  const isNearlyFull = freeBeds < nearlyFullShare * total;
  return {
    freeBedsPerCategory: free,
    freeBeds,
    hutStatus,
    ...datesOf(night),
    totalSleepingPlaces: total,
    percentage: freeBeds === 0 ? 'FULL' : isNearlyFull ? 'NEARLY FULL' : 'AVAILABLE',
  };
}

function closedDay({ saysServicedWhenClosed, categories }: SampleHut, night: Night): HutDayJson {
  return {
    freeBedsPerCategory: saysServicedWhenClosed ? Object.fromEntries(categories.map(({ id }) => [id, 0])) : {},
    freeBeds: null,
    hutStatus: saysServicedWhenClosed ? 'SERVICED' : 'CLOSED',
    ...datesOf(night),
    totalSleepingPlaces: 0,
    percentage: 'CLOSED',
  };
}

function datesOf({ year, month, day }: Night): Pick<HutDayJson, 'date' | 'dateFormatted'> {
  const monthText = String(month + 1).padStart(2, '0');
  const dayText = String(day).padStart(2, '0');
  return { date: `${year}-${monthText}-${dayText}T00:00:00Z`, dateFormatted: `${dayText}.${monthText}.${year}` };
}

/** Number of the night; it lies ahead for the whole week. */
function strayNightAt(seed: number, { id }: SampleHut, today: number): number {
  const week = Math.floor(today / 7);
  return week * 7 + 7 + Math.floor(draw(keyOf(seed, id, week), 7) * strayNights);
}
