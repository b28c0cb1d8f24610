import type { BookingHealth, BookingHealthDay } from '#shared/contract/bookings.ts';
import { formatCount, formatList, formatNightShort, formatNumber, formatPercent } from '../../lib/format.ts';

/** The ranges of the charts, days. */
export const ranges = ['30', '90', '365'] as const;
export type Range = (typeof ranges)[number];

export function readRange(params: URLSearchParams): Range {
  return ranges.find((range) => range === params.get('range')) ?? '90';
}

/** A figure that is one number a day, drawn as a line. */
export interface LineFigure {
  readonly kind: 'line';
  readonly key: string;
  readonly title: string;
  readonly definition: string;
  /** On the axis: `%`. */
  readonly unit: string;
  readonly isPercent: boolean;
  readonly of: (day: BookingHealthDay) => number | null;
}

/** A part of a bar. */
export interface BarSeries {
  readonly key: string;
  readonly word: string;
  readonly of: (day: BookingHealthDay) => number;
}

/** A figure that is counted by day, drawn as bars in parts. */
export interface BarFigure {
  readonly kind: 'bars';
  readonly key: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly series: readonly BarSeries[];
}

export type Figure = LineFigure | BarFigure;

export const coverage: LineFigure = {
  kind: 'line',
  key: 'coverage',
  title: 'Coverage',
  definition:
    'The share of active services that have at least one free slot in the window that slot maintenance keeps filled.',
  unit: '%',
  isPercent: true,
  of: (day) => day.coveragePercent,
};

export const density: LineFigure = {
  kind: 'line',
  key: 'density',
  title: 'Density',
  definition: 'Free slots of all active services, divided by the days of the window.',
  unit: 'free slots a day',
  isPercent: false,
  of: (day) => day.density,
};

const bookingRate: LineFigure = {
  kind: 'line',
  key: 'bookingRate',
  title: 'Booking rate',
  definition: 'The share of the slots of a date that were held or paid for.',
  unit: '%',
  isPercent: true,
  of: (day) => day.bookingRatePercent,
};

export const holds: BarFigure = {
  kind: 'bars',
  key: 'holds',
  title: 'Outcome of holds',
  definition:
    'What became of the holds taken on a day: paid, expired because nobody paid in time, or cancelled at the desk.',
  unit: 'holds',
  series: [
    { key: 'paid', word: 'paid', of: (day) => day.paid },
    { key: 'expired', word: 'expired', of: (day) => day.expired },
    { key: 'cancelled', word: 'cancelled', of: (day) => day.cancelled },
    { key: 'pending', word: 'still running', of: (day) => day.pending },
  ],
};

export const maintenance: BarFigure = {
  kind: 'bars',
  key: 'maintenance',
  title: 'Slot maintenance',
  definition: 'The share of the runs of slot maintenance that succeeded.',
  unit: 'runs',
  series: [
    { key: 'succeeded', word: 'succeeded', of: (day) => day.maintenanceSucceeded },
    { key: 'failed', word: 'did not', of: (day) => day.maintenanceRuns - day.maintenanceSucceeded },
  ],
};

export const figures: readonly Figure[] = [coverage, density, bookingRate, holds, maintenance];

/** A value with its unit: `83 %`, `12.4 free slots a day`; a dash where there is none. */
function valueWords(figure: LineFigure, value: number | null): string {
  if (value === null) return '–';
  return figure.isPercent ? formatPercent(value) : `${formatDensity(value)} ${figure.unit}`;
}

/** One decimal below 100, where it says something. */
export function formatDensity(value: number): string {
  return value < 100 && !Number.isInteger(value) ? value.toFixed(1) : formatNumber(value);
}

/** The headline of each figure. */
export function headline(health: BookingHealth, figure: Figure): string {
  switch (figure.key) {
    case 'coverage':
      return valueWords(coverage, health.coveragePercent);
    case 'density':
      return formatDensity(health.density);
    case 'bookingRate':
      return valueWords(bookingRate, health.bookingRatePercent);
    case 'holds':
      return health.paidPercent === null ? '–' : `${formatPercent(health.paidPercent)} paid`;
    default:
      return health.maintenancePercent === null ? '–' : formatPercent(health.maintenancePercent);
  }
}

/** What the headline is taken of. */
export function headlineNote(health: BookingHealth, figure: Figure): string {
  switch (figure.key) {
    case 'coverage':
      return `${formatNumber(health.coveredServices)} of ${formatCount(health.activeServices, 'active service', 'active services')}`;
    case 'density':
      return `free slots a day, over ${formatCount(health.windowDays, 'day', 'days')}`;
    case 'bookingRate':
      return health.bookingRatePercent === null ? 'no slot to take it of yet' : 'of the slots that were offered';
    case 'holds':
      return health.paidPercent === null ? 'no hold has ended yet' : holdNote(health);
    default:
      return health.maintenancePercent === null ? 'no run yet' : 'of the runs succeeded';
  }
}

function holdNote({ expiredPercent, days }: BookingHealth): string {
  const total = totals(holds, days);
  const cancelled = total.find(({ word }) => word === 'cancelled')?.count ?? 0;
  const expired = expiredPercent === null ? '' : `${formatPercent(expiredPercent)} expired, `;
  return `${expired}${formatNumber(cancelled)} cancelled by hand`;
}

/** The parts of a bar figure over all days. */
function totals(
  figure: BarFigure,
  days: readonly BookingHealthDay[],
): readonly { readonly word: string; readonly count: number }[] {
  return figure.series.map(({ word, of }) => ({ word, count: days.reduce((sum, day) => sum + of(day), 0) }));
}

/** Two sentences below a chart, from the same days. */
export function sentencesOf(figure: Figure, days: readonly BookingHealthDay[]): readonly string[] {
  return figure.kind === 'line' ? lineSentences(figure, days) : barSentences(figure, days);
}

function lineSentences(figure: LineFigure, days: readonly BookingHealthDay[]): readonly string[] {
  const values = days.map(figure.of).filter((value) => value !== null);
  const span = `the last ${formatCount(days.length, 'day', 'days')}`;
  if (values.length === 0) return [`Nothing was written down in ${span}.`];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const words = (value: number): string => valueWords(figure, value);
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const gaps = days.length - values.length;
  const between =
    lowest === highest
      ? `it was ${words(lowest)} ${gaps === 0 ? 'throughout' : 'on every day with a figure'}`
      : `it was between ${words(lowest)} and ${words(highest)}, on average ${words(mean)}`;
  return [
    `${figure.title}: over ${span} ${between}.`,
    gaps === 0
      ? 'Every day has a figure.'
      : `${formatCount(gaps, 'day has', 'days have')} no figure, because nothing was written down; they are gaps, not 0.`,
  ];
}

function barSentences(figure: BarFigure, days: readonly BookingHealthDay[]): readonly string[] {
  const parts = totals(figure, days).filter(({ count }) => count > 0);
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  const span = `the last ${formatCount(days.length, 'day', 'days')}`;
  const [one, many] = figure.unit === 'runs' ? (['run', 'runs'] as const) : (['hold', 'holds'] as const);
  if (all === 0) return [`There were no ${many} in ${span}.`];
  const bad = figure.series[1];
  const worst = bad === undefined ? undefined : days.toSorted((a, b) => bad.of(b) - bad.of(a))[0];
  const worstCount = worst === undefined ? 0 : (bad?.of(worst) ?? 0);
  return [
    `${formatCount(all, one, many)} in ${span}: ${formatList(parts.map(({ word, count }) => `${formatNumber(count)} ${word}`))}.`,
    worst === undefined || worstCount === 0
      ? figure.unit === 'runs'
        ? 'Every run succeeded.'
        : 'No hold expired.'
      : figure.unit === 'runs'
        ? `Most runs that did not succeed were on ${formatNightShort(worst.date)}: ${formatNumber(worstCount)}.`
        : `Most holds expired of those taken on ${formatNightShort(worst.date)}: ${formatNumber(worstCount)}.`,
  ];
}

/** A day in a chart: its value or its parts, and whether it stands alone between gaps. */
export interface LinePoint {
  readonly date: string;
  readonly value: number | null;
  /** The value again where no line would show it. */
  readonly lone: number | null;
}

export function lineSeries(figure: LineFigure, days: readonly BookingHealthDay[]): readonly LinePoint[] {
  const values = days.map(figure.of);
  return days.map(({ date }, index) => {
    const value = values[index] ?? null;
    const isLone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
    return { date, value, lone: isLone ? value : null };
  });
}

/** Dates with a mark on the axis, at most so many, evenly apart, the newest among them. */
export function axisDates(days: readonly Pick<BookingHealthDay, 'date'>[], most: number): readonly string[] {
  const step = Math.max(1, Math.ceil(days.length / most));
  return days.flatMap(({ date }, index) => ((days.length - 1 - index) % step === 0 ? [date] : []));
}

/** `5 Dec`, for an axis. */
export function axisWord(date: string): string {
  return formatNightShort(date).replace(/^\S+ /, '');
}

/** What a chart says of a day. */
export function dayFinding(figure: Figure, day: BookingHealthDay): string {
  if (figure.kind === 'line') {
    const value = figure.of(day);
    return value === null ? 'No figure' : valueWords(figure, value);
  }
  const parts = figure.series.flatMap(({ word, of }) => (of(day) > 0 ? [`${formatNumber(of(day))} ${word}`] : []));
  return parts.length === 0 ? `No ${figure.unit}` : parts.join(', ');
}

/** Services without a free slot first, then those with the fewest. */
export function sortServices(services: BookingHealth['services']): BookingHealth['services'] {
  return services.toSorted((a, b) => a.freeSlots - b.freeSlots || a.name.localeCompare(b.name));
}

/** One sentence of truth about the page. */
export function healthSentence(health: BookingHealth): string {
  if (health.activeServices === 0) return '';
  const without = health.activeServices - health.coveredServices;
  return `${formatCount(health.freeSlots, 'free slot', 'free slots')} in the next ${formatCount(health.windowDays, 'day', 'days')}; ${
    without === 0
      ? 'every active service has one.'
      : `${formatCount(without, 'active service has', 'active services have')} none.`
  }`;
}
