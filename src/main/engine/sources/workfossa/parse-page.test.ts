import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { WorkOrder } from '#shared/model/work-order.ts';
import {
  instructionsMarkup,
  itemMarkup,
  listPageMarkup,
  pagerMarkup,
  type RowMarkup,
  rowMarkup,
  visitsMarkup,
} from './fixtures/list-page.ts';
import { parsePortalPage } from './parse-page.ts';
import type { OrderRow, PortalList } from './portal-page.ts';

function listOf(text: string): PortalList {
  const page = parsePortalPage(text);
  if (page.kind !== 'list') throw new Error(`The page is ${page.kind}.`);
  return page;
}

function readRow(change: RowMarkup): OrderRow {
  const { orders, faults } = listOf(listPageMarkup([rowMarkup(change)]));
  const [row] = orders;
  if (row === undefined) throw new Error(faults[0]?.reason);
  expect(WorkOrder.safeParse({ ...row.order, createdAt: null }).error).toBeUndefined();
  return row;
}

/** Why a row among others that are sound cannot be read. */
function faultOf(change: RowMarkup): string | undefined {
  const others = [2, 3, 4].map((place) => rowMarkup({ number: 700_000 + place }));
  const { orders, faults } = listOf(listPageMarkup([rowMarkup(change), ...others]));
  expect([orders.length, faults.length]).toEqual([3, 1]);
  return faults[0]?.reason;
}

describe('a row of the list', () => {
  it('is read in every field', () => {
    expect(readRow({})).toEqual({
      order: {
        number: 'W-700001',
        status: 'Work Created',
        categories: ['Meter Calibration'],
        reason: 'Compliance',
        project: null,
        poNumber: null,
        customer: 'Pelican Fuel Stores, Inc',
        customerId: '4101',
        storeNumber: '#5253',
        locationId: '60017',
        brand: 'Pelican',
        street: '14 Heron Key Road',
        crossStreet: null,
        city: 'Port Larkspur',
        state: 'FL',
        zip: '33990',
        county: 'Larkspur County',
        items: [{ type: 'Meter Calibration', lines: [{ quantity: 6, description: 'All Dispensers', code: '2861' }] }],
        visitsDone: 0,
        visitsPlanned: 1,
        nextVisitId: '900001',
        nextVisitDate: '2025-08-29',
        nextVisitTime: 'anytime',
        lastVisitDate: null,
        dueDate: '2025-06-14',
        instructions: 'Calibrate all meters.',
      },
      persons: {
        createdBy: 'Dispatch Desk',
        contact: ['Station Desk', 'Pelican Fuel Stores, Inc', 'PEL001', 'Net 30'],
      },
      createdLocal: { date: '2025-04-08', minute: 581 },
    });
  });

  it('may have a cross street, a long zip, and no county', () => {
    const lines = ['15803 STATE ROAD 940', 'SR 940 nr. Cannery Ct.', 'ST. ALDERN FL 33991-0417'];
    expect(readRow({ addressLines: lines }).order).toMatchObject({
      street: '15803 STATE ROAD 940',
      crossStreet: 'SR 940 nr. Cannery Ct.',
      city: 'ST. ALDERN',
      zip: '33991-0417',
      county: null,
    });
  });

  it('keeps a store number whole, and several lines of items, a quantity of zero and codes as text', () => {
    const store = '<a href="/app/customers/locations/60017/">#43339/6448</a>';
    const items =
      itemMarkup('Combo', [['1', 'Services (all) of 2025', 'CAL-SERV']]) +
      itemMarkup('Meter Calibration', [
        ['0', 'All Dispensers', '0286'],
        ['1', 'Filter change', '400HS-10'],
      ]);
    const { order } = readRow({ store, items });
    expect(order.storeNumber).toBe('#43339/6448');
    expect(order.items).toEqual([
      { type: 'Combo', lines: [{ quantity: 1, description: 'Services (all) of 2025', code: 'CAL-SERV' }] },
      {
        type: 'Meter Calibration',
        lines: [
          { quantity: 0, description: 'All Dispensers', code: '0286' },
          { quantity: 1, description: 'Filter change', code: '400HS-10' },
        ],
      },
    ]);
  });

  it('may have a project and a purchase order, and two categories in their order', () => {
    const labels =
      '<div class="text-sm mb-1"><span class="muted">Reason:</span> AccuMeasure</div> <div><div class="text-sm mb-1"><span class="muted">PO #:</span> C0001</div> <div title="Project: x" class="text-sm mb-1"><span class="muted">Project:</span> Pelican: 2025 A/B</div></div>';
    const { order } = readRow({ labels, categories: ['Quality Calibration', 'AccuMeasure Clean-Up'] });
    expect(order).toMatchObject({
      reason: 'AccuMeasure',
      poNumber: 'C0001',
      project: 'Pelican: 2025 A/B',
      categories: ['Quality Calibration', 'AccuMeasure Clean-Up'],
    });
  });

  it.each([
    ['(anytime)', 'anytime'],
    ['10:30am', '10:30'],
    ['(12:05am)', '00:05'],
    ['12:00pm', '12:00'],
    ['3:15 PM', '15:15'],
    ['17:45', '17:45'],
    ['', null],
  ])('has its next visit at %s', (time, read) => {
    expect(readRow({ visits: visitsMarkup(700_001, { time }) }).order.nextVisitTime).toBe(read);
  });

  it('has the date of its last visit where all are done, and none where some are not', () => {
    const done = (count: string): string =>
      `<div title="${count}" class="text-sm muted"><span> ${count} </span></div> <div class="mt-1 text-xs muted">06/13/2025</div>`;
    expect(readRow({ visits: done('1 / 1') }).order).toMatchObject({
      lastVisitDate: '2025-06-13',
      nextVisitDate: null,
    });
    expect(readRow({ visits: done('1 / 2') }).order).toMatchObject({ lastVisitDate: null, visitsPlanned: 2 });
  });

  it('has its instructions whole and with their lines; what is shown where there is no more', () => {
    const whole = 'Day 1 of 2\n\nFilters &amp; seals<br>first';
    expect(readRow({ instructions: instructionsMarkup(whole, 'Day 1') }).order.instructions).toBe(
      'Day 1 of 2\n\nFilters & seals\nfirst',
    );
    expect(readRow({ instructions: instructionsMarkup(null, 'Calibrate') }).order.instructions).toBe('Calibrate');
  });

  it.each<readonly [string, RowMarkup]>([
    ['The row has no link to an order.', { link: '?' }],
    ['The row names more than one order.', { classes: 'w-700009' }],
    ['The row names more than one order.', { link: '<a href="/app/work/700001/">W-700002</a>' }],
    ['The row has no status.', { badge: '' }],
    ['The row names no customer.', { customer: 'Pelican' }],
    [
      'The address has no line with city, state and zip before its county.',
      { addressLines: ['1 Pier', 'Nowhere', 'X'] },
    ],
    [
      'The address has 5 lines, which cannot be told apart.',
      { addressLines: ['1', '2', '3', 'Coquina Bay FL 33992', '4'] },
    ],
    ['Item 1 is not built of a type and lines with a quantity.', { items: itemMarkup('Combo', [['many', 'X', '1']]) }],
    [
      'Item 1 is not built of a type and lines with a quantity.',
      { items: '<div class="text-xs mb-2"><div>Combo</div></div>' },
    ],
    ['Item 1 is not built of a type and lines with a quantity.', { items: '<div class="item">6 x All</div>' }],
    ['The row does not say how many visits are done.', { visits: '<div>none</div>' }],
    ['The date of the next visit is no date.', { visits: visitsMarkup(700_001, { date: '02/30/2025' }) }],
    ['The time of the next visit is no time.', { visits: visitsMarkup(700_001, { time: '25:00' }) }],
    ['The next visit belongs to another order, W-5.', { visits: visitsMarkup(700_001, { owner: 5 }) }],
    ['The due date is no date.', { visits: visitsMarkup(700_001, { due: 'Due: soon' }) }],
    ['It cannot be read when the order was created.', { creator: 'Zebulon Quixote • yesterday' }],
  ])('that cannot be read is a fault of its own: %s', (reason, change) => {
    expect(faultOf(change)).toBe(reason);
  });

  it('counts once where its number comes twice', () => {
    const { orders, faults } = listOf(listPageMarkup([rowMarkup(), rowMarkup(), rowMarkup({ number: 700_002 })]));
    expect(orders).toHaveLength(2);
    expect(faults).toMatchObject([{ number: 'W-700001' }]);
  });

  it.each<RowMarkup>([
    { creator: 'Zebulon Quixote' },
    { addressLines: ['Zebulon Quixote'] },
    { items: 'Zebulon Quixote' },
    { items: itemMarkup('Zebulon Quixote', [['Zebulon Quixote', 'Zebulon Quixote', 'Zebulon Quixote']]) },
    { visits: visitsMarkup(700_001, { date: 'Zebulon Quixote' }) },
    { visits: visitsMarkup(700_001, { time: 'Zebulon Quixote' }) },
    { visits: visitsMarkup(700_001, { due: 'Due: Zebulon Quixote' }) },
  ])('never shows what it holds as the reason why it cannot be read: %j', (change) => {
    expect(faultOf(change)).not.toContain('Zebulon');
  });
});

describe('the pager of the list', () => {
  const rows = [rowMarkup()];

  it.each([
    [{ hasNext: true }, { hasNext: true, hasPrevious: false, matches: null }],
    [{ hasPrevious: true }, { hasNext: false, hasPrevious: true, matches: null }],
    [
      { matches: '1,044 matches', hasNext: true },
      { hasNext: true, hasPrevious: false, matches: 1044 },
    ],
    [
      { matches: '1 match', hasNext: true, isHidden: true },
      { hasNext: false, hasPrevious: false, matches: 1 },
    ],
  ])('is the one of the list, never the one of a dialog before it: %j', (markup, expected) => {
    const { pager } = listOf(listPageMarkup(rows, { pager: pagerMarkup(markup) }));
    expect(pager).toEqual({ ...expected, pageSize: 25, pageSizes: [25, 50, 100] });
  });

  it.each([
    ['', /without saying whether there are more pages/],
    ['<div class="paginator-wrapper"><div class="simple-pagination"></div></div>', /without links to its next pages/],
    [pagerMarkup({ matches: 'many matches' }), /does not say how many matches/],
  ])('must have its parts', (pager, message) => {
    expect(() => parsePortalPage(listPageMarkup(rows, { pager }))).toThrow(message);
  });
});

describe('a page of the portal', () => {
  const fine = [1, 2, 3, 4, 5, 6].map((place) => rowMarkup({ number: 700_000 + place }));

  it('is the form to sign in wherever that form is, whatever else it says', () => {
    const form = '<div class="alert-danger"> Wrong. </div><form class="login-form"></form>';
    expect(parsePortalPage(`<html><body>${form}</body></html>`)).toEqual({ kind: 'login' });
  });

  it('is an empty list only within the frame of the list', () => {
    expect(listOf(listPageMarkup([]))).toMatchObject({ orders: [], rows: 0 });
    expect(parsePortalPage('<html><head><title>Oops</title></head></html>')).toEqual({ kind: 'other', title: 'Oops' });
    expect(parsePortalPage(listPageMarkup([], { pager: '' })).kind).toBe('other');
  });

  it.each<readonly [string, RowMarkup]>([
    ['a status', { badge: '<div class="badge">Work Created</div>' }],
    ['a customer', { customer: 'Pelican' }],
    ['visits', { visits: '' }],
    ['items', { items: '<p>6 x All</p>' }],
    ['categories', { categories: [] }],
    ['a reason', { labels: '' }],
    ['a time of creation', { creator: '' }],
    ['an address', { addressLines: [] }],
    ['instructions', { instructions: '' }],
  ])('whose rows have all lost %s is a changed one, not one with nothing there', (_, change) => {
    const rows = fine.map((__, place) => rowMarkup({ ...change, number: 700_001 + place }));
    expect(() => parsePortalPage(listPageMarkup(rows))).toThrow(AppError);
  });

  it('with other headings is a changed one', () => {
    const heading = ['Work', 'Items', 'Customer', 'Visits'];
    expect(() => parsePortalPage(listPageMarkup(fine, { heading }))).toThrow(
      /heads its list Work, Items, Customer, Visits/,
    );
  });

  it('that ends early is never taken for a list', () => {
    const text = listPageMarkup(fine);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 1 }), (length) => {
        expect(() => parsePortalPage(text.slice(0, length))).toThrow(/ends in the middle/);
      }),
      { numRuns: 60 },
    );
  });

  it('that lost any one class tells nothing else than before: the same, nothing, a fault or a change', () => {
    const text = listPageMarkup(fine);
    const whole = new Map(listOf(text).orders.map(({ order }) => [order.number, order]));
    const places = [...text.matchAll(/class="/g)].map(({ index }) => index);
    fc.assert(
      fc.property(fc.constantFrom(...places), (place) => {
        const page = attempt(`${text.slice(0, place)}data-was="${text.slice(place + 'class="'.length)}`);
        if (page?.kind !== 'list') return;
        for (const { order } of page.orders) {
          const before = whole.get(order.number);
          for (const field of firmFields) expect([before?.[field], null]).toContain(order[field]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('nested without end is a changed one, or nothing that Rounds knows', () => {
    const bomb = `<html><body>${'<div class="work-list-item">'.repeat(3000)}</body></html>`;
    expect(attempt(bomb)).toBeNull();
  });
});

const firmFields = [
  'number',
  'status',
  'customerId',
  'locationId',
  'storeNumber',
  'brand',
  'street',
  'city',
  'zip',
  'visitsDone',
  'visitsPlanned',
  'nextVisitId',
  'nextVisitDate',
  'nextVisitTime',
  'dueDate',
] as const;

/** Null where the page is refused; every other failure is a bug. */
function attempt(text: string): ReturnType<typeof parsePortalPage> | null {
  try {
    return parsePortalPage(text);
  } catch (error) {
    // The parse worker makes the same of a page nested too deeply.
    if (error instanceof AppError || error instanceof RangeError) return null;
    throw error;
  }
}
