import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderFilter, orderColumns } from '#shared/contract/work-orders.ts';
import {
  defaultColumns,
  defaultSort,
  isAsSaved,
  isNarrowed,
  noFilter,
  readColumns,
  readOrdersView,
  sortAfter,
  viewOf,
  writeOrdersView,
} from './orders-view.ts';
import type { OrdersView } from './orders-view.ts';

const words = fc.uniqueArray(fc.string({ maxLength: 30 }), { maxLength: 5 });
const id = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/);
const anyView: fc.Arbitrary<OrdersView> = fc.record({
  filter: fc.record({
    sourceId: fc.option(id),
    listed: fc.constantFrom(...OrderFilter.shape.listed.unwrap().options),
    due: fc.constantFrom(...OrderFilter.shape.due.unwrap().options),
    statuses: words,
    customers: words,
    brands: words,
    categories: words,
    text: fc.string({ maxLength: 200 }),
  }),
  sort: fc.record({ by: fc.constantFrom(...orderColumns), descending: fc.boolean() }),
  columns: fc.option(fc.subarray(orderColumns.slice(1)).map((columns) => ['number' as const, ...columns])),
  viewId: fc.option(id),
});

describe('The view of the orders in the address', () => {
  it('comes back from any address that it was written to', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const written = new URLSearchParams(writeOrdersView(view).toString());
        expect(readOrdersView(written)).toEqual(view);
      }),
    );
  });

  it('takes no room in the address while all is as ever', () => {
    const view = { filter: noFilter, sort: defaultSort, columns: null, viewId: null };
    expect(writeOrdersView(view).toString()).toBe('');
    expect(readOrdersView(new URLSearchParams())).toEqual(view);
  });

  it('counts what it does not know as not said', () => {
    const params = new URLSearchParams('listed=gone&due=x&sort=contact&source=../etc&columns=contact,persons&view=%20');
    expect(readOrdersView(params)).toEqual({ filter: noFilter, sort: defaultSort, columns: null, viewId: null });
  });

  it('keeps the number first among the columns', () => {
    expect(readColumns('dueDate,status')).toEqual(['number', 'status', 'dueDate']);
    expect(readColumns('')).toBeNull();
  });

  it('counts as narrowed by any filter but the source', () => {
    expect(isNarrowed({ ...noFilter, sourceId: 'portal', text: '  ' })).toBe(false);
    expect(isNarrowed({ ...noFilter, due: 'overdue' })).toBe(true);
    expect(isNarrowed({ ...noFilter, brands: ['Shell'] })).toBe(true);
  });

  it('turns the order around at the second click on a head', () => {
    const up = sortAfter(defaultSort, 'dueDate');
    expect(up).toEqual({ by: 'dueDate', descending: false });
    expect(sortAfter(up, 'dueDate')).toEqual({ by: 'dueDate', descending: true });
  });

  it('knows whether it is still as it was saved', () => {
    const saved = {
      id: 'late',
      name: 'Late',
      filter: { ...noFilter, due: 'overdue' as const },
      sort: defaultSort,
      columns: [...defaultColumns],
    };
    const view = viewOf(saved);
    expect(isAsSaved(saved, view, defaultColumns)).toBe(true);
    expect(isAsSaved(saved, view, ['number'])).toBe(false);
    expect(isAsSaved(saved, { ...view, filter: noFilter }, defaultColumns)).toBe(false);
  });
});
