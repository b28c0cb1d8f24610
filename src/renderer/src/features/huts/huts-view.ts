import { isCalendarDate } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutForecast } from '#shared/contract/huts.ts';
import type { HutRow } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { formatAge, formatCount, formatInstant, formatNumber, formatSpan } from '../../lib/format.ts';
import { MOST_BEDS, MOST_NIGHTS } from './chosen-nights.ts';
import type { Stay } from './chosen-nights.ts';

export const verdictFilters = {
  any: 'Fits or not',
  fits: 'Only those that fit',
  full: 'Only with too few beds',
  unknown: 'Only not known',
} as const;
type VerdictFilter = keyof typeof verdictFilters;

/** What the list can be ordered by: its first order, and what each of the two orders is called. */
export const sorts = {
  name: { isDescendingFirst: false, up: 'Name, A to Z', down: 'Name, Z to A' },
  free: { isDescendingFirst: true, up: 'Least free beds, fewest first', down: 'Least free beds, most first' },
  altitude: { isDescendingFirst: true, up: 'Altitude, lowest first', down: 'Altitude, highest first' },
  seen: { isDescendingFirst: false, up: 'Looked at, oldest first', down: 'Looked at, newest first' },
  due: { isDescendingFirst: false, up: 'Due next, soonest first', down: 'Due next, latest first' },
} as const;
export type SortKey = keyof typeof sorts;

/** Countries that the source does not tell, as a choice of the filter. */
export const NO_COUNTRY = '?';

export interface HutsView {
  readonly search: string;
  readonly country: string;
  readonly lowestM: number | null;
  readonly highestM: number | null;
  readonly verdict: VerdictFilter;
  /** Null: no nights are asked for. */
  readonly stay: Stay | null;
  readonly beds: number;
  readonly hasTestHuts: boolean;
  readonly sort: SortKey;
  readonly isDescending: boolean;
  /** The first night of the map of nights; null: today. */
  readonly from: CalendarDate | null;
  readonly asOf: EpochMs | null;
}

/** What the address says about the huts, as known at an instant; anything unknown counts as not said. */
export function readHutsView(params: URLSearchParams, asOf: EpochMs | null): HutsView {
  const verdict = params.get('status') ?? 'any';
  const sort = params.get('sort') ?? 'name';
  const night = dateOf(params.get('night'));
  return {
    search: params.get('q') ?? '',
    country: params.get('country') ?? '',
    lowestM: numberOf(params.get('min')),
    highestM: numberOf(params.get('max')),
    verdict: isKeyOf(verdictFilters, verdict) ? verdict : 'any',
    stay: night === null ? null : { night, count: within(params.get('nights'), MOST_NIGHTS) },
    beds: within(params.get('beds'), MOST_BEDS),
    hasTestHuts: params.has('tests'),
    sort: isKeyOf(sorts, sort) ? sort : 'name',
    isDescending: params.get('dir') === 'desc',
    from: dateOf(params.get('from')),
    asOf,
  };
}

function isKeyOf<T extends object>(table: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(table, key);
}

function dateOf(text: string | null): CalendarDate | null {
  return text !== null && isCalendarDate(text) ? text : null;
}

function numberOf(text: string | null): number | null {
  return text !== null && /^-?\d{1,5}$/.test(text) ? Number(text) : null;
}

/** A whole number from 1 to `most`; 1 where the text is none. */
function within(text: string | null, most: number): number {
  return Math.min(most, Math.max(1, numberOf(text) ?? 1));
}

/** Whether anything narrows, reorders or asks more of the list. */
export function isFiltered(view: HutsView): boolean {
  const { search, country, lowestM, highestM, verdict, stay, beds, hasTestHuts, sort, isDescending, from } = view;
  const isNarrowed = search !== '' || country !== '' || lowestM !== null || highestM !== null || hasTestHuts;
  const isAsking = stay !== null || verdict !== 'any' || beds !== 1;
  return isNarrowed || isAsking || sort !== 'name' || isDescending || from !== null;
}

export function countriesOf(rows: readonly HutRow[]): readonly string[] {
  return [...new Set(rows.map((row) => row.country ?? NO_COUNTRY))].toSorted();
}

/** The huts that the filters let through, in order. */
export function visibleHuts(rows: readonly HutRow[], view: HutsView): readonly HutRow[] {
  const needle = view.search.trim().toLocaleLowerCase();
  const found = rows.filter(
    (row) =>
      (view.hasTestHuts || !row.isTest) &&
      (needle === '' || `${row.name} ${row.slug}`.toLocaleLowerCase().includes(needle)) &&
      (view.country === '' || (row.country ?? NO_COUNTRY) === view.country) &&
      isWithin(row.altitudeM, view) &&
      (view.verdict === 'any' || row.offer === null || row.offer.verdict === view.verdict),
  );
  const sign = view.isDescending ? -1 : 1;
  return found.toSorted((a, b) => compareBy(view.sort, a, b, sign) || byName(a, b));
}

/** A hut whose altitude is not known is neither above nor below anything. */
function isWithin(altitudeM: number | null, { lowestM, highestM }: HutsView): boolean {
  if (lowestM === null && highestM === null) return true;
  return altitudeM !== null && altitudeM >= (lowestM ?? -Infinity) && altitudeM <= (highestM ?? Infinity);
}

export function byName(a: HutRow, b: HutRow): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

/** Huts without a figure stand last whichever way the list is turned. */
function compareBy(key: SortKey, a: HutRow, b: HutRow, sign: 1 | -1): number {
  if (key === 'name') return sign * byName(a, b);
  const left = figureOf(key, a);
  const right = figureOf(key, b);
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return sign * (left - right);
}

function figureOf(key: Exclude<SortKey, 'name'>, row: HutRow): number | null {
  if (key === 'free') return row.offer?.leastFree ?? null;
  if (key === 'altitude') return row.altitudeM;
  // Never looked at is the longest ago, and due with the next run the soonest.
  return key === 'seen' ? (row.lastChecked ?? 0) : (row.due.dueAt ?? 0);
}

interface TruthInput {
  readonly rows: readonly HutRow[];
  readonly forecast: HutForecast;
  readonly asOf: EpochMs | null;
}

/** One sentence that is true of all watched huts, failures and blind spots included. */
export function truthSentence({ rows, forecast, asOf }: TruthInput, now: number): string {
  if (rows.length === 0) return 'No huts are watched yet.';
  const total = formatCount(rows.length, 'hut', 'huts');
  const looks = rows.flatMap((row) => (row.lastChecked === null ? [] : [row.lastChecked]));
  const never = rows.length - looks.length;
  const failing = rows.filter((row) => row.failure !== null).length;
  const parts = [
    looks.length === 0 ? '' : `the newest looked at ${ageWords(Math.max(...looks), asOf, now)}`,
    never === 0 ? '' : never === rows.length ? 'none looked at yet' : `${formatNumber(never)} not looked at yet`,
  ].filter((part) => part !== '');
  const failed = failing === 0 ? '' : `; the newest look failed for ${formatNumber(failing)}`;
  if (asOf !== null) return `As of ${formatInstant(asOf, now)}: ${total}, ${parts.join(', ')}${failed}.`;
  const pace = formatCount(Math.round(forecast.requestsPerDay), 'request', 'requests');
  return `${total}, ${parts.join(', ')}${failed}; ${pace} a day at this pace; ${formatNumber(forecast.dueNow)} due now.`;
}

function ageWords(at: EpochMs, asOf: EpochMs | null, now: number): string {
  if (asOf === null) return formatAge(at, Math.max(now, at));
  return `${formatSpan(Math.max(0, asOf - at))} before`;
}
