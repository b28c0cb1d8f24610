import type { BuildingRow, OccupancyPoint } from '#shared/model/occupancy.ts';
import { fillBuckets } from '../../lib/buckets.ts';
import { formatCount, formatList, formatPercent, formatSigned, formatSpan } from '../../lib/format.ts';
import { statusWord } from '../../lib/words.ts';
import { bucketKind } from '../../ui/sparkline-paths.ts';

const HOUR = 3_600_000;

export const statusFilters = {
  any: 'Any status',
  open: 'Open, with a figure',
  not_busy: 'Not busy',
  moderate: 'Moderate',
  busy: 'Busy',
  very_busy: 'Very busy',
  closed: 'Closed',
  no_data: 'No data',
  unseen: 'Not seen lately',
  failing: 'Last look failed',
} as const;
type StatusFilter = keyof typeof statusFilters;

export const sortKeys = {
  name: 'Name',
  busyness: 'Busyness',
  people: 'People',
  trend: 'Trend',
  seen: 'Longest unseen',
} as const;
export type SortKey = keyof typeof sortKeys;

export interface ListView {
  readonly search: string;
  readonly status: StatusFilter;
  readonly source: string;
  readonly sort: SortKey;
  readonly isDescending: boolean;
}

/** What the address says about the list; anything unknown counts as not said. */
export function readListView(params: URLSearchParams): ListView {
  const status = params.get('status') ?? 'any';
  const sort = params.get('sort') ?? 'name';
  return {
    search: params.get('q') ?? '',
    status: isKeyOf(statusFilters, status) ? status : 'any',
    source: params.get('source') ?? '',
    sort: isKeyOf(sortKeys, sort) ? sort : 'name',
    isDescending: params.get('dir') === 'desc',
  };
}

export function isKeyOf<T extends object>(table: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(table, key);
}

/** Whether anything narrows or reorders the list. */
export function isFiltered(view: ListView): boolean {
  return view.search !== '' || view.status !== 'any' || view.source !== '' || view.sort !== 'name' || view.isDescending;
}

export type Freshness = 'never' | 'fresh' | 'out-of-date';

/** A state is out of date when its last confirmation is longer ago than one and a half planned steps. */
export function freshness(row: Pick<BuildingRow, 'state' | 'stepMs'>, now: number): Freshness {
  if (row.state === null) return 'never';
  return now - row.state.lastChecked > row.stepMs * 1.5 ? 'out-of-date' : 'fresh';
}

/** The word for a row: its status, or that nobody has looked. */
export function rowStatus(row: Pick<BuildingRow, 'state'>): string {
  return row.state === null ? 'Nobody looked yet' : statusWord(row.state.status);
}

export function visibleRows(rows: readonly BuildingRow[], view: ListView, now: number): readonly BuildingRow[] {
  const needle = view.search.trim().toLocaleLowerCase();
  const found = rows.filter(
    (row) =>
      (needle === '' || `${row.name} ${row.code}`.toLocaleLowerCase().includes(needle)) &&
      (view.source === '' || row.sourceId === view.source) &&
      hasStatus(row, view.status, now),
  );
  const sign = view.isDescending ? -1 : 1;
  return found.toSorted((a, b) => compareBy(view.sort, a, b, sign) || byName(a, b));
}

function hasStatus(row: BuildingRow, status: StatusFilter, now: number): boolean {
  if (status === 'any') return true;
  if (status === 'failing') return row.failure !== null;
  // What was last seen too long ago is not known now, so it counts as unseen and as nothing else.
  if (status === 'unseen' || freshness(row, now) !== 'fresh')
    return status === 'unseen' && freshness(row, now) !== 'fresh';
  if (status === 'open') return row.state !== null && row.state.status !== 'closed' && row.state.status !== 'no_data';
  return row.state?.status === status;
}

function byName(a: BuildingRow, b: BuildingRow): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

/** Rows without a figure stand last whichever way the list is turned. */
function compareBy(key: SortKey, a: BuildingRow, b: BuildingRow, sign: 1 | -1): number {
  if (key === 'name') return sign * byName(a, b);
  if (key === 'seen') return sign * ((a.state?.lastChecked ?? 0) - (b.state?.lastChecked ?? 0));
  const left = figureOf(key, a);
  const right = figureOf(key, b);
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return sign * (left - right);
}

function figureOf(key: 'busyness' | 'people' | 'trend', row: BuildingRow): number | null {
  if (key === 'trend') return row.trendPercent;
  if (row.state === null || row.state.status === 'closed' || row.state.status === 'no_data') return null;
  return key === 'people' ? row.state.people : row.state.busynessPercent;
}

/** One sentence that is true of the whole list, failures and blind spots included. */
export function truthSentence(rows: readonly BuildingRow[], now: number): string {
  const fresh = rows.filter((row) => freshness(row, now) === 'fresh');
  const stale = rows.filter((row) => freshness(row, now) === 'out-of-date').length;
  const never = rows.filter((row) => row.state === null).length;
  const failing = rows.filter((row) => row.failure !== null).length;
  const oldest = Math.max(0, ...fresh.map((row) => now - (row.state?.lastChecked ?? now)));
  const total = formatCount(rows.length, 'building', 'buildings');
  const failed = failing > 0 ? `; the newest look failed for ${failing}` : '';
  if (rows.length > 0 && fresh.length === rows.length) {
    return `${total}, ${rows.length === 1 ? '' : 'all '}seen in the last ${formatSpan(oldest)}${failed}.`;
  }
  const parts = [
    fresh.length > 0 ? `${fresh.length} seen in the last ${formatSpan(oldest)}` : '',
    stale > 0 ? `${stale} out of date` : '',
    never > 0 ? `${never} not looked at yet` : '',
  ].filter((part) => part !== '');
  return `${total}: ${formatList(parts)}${failed}.`;
}

/** One sentence that is true of one building: where it belongs, how often it is looked at, and how that goes. */
export function buildingSentence(row: BuildingRow, now: number): string {
  const place = `${row.sourceName}, code ${row.code}, looked at every ${formatSpan(row.stepMs).replace(/^1 /, '')}`;
  const isOld = freshness(row, now) === 'out-of-date';
  if (row.state === null)
    return `${place}; ${row.failure === null ? 'the first look is still to come' : 'no look has succeeded yet'}.`;
  if (isOld) return `${place}; the figures are out of date.`;
  return row.failure === null ? `${place}.` : `${place}; the newest look failed.`;
}

/** The last 24 hours of a row in whole hours, also those in which nobody looked. */
export function lastDay(row: Pick<BuildingRow, 'sparkline'>, now: number): readonly OccupancyPoint[] {
  const until = (Math.floor(now / HOUR) + 1) * HOUR;
  return fillBuckets(row.sparkline, { from: until - 24 * HOUR, until, bucketMs: HOUR });
}

/** Those hours in words, for those who do not see the small line. */
export function sparklineSummary(hours: readonly OccupancyPoint[]): string {
  const means = hours.flatMap((point) => (point.meanPercent === null ? [] : [point.meanPercent]));
  const blind = hours.filter((point) => bucketKind(point) === 'unobserved').length;
  const gaps = blind === 0 ? '' : `, ${formatCount(blind, 'hour', 'hours')} unobserved`;
  if (means.length === 0) return `No figures in the last 24 hours${gaps}`;
  return `Last 24 hours: between ${formatPercent(Math.min(...means))} and ${formatPercent(Math.max(...means))}${gaps}`;
}

/** The trend in words: `4 points above the hour before`. */
export function trendSentence(trendPercent: number): string {
  const points = Math.abs(Math.round(trendPercent));
  if (points === 0) return 'as the hour before';
  return `${formatCount(points, 'point', 'points')} ${trendPercent > 0 ? 'above' : 'below'} the hour before`;
}

/** `↑ +4`: an arrow and a signed figure in percent points. */
export function trendText(trendPercent: number): string {
  const rounded = Math.round(trendPercent);
  const arrow = rounded === 0 ? '→' : rounded > 0 ? '↑' : '↓';
  return `${arrow} ${formatSigned(trendPercent)}`;
}

/** What a row says when compared with itself later, to see whether it changed. */
export function rowFigure(row: BuildingRow): string {
  return JSON.stringify([row.state?.status, row.state?.busynessPercent, row.state?.people]);
}
