import { campus, type CampusLocation, type CampusPart, type Rhythm } from './campus.ts';
import { localTimeAt } from './local-time.ts';
import { hourSummaryAt, levelAt, openSpanAt } from './rhythm.ts';

/** What a location and a part of it have in common, in the words of Waitz. */
interface WaitzFigures {
  readonly busyness: number;
  readonly people: number;
  readonly isAvailable: boolean;
  readonly capacity: number;
  readonly hourSummary: string;
  readonly isOpen: boolean;
  readonly percentage: number;
}

/** A part as the live feed has it. */
interface WaitzPartJson extends WaitzFigures {
  readonly id: number;
  readonly name: string;
  readonly abbreviation: string;
  readonly subLocHtml: { readonly class: string; readonly summary: string };
}

/** A location as the live feed has it. */
export interface WaitzLocationJson extends WaitzFigures {
  readonly name: string;
  readonly id: number;
  readonly bestLabel: string | null;
  readonly bestLocations: readonly { readonly abbreviation: string; readonly id: number; readonly busyness: number }[];
  readonly subLocs: readonly WaitzPartJson[] | false;
  readonly locHtml: { readonly summary: string };
}

/** The live feed of the invented campus. */
export interface WaitzLiveJson {
  readonly data: readonly WaitzLocationJson[];
}

const minuteMs = 60_000;
/** More than this many percent is not shown by Waitz for these places. */
const maxLevel = 1.2;

/**
 * What the live feed says in the minute that an instant (UTC epoch milliseconds) lies in: a pure function, so that
 * history can be filled in for any time. The order of the locations changes from minute to minute, as at Waitz.
 */
export function waitzAt(seed: number, timeMs: number): WaitzLiveJson {
  const minute = Math.floor(timeMs / minuteMs);
  const locations = campus.map((location) => toLocation(seed, location, minute * minuteMs));
  const first = ((minute % locations.length) + locations.length) % locations.length;
  return { data: [...locations.slice(first), ...locations.slice(0, first)] };
}

function toLocation(seed: number, location: CampusLocation, timeMs: number): WaitzLocationJson {
  const parts = location.parts?.map((part) => toPart(seed, location, part, timeMs)) ?? [];
  const own = figuresOf({ seed, timeMs, ...location });
  const figures = parts.length === 0 ? own : gathered(own, parts);
  return {
    name: location.name,
    id: location.id,
    ...figures,
    bestLabel: location.bestLabel ?? null,
    bestLocations: parts
      .filter((part) => part.isOpen && part.isAvailable)
      .toSorted((a, b) => a.busyness - b.busyness)
      .slice(0, 3)
      .map(({ abbreviation, id, busyness }) => ({ abbreviation, id, busyness })),
    subLocs: parts.length === 0 ? false : parts,
    locHtml: { summary: wordsFor(figures).summary },
  };
}

function toPart(seed: number, location: CampusLocation, part: CampusPart, timeMs: number): WaitzPartJson {
  const name = `${location.name}/${part.name}`;
  const figures = figuresOf({ seed, timeMs, rhythm: location.rhythm, ...part, name });
  return { id: part.id, name: part.name, abbreviation: part.abbreviation, ...figures, subLocHtml: wordsFor(figures) };
}

interface Place {
  readonly seed: number;
  readonly timeMs: number;
  readonly name: string;
  readonly rhythm: Rhythm;
  readonly capacity: number;
  readonly favour?: number;
  readonly isBlind?: boolean;
}

function figuresOf({ seed, timeMs, name, rhythm, capacity, favour = 1, isBlind = false }: Place): WaitzFigures {
  const time = localTimeAt(timeMs);
  const level = isBlind ? 0 : Math.min(maxLevel, favour * levelAt(seed, name, rhythm, timeMs));
  return {
    ...counted(Math.round(capacity * level), capacity),
    isAvailable: !isBlind,
    hourSummary: hourSummaryAt(rhythm, time),
    isOpen: openSpanAt(rhythm, time) !== null,
  };
}

function counted(
  people: number,
  capacity: number,
): Pick<WaitzFigures, 'busyness' | 'people' | 'capacity' | 'percentage'> {
  const busyness = Math.round((100 * people) / capacity);
  return { busyness, people, capacity, percentage: busyness / 100 };
}

/** A location with parts counts the people in them; it is partly open when only some of them are. */
function gathered(own: WaitzFigures, parts: readonly WaitzPartJson[]): WaitzFigures {
  const people = parts.reduce((sum, part) => sum + part.people, 0);
  const openParts = parts.filter(({ isOpen }) => isOpen).length;
  const isPartial = own.isOpen && openParts < parts.length;
  return { ...own, ...counted(people, own.capacity), hourSummary: isPartial ? 'Partially Open' : own.hourSummary };
}

function wordsFor({ isOpen, isAvailable, busyness }: WaitzFigures): {
  readonly class: string;
  readonly summary: string;
} {
  if (!isOpen) return { class: 'closed', summary: 'Closed' };
  if (!isAvailable) return { class: 'unknown', summary: 'No live data' };
  if (busyness >= 70) return { class: 'very-busy', summary: `Very Busy (${busyness}%)` };
  if (busyness >= 40) return { class: 'busy', summary: `Busy (${busyness}%)` };
  return { class: 'not-busy', summary: `Not Busy (${busyness}%)` };
}
