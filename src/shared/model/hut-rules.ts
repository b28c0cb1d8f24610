import type { Hut, HutOccupancyStatus, HutType, ReservationStatus } from './hut.ts';

/** Occupancy of a night in percent: 100 where the total is 0; negative where more is free than there is; null where not told. */
export function occupancyPercent(free: number | null, total: number | null): number | null {
  if (total === null) return null;
  if (total === 0) return 100;
  return free === null ? null : ((total - free) / total) * 100;
}

/** Percent in steps of ten, half to even; what is nearly empty shows 10 and what is nearly full 90, never 0 or 100. */
export function occupancySteps(percent: number): number {
  if (percent > 0 && percent < 5) return 10;
  if (percent > 95 && percent < 100) return 90;
  return roundHalfToEven(percent / 10) * 10;
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  // Adding 0 turns -0 into 0.
  return (isUp ? below + 1 : below) + 0;
}

/** How full a night is: exactly 100 % is full, above 62 % high, above 37 % medium, above 0 % low. */
export function occupancyStatus(free: number | null, total: number | null): HutOccupancyStatus {
  const percent = occupancyPercent(free, total);
  if (percent === null || total === 0) return 'unknown';
  if (percent === 100) return 'full';
  if (percent > 62) return 'high';
  if (percent > 37) return 'medium';
  return percent > 0 ? 'low' : 'empty';
}

/** The beds of a night, or those that the desk says the hut has where its source does not tell; null where neither fits. */
export function totalOrCapacity(
  free: number | null,
  total: number | null,
  { capacityOpen }: Pick<Hut, 'capacityOpen'>,
): number | null {
  if (total !== null || free === null || capacityOpen === null) return total;
  return free <= capacityOpen ? capacityOpen : null;
}

/** What a source says about the wardens on a night. */
export type Staffing = 'serviced' | 'unserviced' | 'closed' | 'unknown';

/**
 * As what a hut offers a night. Where open and winter capacity are the same, or not known, the source's word on the
 * wardens decides; else a night with no more beds than the winter room has is the winter room. No beds at all is closed.
 */
export function hutTypeOf(
  { total, staffing }: { readonly total: number | null; readonly staffing: Staffing },
  { capacityOpen, capacityClosed }: Pick<Hut, 'capacityOpen' | 'capacityClosed'>,
): HutType {
  if (total === 0) return 'closed';
  const isTold = capacityOpen !== null && capacityClosed !== null && capacityOpen !== capacityClosed;
  if (isTold && total !== null) return total <= capacityClosed ? 'winter_room' : 'hut';
  if (staffing === 'serviced') return 'hut';
  if (staffing === 'unserviced') return 'winter_room';
  return staffing === 'closed' ? 'closed' : 'unknown';
}

/** Beds that somebody can book: none are known where the night is closed, not told or booked elsewhere. */
export function bookableBeds(free: number | null, reservationStatus: ReservationStatus): number | null {
  return reservationStatus === 'possible' || reservationStatus === 'unknown' ? free : null;
}
