import type { OccupancyHistory, OccupancyPoint } from '#shared/model/occupancy.ts';
import { formatDay, formatInstant, formatPercent, formatShare, formatTimeOfDay } from '../../lib/format.ts';
import { bucketKind } from '../../ui/sparkline-paths.ts';
import type { BucketKind } from '../../ui/sparkline-paths.ts';
import { isKeyOf } from './view-model.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The ranges of the chart: how long, on what round instant they end, and how many rows the table twin has. */
export const ranges = {
  '24h': { label: '24 h', words: 'the last 24 hours', lengthMs: DAY, roundMs: 5 * MINUTE, tableRows: 48 },
  '7d': { label: '7 d', words: 'the last 7 days', lengthMs: 7 * DAY, roundMs: 30 * MINUTE, tableRows: 84 },
  '30d': { label: '30 d', words: 'the last 30 days', lengthMs: 30 * DAY, roundMs: 2 * HOUR, tableRows: 90 },
  '1y': { label: '1 y', words: 'the last year', lengthMs: 365 * DAY, roundMs: DAY, tableRows: 73 },
} as const;
export type RangeKey = keyof typeof ranges;

export function readRange(params: URLSearchParams): RangeKey {
  const range = params.get('range') ?? '';
  return isKeyOf(ranges, range) ? range : '24h';
}

/** The window of a range. It ends on a round instant, so that the question stays the same for a while. */
export function historyWindow(range: RangeKey, now: number): { readonly from: number; readonly until: number } {
  const { lengthMs, roundMs } = ranges[range];
  const until = Math.ceil(now / roundMs) * roundMs;
  return { from: until - lengthMs, until };
}

/**
 * How many points to ask for: the plot's pixels, in steps so that dragging a border asks seldom. A year takes whole days,
 * for anything finer would draw every night and hide the year.
 */
export function pointsFor(range: RangeKey, widthPx: number): number {
  const most = range === '1y' ? 365 : 2000;
  return Math.max(10, Math.min(most, Math.floor(widthPx / 40) * 40));
}

export interface ChartPoint {
  readonly at: number;
  readonly mean: number | null;
  readonly band: readonly [number, number] | null;
}

/** The line and its band. A measured stretch spans its buckets from edge to edge; between stretches stands a gap. */
export function chartSeries(points: readonly OccupancyPoint[]): readonly ChartPoint[] {
  const series: ChartPoint[] = [];
  points.forEach((point, index) => {
    const mean = point.meanPercent;
    if (mean === null) {
      series.push({ at: (point.from + point.until) / 2, mean: null, band: null });
      return;
    }
    const band = [point.minPercent ?? mean, point.maxPercent ?? mean] as const;
    const middle = { at: (point.from + point.until) / 2, mean, band };
    if ((points[index - 1]?.meanPercent ?? null) === null) series.push({ ...middle, at: point.from });
    series.push(middle);
    if ((points[index + 1]?.meanPercent ?? null) === null) series.push({ ...middle, at: point.until });
  });
  return series;
}

export interface Stretch {
  readonly kind: Exclude<BucketKind, 'measured'>;
  readonly from: number;
  readonly until: number;
}

/** What is drawn apart from the line: closed, without data, unobserved. Neighbours of a kind are one stretch. */
export function chartStretches(history: OccupancyHistory): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const point of history.points) {
    const kind = bucketKind(point);
    if (kind !== 'closed' && kind !== 'no-data') continue;
    const last = stretches.at(-1);
    if (last?.kind === kind && last.until === point.from)
      stretches[stretches.length - 1] = { ...last, until: point.until };
    else stretches.push({ kind, from: point.from, until: point.until });
  }
  return [
    ...stretches,
    ...history.unobserved.map((gap): Stretch => ({ kind: 'unobserved', from: gap.from, until: gap.until })),
  ];
}

/** What the legend must explain: only what the chart shows. */
export function legendKinds(stretches: readonly Stretch[]): ReadonlySet<Stretch['kind']> {
  return new Set(stretches.map((stretch) => stretch.kind));
}

/** When a bucket was, in words: `Sat 21 Nov, 14:05 to 14:10`. */
export function bucketWords(point: OccupancyPoint, now: number): string {
  if (point.until - point.from >= DAY) return `${formatDay(point.from)} to ${formatInstant(point.until, now)}`;
  return `${formatDay(point.from)}, ${formatTimeOfDay(point.from)} to ${formatTimeOfDay(point.until)}`;
}

/** What was seen in a bucket, in words. */
export function bucketFinding(point: OccupancyPoint): string {
  const kind = bucketKind(point);
  if (kind === 'unobserved') return 'nobody looked';
  if (kind === 'closed') return 'closed';
  if (kind === 'no-data' || point.meanPercent === null) return 'no data';
  const mean = formatPercent(point.meanPercent);
  const { minPercent, maxPercent } = point;
  if (minPercent === null || maxPercent === null || Math.round(minPercent) === Math.round(maxPercent)) return mean;
  return `${mean}, between ${formatPercent(minPercent)} and ${formatPercent(maxPercent)}`;
}

/** Two sentences under the chart: what the place did, and how much of it is known. */
export function historySentences(history: OccupancyHistory, range: RangeKey, now: number): readonly [string, string] {
  return [figureSentence(history, range, now), coverageSentence(history)];
}

function figureSentence({ points }: OccupancyHistory, range: RangeKey, now: number): string {
  const measured = points.flatMap((point) =>
    point.meanPercent === null ? [] : [{ ...point, meanPercent: point.meanPercent, weight: point.measuredMs }],
  );
  const total = measured.reduce((sum, point) => sum + point.weight, 0);
  const peak = measured.reduce<(typeof measured)[number] | null>(
    (best, point) => (best === null || high(point) > high(best) ? point : best),
    null,
  );
  if (peak === null || total === 0) return `There is no figure for ${ranges[range].words}.`;
  const mean = measured.reduce((sum, point) => sum + point.meanPercent * point.weight, 0) / total;
  const low = Math.min(...measured.map((point) => point.minPercent ?? point.meanPercent));
  const when = range === '24h' ? `around ${formatTimeOfDay(peak.from)}` : `on ${dayWords(peak.from, range, now)}`;
  return `Over ${ranges[range].words}, busyness was ${formatPercent(mean)} on average while measured, lowest ${formatPercent(low)} and highest ${formatPercent(high(peak))} ${when}.`;
}

function dayWords(at: number, range: RangeKey, now: number): string {
  return range === '1y'
    ? (formatInstant(at, now).split(',')[0] ?? '')
    : `${formatDay(at)} around ${formatTimeOfDay(at)}`;
}

function high(point: { readonly maxPercent: number | null; readonly meanPercent: number }): number {
  return point.maxPercent ?? point.meanPercent;
}

function coverageSentence({ points, coverage }: OccupancyHistory): string {
  const sum = (pick: (point: OccupancyPoint) => number): number =>
    points.reduce((total, point) => total + pick(point), 0);
  const closed = sum((point) => point.closedMs);
  const noData = sum((point) => point.noDataMs);
  const observed = closed + noData + sum((point) => point.measuredMs);
  if (observed === 0 || coverage === 0) return 'Rounds did not look during this period.';
  const looked = `Rounds looked during ${formatShare(coverage)} of this period`;
  if (closed === 0 && noData === 0) return `${looked}.`;
  const parts = [
    closed > 0 ? `closed for ${formatShare(closed / observed)}` : '',
    noData > 0 ? `without data for ${formatShare(noData / observed)}` : '',
  ].filter((part) => part !== '');
  return `${looked}; of the time it looked, the place was ${parts.join(' and ')}.`;
}
