import { type OccupancyPart, type OccupancyStatus, statusOfPercent } from '#shared/model/occupancy.ts';
import { describeIssue } from '../describe-issue.ts';
import { changed } from '../json-answer.ts';
import { LocationFields, type LocationInput, type PartInput, type PlaceInput, idOf, nameOf } from './fields.ts';
import { readWaitzList } from './list.ts';

/**
 * A location of a school's live list, read and checked; one with impossible values carries its fault instead: a
 * sentence that names the field.
 */
export type WaitzLocation =
  | { readonly id: string; readonly name: string; readonly fault: null; readonly reading: WaitzReading }
  | { readonly id: string; readonly name: string; readonly fault: string; readonly reading: null };

/** What a location of the live list says; figures are Waitz's own, never computed from others. */
export interface WaitzReading {
  readonly status: OccupancyStatus;
  /** Waitz's own figure; null without data. */
  readonly busynessPercent: number | null;
  readonly people: number | null;
  readonly capacity: number | null;
  readonly isOpen: boolean | null;
  readonly isAvailable: boolean | null;
  readonly hourSummary: string | null;
  readonly bestLabel: string | null;
  /** The least busy part that is open and has data, the first on ties; null where there is none. */
  readonly bestSpot: string | null;
  readonly parts: readonly OccupancyPart[];
}

/**
 * The locations of a `live` answer (https://waitz.io/live/<school>), in its order. An entry without an id is left out;
 * one with impossible values, or an id that occurs twice, carries a fault and harms no other. Throws `source_changed`.
 */
export function parseWaitzLive(text: string): readonly WaitzLocation[] {
  const entries = readWaitzList(text);
  if (entries.length === 0) throw changed('lists no location at all.');
  const locations = entries.flatMap((entry) => {
    const id = idOf(entry);
    return id === null ? [] : [readLocation(id, entry)];
  });
  if (locations.length === 0) throw changed('lists no location that has an id.');
  return faultDuplicates(locations);
}

function readLocation(id: string, entry: unknown): WaitzLocation {
  const name = nameOf(entry);
  if (name === null) return { id, name: `Location ${id}`, fault: 'It has no name.', reading: null };
  const fields = LocationFields.safeParse(entry);
  if (fields.success) return { id, name, fault: null, reading: toReading(fields.data) };
  return { id, name, fault: describeIssue(fields.error, entry), reading: null };
}

function toReading(fields: LocationInput): WaitzReading {
  const parts = fields.subLocs.map(toPart);
  return { ...toFigures(fields), bestLabel: fields.bestLabel, bestSpot: bestSpotOf(parts), parts };
}

function toPart(fields: PartInput): OccupancyPart {
  return { id: fields.id, name: fields.name, abbreviation: fields.abbreviation, ...toFigures(fields) };
}

type Figures = Pick<
  OccupancyPart,
  'status' | 'busynessPercent' | 'people' | 'capacity' | 'isOpen' | 'isAvailable' | 'hourSummary'
>;

function toFigures(fields: PlaceInput): Figures {
  const hasData = fields.isAvailable !== false;
  const busynessPercent = hasData ? percentOf(fields) : null;
  return {
    status: statusOf(fields.isOpen, busynessPercent),
    busynessPercent,
    people: hasData ? fields.people : null,
    capacity: fields.capacity === 0 ? null : fields.capacity,
    isOpen: fields.isOpen,
    isAvailable: fields.isAvailable,
    hourSummary: fields.hourSummary,
  };
}

function percentOf({ busyness, percentage }: PlaceInput): number | null {
  if (busyness !== null) return busyness;
  return percentage === null ? null : Math.round(percentage * 1000) / 10;
}

function statusOf(isOpen: boolean | null, busynessPercent: number | null): OccupancyStatus {
  if (isOpen === false) return 'closed';
  return busynessPercent === null ? 'no_data' : statusOfPercent(busynessPercent);
}

function bestSpotOf(parts: readonly OccupancyPart[]): string | null {
  let best: { readonly name: string; readonly percent: number } | null = null;
  for (const { name, status, busynessPercent: percent } of parts) {
    if (percent === null || status === 'closed') continue;
    if (best === null || percent < best.percent) best = { name, percent };
  }
  return best?.name ?? null;
}

function faultDuplicates(locations: readonly WaitzLocation[]): readonly WaitzLocation[] {
  const counts = new Map<string, number>();
  for (const { id } of locations) counts.set(id, (counts.get(id) ?? 0) + 1);
  return locations.map(({ id, name, ...rest }) => {
    const count = counts.get(id) ?? 0;
    if (count < 2) return { id, name, ...rest };
    return { id, name, fault: `The id ${id} is used by ${count} locations of the list.`, reading: null };
  });
}
