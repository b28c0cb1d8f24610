import type { EpochMs } from '../model/primitives.ts';
import { dayMs, type Segment, zoneOf } from '../schedule/zone.ts';

/** Tells instants of the wall times of a few weeks in one zone, without asking the zone for each of them. */
export interface WallClock {
  /** The first instant at which the clock shows this; null where it never does. */
  startOf(wall: number): EpochMs | null;
  /** The first instant at which the clock shows this; the end of the gap where it never does. */
  endOf(wall: number): EpochMs;
}

/** A clock for the wall times from one to another, both included. */
export function wallClockOf(timeZone: string, from: number, to: number): WallClock {
  const segments = stretches(timeZone, from - 2 * dayMs, to + 2 * dayMs);
  // Most spans hold no change: nothing has to be looked for then.
  const only = segments.length === 1 ? segments[0] : undefined;
  if (only !== undefined) {
    const { offsetMs } = only;
    return { startOf: (wall) => wall - offsetMs, endOf: (wall) => wall - offsetMs };
  }
  // Wall times mostly come in order, so that the segment of the last one is that of the next.
  let index = 0;
  const segmentOf = (wall: number): Segment => {
    while (index > 0 && wall < wallEnd(segments[index - 1])) index -= 1;
    while (wall >= wallEnd(segments[index])) index += 1;
    const segment = segments[index];
    if (segment === undefined) throw new RangeError('The wall time lies outside of this clock');
    return segment;
  };
  return {
    startOf(wall) {
      const { start, offsetMs } = segmentOf(wall);
      return wall < start + offsetMs ? null : wall - offsetMs;
    },
    endOf(wall) {
      const { start, offsetMs } = segmentOf(wall);
      return Math.max(start, wall - offsetMs);
    },
  };
}

/** Segments of a zone, neighbours with the same offset being one. */
function stretches(timeZone: string, from: EpochMs, to: EpochMs): Segment[] {
  const joined: Segment[] = [];
  for (const segment of zoneOf(timeZone).segments(from, to)) {
    const last = joined.at(-1);
    if (last?.offsetMs === segment.offsetMs) joined[joined.length - 1] = { ...last, end: segment.end };
    else joined.push(segment);
  }
  return joined;
}

/** Up to where the clock shows times of a segment. */
function wallEnd(segment: Segment | undefined): number {
  return segment === undefined ? Infinity : segment.end + segment.offsetMs;
}
