import type { Output } from '#shared/contract/index.ts';
import { formatCount, formatList, formatNightShort, formatNumber, formatSigned } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';

export type Trends = Output<'workOrders.trends'>;
type Week = Trends['weeks'][number];
type Age = Trends['ages'][number];

/** How many weeks the charts go back. */
export const ranges = ['12', '26', '52', '104'] as const;
export type Range = (typeof ranges)[number];
export const usualRange: Range = '26';

export function readRange(params: URLSearchParams): Range {
  return ranges.find((range) => range === params.get('weeks')) ?? usualRange;
}

/** A line or the part of a bar; null where nobody looked. */
export interface Series {
  readonly key: string;
  readonly word: string;
  readonly values: readonly (number | null)[];
}

/** A chart: places along its axis with their names, and what stands there. */
export interface Trend {
  readonly key: string;
  readonly title: string;
  readonly kind: 'line' | 'bars';
  /** On the axes: `orders`, `weeks, by their Monday`. */
  readonly unit: string;
  readonly along: string;
  /** `24 Nov` on the axis, `the week of Mon 24 Nov 2025` in words. */
  readonly places: readonly { readonly key: string; readonly label: string; readonly words: string }[];
  readonly series: readonly Series[];
  readonly sentences: readonly string[];
}

/** The charts of the page, each with its sentences from the same data. */
export function trendsOf({ weeks, ages }: Trends): readonly Trend[] {
  const places = weeks.map(({ monday }) => ({
    key: monday,
    label: formatNightShort(monday).replace(/^\S+ /, ''),
    words: `the week of ${formatDate(monday)}`,
  }));
  const byWeek = { along: 'weeks, by their Monday', unit: 'orders', places } as const;
  return [
    {
      ...byWeek,
      key: 'open',
      title: 'Open orders',
      kind: 'line',
      series: [{ key: 'open', word: 'open', values: weeks.map(({ open }) => open) }],
      sentences: levelSentences('open', weeks, ({ open }) => open),
    },
    {
      ...byWeek,
      key: 'growth',
      title: 'Added and gone',
      kind: 'bars',
      series: [
        { key: 'added', word: 'added', values: weeks.map((week) => (isSeen(week) ? week.added : null)) },
        { key: 'removed', word: 'gone', values: weeks.map((week) => (isSeen(week) ? week.removed : null)) },
      ],
      sentences: growthSentences(weeks),
    },
    {
      ...byWeek,
      key: 'category',
      title: 'Open orders by category',
      kind: 'bars',
      series: categorySeries(weeks),
      sentences: categorySentences(weeks),
    },
    {
      ...byWeek,
      key: 'overdue',
      title: 'Overdue orders',
      kind: 'line',
      series: [{ key: 'overdue', word: 'overdue', values: weeks.map(({ overdue }) => overdue) }],
      sentences: levelSentences('overdue', weeks, ({ overdue }) => overdue),
    },
    {
      key: 'age',
      title: 'Age of open orders',
      kind: 'bars',
      along: 'days since they were created',
      unit: 'orders',
      places: ages.map((age) => ({ key: ageLabel(age), label: ageLabel(age), words: ageWords(age) })),
      series: [{ key: 'count', word: 'open', values: ages.map(({ count }) => count) }],
      sentences: ageSentences(ages),
    },
  ];
}

/** A week in which nobody looked has neither orders nor changes: it is a gap, not a zero. */
function isSeen({ open, added, removed }: Week): boolean {
  return open !== null || added > 0 || removed > 0;
}

function spanWords(weeks: readonly Week[]): string {
  return `the last ${formatCount(weeks.length, 'week', 'weeks')}`;
}

function gapSentence(weeks: readonly Week[], of: (week: Week) => number | null): string {
  const gaps = weeks.filter((week) => of(week) === null).length;
  return gaps === 0
    ? 'Every week has a figure.'
    : `${formatCount(gaps, 'week has', 'weeks have')} no figure, because nobody looked; they are gaps, not 0.`;
}

function levelSentences(word: string, weeks: readonly Week[], of: (week: Week) => number | null): readonly string[] {
  const seen = weeks.flatMap((week) => {
    const value = of(week);
    return value === null ? [] : [{ monday: week.monday, value }];
  });
  const first = seen[0];
  const last = seen.at(-1);
  if (first === undefined || last === undefined)
    return [`Nobody looked in ${spanWords(weeks)}.`, gapSentence(weeks, of)];
  const most = seen.reduce((best, each) => (each.value > best.value ? each : best));
  const orders = formatCount(last.value, 'order is', 'orders are');
  return [
    seen.length === 1
      ? `${orders} ${word}; there is no earlier figure in ${spanWords(weeks)}.`
      : `${orders} ${word}, ${formatSigned(last.value - first.value)} since the week of ${formatDate(first.monday)}; the most were ${formatNumber(most.value)}, in the week of ${formatDate(most.monday)}.`,
    gapSentence(weeks, of),
  ];
}

function growthSentences(weeks: readonly Week[]): readonly string[] {
  const added = weeks.reduce((sum, week) => sum + week.added, 0);
  const removed = weeks.reduce((sum, week) => sum + week.removed, 0);
  if (added === 0 && removed === 0)
    return [`No order came or went in ${spanWords(weeks)}.`, gapSentence(weeks, ({ open }) => open)];
  const busiest = weeks.reduce((best, week) => (week.added > best.added ? week : best));
  return [
    `${formatCount(added, 'order was', 'orders were')} added and ${formatNumber(removed)} went in ${spanWords(weeks)}, ${formatSigned(added - removed)} together.`,
    busiest.added === 0
      ? 'No week had an order added.'
      : `Most were added in the week of ${formatDate(busiest.monday)}: ${formatNumber(busiest.added)}.`,
  ];
}

/** At most so many parts: what is beyond is told together. */
const MOST_SERIES = 5;
const REST = 'Other';

function categoryTotals(weeks: readonly Week[]): readonly (readonly [string, number])[] {
  const totals = new Map<string, number>();
  for (const { byCategory } of weeks)
    for (const { category, count } of byCategory) totals.set(category, (totals.get(category) ?? 0) + count);
  return [...totals].toSorted(([a, one], [b, other]) => Number(a === REST) - Number(b === REST) || other - one);
}

function categorySeries(weeks: readonly Week[]): readonly Series[] {
  const ranked = categoryTotals(weeks).map(([category]) => category);
  const isMany = ranked.length > MOST_SERIES;
  const named = isMany ? ranked.filter((category) => category !== REST).slice(0, MOST_SERIES - 1) : ranked;
  const countOf = (week: Week, isMine: (category: string) => boolean): number | null =>
    week.open === null
      ? null
      : week.byCategory.reduce((sum, { category, count }) => (isMine(category) ? sum + count : sum), 0);
  const series = named.map((category) => ({
    key: category,
    word: category,
    values: weeks.map((week) => countOf(week, (each) => each === category)),
  }));
  if (!isMany) return series;
  const rest = weeks.map((week) => countOf(week, (category) => !named.includes(category)));
  return [...series, { key: REST, word: REST, values: rest }];
}

function categorySentences(weeks: readonly Week[]): readonly string[] {
  const newest = weeks.findLast(({ open }) => open !== null);
  const parts = (newest?.byCategory ?? []).filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  const rule = 'An order of several categories counts under the first of them.';
  if (newest === undefined || parts.length === 0) return [`No category is known in ${spanWords(weeks)}.`, rule];
  const words = parts.map(({ category, count }) => `${formatNumber(count)} ${category}`);
  return [`In the week of ${formatDate(newest.monday)} were open: ${formatList(words)}.`, rule];
}

function ageLabel({ fromDays, untilDays }: Age): string {
  if (fromDays === null) return 'not told';
  return untilDays === null ? `${String(fromDays)}+` : `${String(fromDays)}–${String(untilDays)}`;
}

function ageWords({ fromDays, untilDays }: Age): string {
  if (fromDays === null) return 'creation date not told';
  if (untilDays === null) return `${String(fromDays)} days old or older`;
  return fromDays === 0
    ? `less than ${String(untilDays)} days old`
    : `${String(fromDays)} to under ${String(untilDays)} days old`;
}

function ageSentences(ages: readonly Age[]): readonly string[] {
  const all = ages.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return ['No order is open.', 'So none has an age.'];
  const oldest = ages.findLast(({ fromDays, count }) => fromDays !== null && count > 0);
  const untold = ages.find(({ fromDays }) => fromDays === null)?.count ?? 0;
  return [
    `Of ${formatCount(all, 'open order', 'open orders')}, ${
      oldest === undefined
        ? 'none has a creation date'
        : `the oldest ${formatNumber(oldest.count)} are ${ageWords(oldest)}`
    }.`,
    untold === 0
      ? 'The portal tells of every one when it was created.'
      : `Of ${formatNumber(untold)} the portal does not tell when they were created.`,
  ];
}

/** What a chart says of one of its places. */
export function findingAt({ series, unit }: Trend, index: number): string {
  const told = series.flatMap(({ word, values }) => {
    const value = values[index] ?? null;
    return value === null || (value === 0 && series.length > 2) ? [] : [`${formatNumber(value)} ${word}`];
  });
  if (told.length > 0) return told.join(', ');
  return series.every(({ values }) => (values[index] ?? null) === null) ? 'Nobody looked' : `No ${unit}`;
}

/** Where a line alone would show nothing: a figure between two gaps. */
export function loneValues(values: readonly (number | null)[]): readonly (number | null)[] {
  return values.map((value, index) =>
    (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null ? value : null,
  );
}

/** The places with a mark on the axis: at most so many, evenly apart, the newest among them. */
export function axisMarks({ places }: Trend, most: number): readonly string[] {
  const step = Math.max(1, Math.ceil(places.length / most));
  return places.flatMap(({ key }, index) => ((places.length - 1 - index) % step === 0 ? [key] : []));
}
