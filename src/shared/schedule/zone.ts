import { AppError } from '../errors.ts';
import type { EpochMs } from '../model/primitives.ts';

/** A stretch of time, `end` exclusive, over which local time is UTC plus `offsetMs`. */
export interface Segment {
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly offsetMs: number;
}

/** What the planner knows of a time zone. Wall times are milliseconds as if the wall clock showed UTC. */
export interface Zone {
  readonly id: string;
  /** Local time minus UTC. */
  offsetAt(at: EpochMs): number;
  /** The whole of `from` to `to` (exclusive) in order; neighbours may have equal offsets. Lazy. */
  segments(from: EpochMs, to: EpochMs): Generator<Segment>;
}

/** Lengths of time, milliseconds. */
export const minuteMs = 60_000;
/** A day of the calendar, as wall times count. */
export const dayMs = 86_400_000;
/** A week of the calendar, as wall times count. */
export const weekMs = 7 * dayMs;

/** Instants that local time can be told of: the range of `Date` less a margin for offsets and for what is read ahead. */
export const lastInstant = 8.64e15 - 60 * dayMs;

// In the zone data of 1970–2100 changes lie at least 167 hours apart (Gaza 2040, Recife 2000), so that probes half as
// far apart see every one.
const probeMs = 3.5 * dayMs;
const chunkMs = 8 * probeMs;

interface Change {
  readonly at: EpochMs;
  readonly offsetMs: number;
}

/** The offset at the beginning of a chunk and the changes up to its end. */
interface Chunk {
  readonly offsetMs: number;
  readonly changes: readonly Change[];
}

/** Chunks kept for one zone: about 60 years. Beyond it is begun anew. */
const mostChunks = 800;

// Both hold results of pure functions only; who asks first cannot be told from who asks second.
const zones = new Map<string, Zone>();

/** The zone of an IANA name. Throws `invalid_input` for one that this runtime does not know. */
export function zoneOf(id: string): Zone {
  const known = zones.get(id);
  if (known !== undefined) return known;
  const zone = makeZone(id, offsetReader(id));
  zones.set(id, zone);
  return zone;
}

function makeZone(id: string, readOffset: (at: EpochMs) => number): Zone {
  const chunks = new Map<number, Chunk>();
  const chunkAt = (index: number): Chunk => {
    const known = chunks.get(index);
    if (known !== undefined) return known;
    if (chunks.size >= mostChunks) chunks.clear();
    const chunk = readChunk(readOffset, index * chunkMs);
    chunks.set(index, chunk);
    return chunk;
  };
  const offsetAt = (at: EpochMs): number => {
    const { offsetMs, changes } = chunkAt(Math.floor(at / chunkMs));
    return changes.findLast((change) => change.at <= at)?.offsetMs ?? offsetMs;
  };
  function* segments(from: EpochMs, to: EpochMs): Generator<Segment> {
    let start = from;
    while (start < to) {
      const index = Math.floor(start / chunkMs);
      const offsetMs = offsetAt(start);
      const cut = start;
      const change = chunkAt(index).changes.find(({ at }) => at > cut);
      const end = Math.min(to, change?.at ?? (index + 1) * chunkMs);
      yield { start, end, offsetMs };
      start = end;
    }
  }
  return { id, offsetAt, segments };
}

function readChunk(readOffset: (at: EpochMs) => number, start: EpochMs): Chunk {
  const first = readOffset(start);
  const changes: Change[] = [];
  let low = start;
  let offsetMs = first;
  for (let high = start + probeMs; high <= start + chunkMs; high += probeMs) {
    const after = readOffset(high);
    if (after !== offsetMs) changes.push({ at: findChange(readOffset, low, high, offsetMs), offsetMs: after });
    offsetMs = after;
    low = high;
  }
  return { offsetMs: first, changes };
}

/** The first whole second after `low` and up to `high` at which the offset is no longer `offsetMs`. */
function findChange(readOffset: (at: EpochMs) => number, low: EpochMs, high: EpochMs, offsetMs: number): EpochMs {
  let before = low / 1000;
  let after = high / 1000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (readOffset(middle * 1000) === offsetMs) before = middle;
    else after = middle;
  }
  return after * 1000;
}

function offsetReader(id: string): (at: EpochMs) => number {
  const format = formatter(id);
  return (at) => {
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (
      format.format(at).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  };
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new AppError('invalid_input', `timeZone: ${JSON.stringify(timeZone)} is not a time zone known here`, {
      cause,
    });
  }
}

/** The first instant at which the wall clock shows `wall`; the end of the gap where it never does. */
export function instantOf(zone: Zone, wall: number): EpochMs {
  for (const { start, end, offsetMs } of zone.segments(wall - 2 * dayMs, wall + 2 * dayMs)) {
    if (wall <= start + offsetMs) return start;
    if (wall < end + offsetMs) return wall - offsetMs;
  }
  return wall - zone.offsetAt(wall);
}

/** The day of the week of a wall time, Monday 0. */
export function weekdayOf(wall: number): number {
  // 1 January 1970 was a Thursday.
  return modulo(Math.floor(wall / dayMs) + 3, 7);
}

/** The remainder that is never negative. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** A wall time as `02:00`; with seconds only where they are not zero. */
export function wallLabel(wall: number): string {
  const text = new Date(wall).toISOString();
  return text.slice(17, 19) === '00' ? text.slice(11, 16) : text.slice(11, 19);
}

/** The date of a wall time: `2026-03-29`. */
export function wallDate(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}
