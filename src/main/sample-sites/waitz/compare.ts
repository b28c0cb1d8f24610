import { campus, type CampusLocation } from './campus.ts';
import { waitzAt, type WaitzLocationJson } from './live.ts';
import { clockWords, localTimeAt } from './local-time.ts';
import { levelAt, openSpanAt, usualLevelAt } from './rhythm.ts';

/** A row of text about a location, its `string` an HTML fragment as Waitz sends it. */
interface WaitzComparison {
  readonly trend: 'hour' | 'day' | 'peak' | 'best';
  readonly valid: boolean;
  readonly value: number | string | readonly string[] | null;
  readonly string: string;
}

/** A location of the compare feed. */
export interface WaitzCompareJson {
  readonly id: number;
  readonly name: string;
  readonly comparison: readonly WaitzComparison[] | null;
  readonly open: boolean;
  readonly trendHtml: string | null;
}

const hourMs = 3_600_000;
/** Smaller differences count as the same. */
const leastDifference = 0.05;

/** What the compare feed says at an instant, UTC epoch milliseconds; follows from its arguments alone. */
export function waitzCompareAt(seed: number, timeMs: number): { readonly data: readonly WaitzCompareJson[] } {
  const live = new Map(waitzAt(seed, timeMs).data.map((location) => [location.id, location]));
  return { data: campus.map((location) => compare(seed, location, live.get(location.id), timeMs)) };
}

function compare(
  seed: number,
  location: CampusLocation,
  live: WaitzLocationJson | undefined,
  timeMs: number,
): WaitzCompareJson {
  const { id, name, rhythm } = location;
  const isOpen = openSpanAt(rhythm, localTimeAt(timeMs)) !== null;
  const isTold = isOpen && location.isBlind !== true;
  const comparison = isTold
    ? [inAnHour(location, timeMs), against(seed, location, timeMs), peak(location, timeMs), best(live)]
    : null;
  return {
    id,
    name,
    comparison,
    open: isOpen,
    trendHtml: comparison === null ? null : `<p>${comparison[0]?.string ?? ''}</p>`,
  };
}

function inAnHour({ rhythm }: CampusLocation, timeMs: number): WaitzComparison {
  const change = usualLevelAt(rhythm, localTimeAt(timeMs + hourMs)) - usualLevelAt(rhythm, localTimeAt(timeMs));
  if (change > leastDifference)
    return { trend: 'hour', valid: true, value: 1, string: 'Usually <strong>gets busier</strong> in the next hour' };
  if (change < -leastDifference)
    return { trend: 'hour', valid: true, value: -1, string: 'Usually <strong>gets quieter</strong> in the next hour' };
  return { trend: 'hour', valid: true, value: 0, string: 'Usually stays <strong>about the same</strong>' };
}

function against(seed: number, { name, rhythm }: CampusLocation, timeMs: number): WaitzComparison {
  const difference = levelAt(seed, name, rhythm, timeMs) - usualLevelAt(rhythm, localTimeAt(timeMs));
  if (difference > leastDifference)
    return { trend: 'day', valid: true, value: 1, string: '<strong>Busier</strong> than usual for this time' };
  if (difference < -leastDifference)
    return { trend: 'day', valid: true, value: -1, string: '<strong>Less busy</strong> than usual for this time' };
  return { trend: 'day', valid: false, value: null, string: '' };
}

function peak({ rhythm }: CampusLocation, timeMs: number): WaitzComparison {
  const today = localTimeAt(timeMs);
  const levels = Array.from({ length: 24 }, (_, hour) => ({
    hour,
    level: usualLevelAt(rhythm, { ...today, minute: hour * 60 }),
  }));
  const { hour } = levels.reduce((fullest, each) => (each.level > fullest.level ? each : fullest));
  const [from, until] = [clockWords(hour * 60), clockWords((hour + 1) * 60)].map((words) => words.replace(':00', ''));
  return {
    trend: 'peak',
    valid: true,
    value: [from ?? '', until ?? ''],
    string: `Peak hours are <strong>${from}-${until}</strong>`,
  };
}

function best(live: WaitzLocationJson | undefined): WaitzComparison {
  const id = live?.bestLocations[0]?.id;
  const part = (live?.subLocs || []).find((each) => each.id === id);
  if (!live || !part) return { trend: 'best', valid: false, value: null, string: '' };
  return {
    trend: 'best',
    valid: true,
    value: part.name,
    string: `Best ${live.bestLabel ?? 'place'} right now: <strong>${part.name}</strong>`,
  };
}
