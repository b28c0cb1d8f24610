import type { OrderColumn } from '#shared/contract/work-orders.ts';
import type { WorkOrderRow } from '#shared/model/work-order.ts';
import { formatInstantWithYear } from '../../lib/format.ts';
import { shortDateWord, stateLook, visitsWord } from './order-words.ts';

interface ColumnSpec {
  readonly title: string;
  /** The least width, pixels, and the share of what is left over. */
  readonly width: number;
  readonly share: number;
  readonly isNumeric: boolean;
  readonly text: (row: WorkOrderRow, now: number) => string;
}

const text = (title: string, width: number, share: number, of: (row: WorkOrderRow) => string | null): ColumnSpec => ({
  title,
  width,
  share,
  isNumeric: false,
  text: (row) => of(row) ?? '–',
});

const figure = (title: string, width: number, of: ColumnSpec['text']): ColumnSpec => ({
  title,
  width,
  share: 0,
  isNumeric: true,
  text: of,
});

/** What each column shows. What the portal leaves out is a dash. */
export const columnSpecs: Readonly<Record<OrderColumn, ColumnSpec>> = {
  number: text('Order', 92, 0, (row) => row.number),
  status: text('Status', 108, 1, (row) => row.status),
  categories: text('Categories', 104, 1, (row) => (row.categories.length === 0 ? null : row.categories.join(', '))),
  customer: text('Customer', 124, 3, (row) => row.customer),
  storeNumber: text('Store', 100, 0, (row) => row.storeNumber),
  brand: text('Brand', 88, 1, (row) => row.brand),
  city: text('City', 106, 1, (row) => row.city),
  county: text('County', 96, 1, (row) => row.county),
  project: text('Project', 112, 1, (row) => row.project),
  poNumber: text('PO number', 104, 1, (row) => row.poNumber),
  itemSummary: text('Items', 144, 2, (row) => row.itemSummary),
  visits: figure('Visits done', 80, visitsWord),
  nextVisitDate: figure('Next visit', 168, ({ nextVisitDate, nextVisitTime }, now) => {
    const date = shortDateWord(nextVisitDate, now);
    return nextVisitTime === null || nextVisitDate === null ? date : `${date}, ${nextVisitTime}`;
  }),
  dueDate: figure('Due', 124, (row, now) => shortDateWord(row.dueDate, now)),
  createdAt: figure('Created', 132, (row) => (row.createdAt === null ? '–' : formatInstantWithYear(row.createdAt))),
  firstChecked: figure('First seen', 132, (row) => formatInstantWithYear(row.firstChecked)),
};

/** Of every line of the table, pixels. */
export const LINE_HEIGHT = 32;

/** The width of what is to be known of an order at a glance. */
const STATE_WIDTH = 128;

/** The tracks of a line, the state after the number. */
export function tracksOf(columns: readonly OrderColumn[]): { readonly tracks: string; readonly width: number } {
  const [number = '', ...rest] = columns.map((column) => {
    const { width, share } = columnSpecs[column];
    return share === 0 ? `${String(width)}px` : `minmax(${String(width)}px, ${String(share)}fr)`;
  });
  const width = columns.reduce((sum, column) => sum + columnSpecs[column].width, STATE_WIDTH);
  return { tracks: [number, `${String(STATE_WIDTH)}px`, ...rest].join(' '), width };
}

/** A line as text with tabs between, the state after the number. */
export function rowText(row: WorkOrderRow, columns: readonly OrderColumn[], now: number): string {
  const [number = '', ...rest] = columns.map((column) => columnSpecs[column].text(row, now));
  return [number, stateLook(row, now)?.word ?? '', ...rest].join('\t');
}
