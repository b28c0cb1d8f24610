import { OrderColumn, OrderFilter, orderColumns } from '#shared/contract/work-orders.ts';
import type { OrderSort, SavedView } from '#shared/contract/work-orders.ts';
import { Id } from '#shared/model/primitives.ts';

/** How the table is looked at, as it stands in the address. */
export interface OrdersView {
  readonly filter: OrderFilter;
  readonly sort: OrderSort;
  /** Null: those that this window remembers. */
  readonly columns: readonly OrderColumn[] | null;
  /** The saved view that this one began with. */
  readonly viewId: string | null;
}

export const noFilter: OrderFilter = OrderFilter.parse({});

export const defaultSort: OrderSort = { by: 'nextVisitDate', descending: false };

/** Those that fit beside each other at the design size. */
export const defaultColumns: readonly OrderColumn[] = [
  'number',
  'status',
  'customer',
  'storeNumber',
  'city',
  'nextVisitDate',
  'dueDate',
];

/** Those of a wide window. */
export const wideColumns: readonly OrderColumn[] = [
  'number',
  'status',
  'categories',
  'customer',
  'storeNumber',
  'city',
  'itemSummary',
  'visits',
  'nextVisitDate',
  'dueDate',
];

/** Lists of words in the address, by their name in a filter. */
const lists = { status: 'statuses', customer: 'customers', brand: 'brands', category: 'categories' } as const;

/** Anything unknown counts as not said. */
export function readOrdersView(params: URLSearchParams): OrdersView {
  const by = OrderColumn.safeParse(params.get('sort'));
  const viewId = params.get('view');
  return {
    filter: readFilter(params),
    sort: { by: by.success ? by.data : defaultSort.by, descending: params.get('dir') === 'desc' },
    columns: readColumns(params.get('columns')),
    viewId: Id.safeParse(viewId).success ? viewId : null,
  };
}

function readFilter(params: URLSearchParams): OrderFilter {
  const sourceId = Id.safeParse(params.get('source'));
  const listed = OrderFilter.shape.listed.safeParse(params.get('listed') ?? undefined);
  const due = OrderFilter.shape.due.safeParse(params.get('due') ?? undefined);
  return {
    sourceId: sourceId.success ? sourceId.data : null,
    listed: listed.success ? listed.data : noFilter.listed,
    due: due.success ? due.data : noFilter.due,
    statuses: readWords(params, 'status'),
    customers: readWords(params, 'customer'),
    brands: readWords(params, 'brand'),
    categories: readWords(params, 'category'),
    text: (params.get('q') ?? '').slice(0, 200),
  };
}

function readWords(params: URLSearchParams, name: keyof typeof lists): string[] {
  const words = params.getAll(name).filter((word) => word.length <= 200);
  return [...new Set(words)].slice(0, 100);
}

/** Columns out of a text with commas, in their own order and with the number first; null where it names none. */
export function readColumns(text: string | null): readonly OrderColumn[] | null {
  const named = new Set(text?.split(','));
  const known = orderColumns.filter((column) => named.has(column));
  return known.length === 0 ? null : withNumber(known);
}

/** The number names its row: it is always there, and first. */
export function withNumber(columns: readonly OrderColumn[]): readonly OrderColumn[] {
  return ['number', ...columns.filter((column) => column !== 'number')];
}

/** The address of a view; what is as ever is left out. */
export function writeOrdersView({ filter, sort, columns, viewId }: OrdersView): URLSearchParams {
  const params = new URLSearchParams();
  if (viewId !== null) params.set('view', viewId);
  if (filter.text !== '') params.set('q', filter.text);
  if (filter.sourceId !== null) params.set('source', filter.sourceId);
  for (const [name, field] of Object.entries(lists)) for (const word of filter[field]) params.append(name, word);
  if (filter.due !== noFilter.due) params.set('due', filter.due);
  if (filter.listed !== noFilter.listed) params.set('listed', filter.listed);
  if (sort.by !== defaultSort.by) params.set('sort', sort.by);
  if (sort.descending) params.set('dir', 'desc');
  if (columns !== null) params.set('columns', columns.join(','));
  return params;
}

/** Whether anything but the source is narrowed. */
export function isNarrowed(filter: OrderFilter): boolean {
  const narrowing = { ...filter, text: filter.text.trim(), sourceId: null };
  return writeOrdersView({ filter: narrowing, sort: defaultSort, columns: null, viewId: null }).size > 0;
}

/** The order after a click on the head of a column: upwards first, then downwards. */
export function sortAfter(sort: OrderSort, by: OrderColumn): OrderSort {
  return { by, descending: sort.by === by && !sort.descending };
}

/** The address of a saved view. */
export function viewOf({ id, filter, sort, columns }: SavedView): OrdersView {
  return { filter, sort, columns: withNumber(columns), viewId: id };
}

/** Whether the table is looked at exactly as the saved view says. */
export function isAsSaved(saved: SavedView, view: OrdersView, columns: readonly OrderColumn[]): boolean {
  const now = { ...viewOf(saved), filter: view.filter, sort: view.sort, columns };
  return sameText(viewOf(saved)) === sameText(now);
}

function sameText(view: OrdersView): string {
  const params = writeOrdersView(view);
  params.sort();
  return params.toString();
}
