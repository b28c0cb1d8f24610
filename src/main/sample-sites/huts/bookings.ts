import { draw } from '../random.ts';
import { dayMs, type Night } from './night.ts';

/** A night whose beds are wanted. */
export interface NightDemand {
  /** What all draws of this hut and night follow from. */
  readonly key: number;
  readonly night: Night;
  /** Beds of each category. */
  readonly beds: readonly number[];
  /** Share of the beds wanted on an average night of an ordinary month. */
  readonly popularity: number;
}

/** How much is wanted by month, January first, and by weekday, Sunday first. */
const monthLevels = [0.9, 1.1, 1.2, 1, 0.75, 0.95, 1.25, 1.35, 1.1, 0.85, 0.75, 1];
const weekdayLevels = [0.75, 0.6, 0.6, 0.65, 0.8, 1.2, 1.45];
const groupSizes = [1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 8, 12];
/** How long before the night people book on average; weekends go earlier. */
const meanLeadMs = 35 * dayMs;
const meanWeekendLeadMs = 60 * dayMs;
/** Nobody books for tonight after this time of the day, UTC. */
const lastBookingMs = 16 * 3_600_000;
const canceledShare = 0.2;
/** One night in so many is taken whole, by a course. */
const oneCourseIn = 28;
const course = { earliestLeadMs: 110 * dayMs, latestLeadMs: 15 * dayMs };

/**
 * Beds of each category that are taken at an instant. Every booking has an instant, a size and perhaps an instant at
 * which it is canceled, all of its own, so nothing has to be played from the beginning. Who finds the house full waits,
 * and moves up when others cancel.
 */
export function takenBedsAt(demand: NightDemand, timeMs: number): readonly number[] {
  const { key, night, beds, popularity } = demand;
  const places = beds.reduce((sum, count) => sum + count, 0);
  const arrivalMs = night.number * dayMs + lastBookingMs;
  if (isTakenByCourse(key, arrivalMs, timeMs)) return beds;
  const mood = 0.6 + draw(key, 2);
  const level = (monthLevels[night.month] ?? 0) * (weekdayLevels[night.weekday] ?? 0);
  const wanted = Math.round(places * popularity * level * mood);
  const meanMs = night.weekday >= 5 ? meanWeekendLeadMs : meanLeadMs;
  // Leads are spread exponentially: only draws from here on are of bookings made by now.
  const madeFrom = 1 - Math.exp((timeMs - arrivalMs) / meanMs);
  const asked = beds.map(() => 0);
  for (let booking = 1, told = 0; told < wanted; booking += 1) {
    const first = booking * 8;
    const size = Math.min(groupSizes[Math.floor(draw(key, first) * groupSizes.length)] ?? 1, wanted - told);
    told += size;
    const made = draw(key, first + 1);
    if (made < madeFrom || isCanceled(key, first, { leadMs: -Math.log(1 - made) * meanMs, arrivalMs }, timeMs))
      continue;
    const category = categoryAt(beds, draw(key, first + 4) * places);
    asked[category] = (asked[category] ?? 0) + size;
  }
  return spread(asked, beds);
}

function isTakenByCourse(key: number, arrivalMs: number, timeMs: number): boolean {
  if (draw(key, 0) >= 1 / oneCourseIn) return false;
  const leadMs = course.latestLeadMs + draw(key, 1) * (course.earliestLeadMs - course.latestLeadMs);
  return arrivalMs - leadMs <= timeMs;
}

function isCanceled(
  key: number,
  first: number,
  { leadMs, arrivalMs }: { readonly leadMs: number; readonly arrivalMs: number },
  timeMs: number,
): boolean {
  return draw(key, first + 2) < canceledShare && arrivalMs - draw(key, first + 3) * leadMs <= timeMs;
}

function categoryAt(beds: readonly number[], place: number): number {
  let passed = 0;
  const found = beds.findIndex((count) => place < (passed += count));
  return found === -1 ? beds.length - 1 : found;
}

/** Whoever does not fit where they asked sleeps where there is room, and waits when there is none. */
function spread(asked: readonly number[], beds: readonly number[]): readonly number[] {
  let homeless = asked.reduce((sum, count, index) => sum + Math.max(0, count - (beds[index] ?? 0)), 0);
  return beds.map((count, index) => {
    const own = Math.min(count, asked[index] ?? 0);
    const moved = Math.min(count - own, homeless);
    homeless -= moved;
    return own + moved;
  });
}
