import type { OrderDetail, OrderSourceStanding, PlannedVisit } from '#shared/contract/work-orders.ts';
import type { WorkOrder, WorkOrderChange, WorkOrderRow } from '#shared/model/work-order.ts';
import { HOUR, MINUTE } from './samples.ts';

/** Values for tests of work orders, every one valid under the contract; a test overrides what it is about. */

export function sampleOrder(overrides: Partial<WorkOrder> = {}): WorkOrder {
  return {
    number: 'W-129651',
    status: 'Work Created',
    categories: ['AccuMeasure'],
    reason: 'Annual check',
    project: null,
    poNumber: 'PO-7',
    createdAt: Date.UTC(2026, 9, 1, 12),
    customer: 'Muster Fuels',
    customerId: '4021',
    storeNumber: '#43339/6448',
    locationId: '9001',
    brand: 'Muster',
    street: '1 Sample Road',
    crossStreet: 'Second Street',
    city: 'Exampleton',
    state: 'FL',
    zip: '01234',
    county: 'Sample County',
    items: [
      {
        type: 'Meter Calibration',
        lines: [
          { quantity: 6, description: 'Meters', code: '002861' },
          { quantity: 0, description: 'Combo', code: null },
        ],
      },
    ],
    visitsDone: 1,
    visitsPlanned: 3,
    nextVisitId: '55123',
    nextVisitDate: '2026-12-01',
    nextVisitTime: 'anytime',
    lastVisitDate: null,
    dueDate: '2026-11-27',
    instructions: 'Ring twice.\n<b>Back door</b>',
    ...overrides,
  };
}

export function sampleOrderRow(overrides: Partial<WorkOrderRow> & { readonly now: number }): WorkOrderRow {
  const { now, ...rest } = overrides;
  const { instructions: _instructions, items: _items, ...order } = sampleOrder();
  return {
    ...order,
    itemSummary: '6 Meter Calibration, 0 Combo',
    sourceId: 'portal',
    sourceName: 'Fuel portal',
    firstChecked: now - 48 * HOUR,
    lastChecked: now - 12 * MINUTE,
    missingSince: null,
    unreadFrom: null,
    isOverdue: false,
    ...rest,
  };
}

export function sampleOrderDetail(overrides: Partial<OrderDetail> & { readonly now: number }): OrderDetail {
  const { now, ...rest } = overrides;
  const { sourceId, sourceName, firstChecked, lastChecked } = sampleOrderRow({ now });
  return {
    order: sampleOrder(),
    persons: { createdBy: 'Erika Beispiel', contact: ['Max Probe', 'Muster Fuels GmbH'] },
    standing: {
      sourceId,
      sourceName,
      firstChecked,
      lastChecked,
      missingSince: null,
      unreadFrom: null,
      isOverdue: false,
    },
    link: 'https://portal.example/app/work/129651',
    stretches: [
      { firstChecked, lastChecked: firstChecked, isListed: true, changedFields: [], runId: 'run-1' },
      {
        firstChecked: firstChecked + HOUR,
        lastChecked,
        isListed: true,
        changedFields: ['status', 'nextVisitDate'],
        runId: 'run-2',
      },
    ],
    changes: [],
    equipment: null,
    neighbours: [],
    ...rest,
  };
}

export function sampleOrderSource(
  overrides: Partial<OrderSourceStanding> & { readonly now: number },
): OrderSourceStanding {
  const { now, ...rest } = overrides;
  return {
    sourceId: 'portal',
    sourceName: 'Fuel portal',
    timeZone: 'America/New_York',
    openCount: 58,
    missingCount: 0,
    overdueCount: 3,
    dueThisWeekCount: 9,
    lastChecked: now - 12.5 * MINUTE,
    lastComplete: now - 12.5 * MINUTE,
    doubts: [],
    failure: null,
    faults: [],
    ...rest,
  };
}

export function sampleOrderChange(overrides: Partial<WorkOrderChange> = {}): WorkOrderChange {
  return {
    id: 1,
    sourceId: 'portal',
    number: 'W-129651',
    type: 'added',
    field: null,
    before: null,
    after: null,
    otherNumber: null,
    customer: 'Muster Fuels',
    storeNumber: '#43339/6448',
    city: 'Exampleton',
    seenAt: Date.UTC(2026, 10, 20, 14, 5),
    runId: 'run-1',
    ...overrides,
  };
}

export function samplePlannedVisit(overrides: Partial<PlannedVisit> = {}): PlannedVisit {
  return {
    sourceId: 'portal',
    number: 'W-129651',
    date: '2026-11-24',
    time: 'anytime',
    customer: 'Muster Fuels',
    storeNumber: '#43339/6448',
    city: 'Exampleton',
    categories: ['AccuMeasure'],
    dueDate: '2026-11-27',
    isOverdue: false,
    ...overrides,
  };
}
