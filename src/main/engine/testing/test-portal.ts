import { AppError } from '#shared/errors.ts';
import { WorkFossaSource } from '#shared/model/source.ts';
import { type Equipment, type OrderPersons, WorkOrder } from '#shared/model/work-order.ts';
import { importConfig } from '../config/import-config.ts';
import { manualRequests } from '../handlers/runs.ts';
import { jobs } from '../jobs/registry.ts';
import { workOrdersSync } from '../jobs/work-orders-sync/job.ts';
import type { FinishedRun } from '../scheduling/runner.ts';
import type { OpenPortal, UnreadableOrder, WorkListReading } from '../sources/workfossa/portal.ts';
import { createTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts';

/** A portal of work orders. */
export function sampleFossa(change: Partial<WorkFossaSource> = {}): WorkFossaSource {
  return WorkFossaSource.parse({
    id: 'fossa',
    kind: 'workfossa',
    name: 'Fossa',
    baseUrl: 'https://portal.example',
    username: 'desk@example.org',
    timeZone: 'America/New_York',
    ...change,
  });
}

/** An order as a portal might tell of it. */
export function sampleOrder(number: number, change: Partial<WorkOrder> = {}): WorkOrder {
  return WorkOrder.parse({
    number: `W-${number}`,
    status: 'Work Created',
    categories: ['Meter Calibration'],
    reason: 'Compliance',
    project: null,
    poNumber: null,
    createdAt: Date.UTC(2026, 9, 1, 13, 41),
    customer: 'Harbour Fuels',
    customerId: '12',
    storeNumber: '#0128',
    locationId: `L-${number}`,
    brand: 'Harbour',
    street: '1 Quay Road',
    crossStreet: null,
    city: 'Tampa',
    state: 'FL',
    zip: '33602',
    county: 'Hillsborough County',
    items: [{ type: 'Meter Calibration', lines: [{ quantity: 6, description: 'All Dispensers', code: '2861' }] }],
    visitsDone: 0,
    visitsPlanned: 1,
    nextVisitId: `V-${number}`,
    nextVisitDate: '2026-11-27',
    nextVisitTime: 'anytime',
    lastVisitDate: null,
    dueDate: '2026-12-05',
    instructions: 'Ring the bell.\nDay 1 of 2',
    ...change,
  });
}

/** Persons whose names no test may find outside the order's own page. */
export const samplePersons: OrderPersons = { createdBy: 'Pat Secret', contact: ['Kim Hidden', 'Net 30'] };

/** A reading of these orders, proven complete unless said otherwise. */
export function sampleReading(
  orders: readonly WorkOrder[],
  change: Partial<Omit<WorkListReading, 'orders'>> = {},
): WorkListReading {
  return {
    orders: orders.map((order) => ({ order, persons: samplePersons })),
    faults: [],
    pages: 1,
    matches: orders.length,
    doubts: [],
    trouble: null,
    ...change,
  };
}

/** A row that could not be read. */
export function sampleFault(number: number | null): UnreadableOrder {
  const name = number === null ? null : `W-${number}`;
  return { number: name, label: name ?? 'Row 7', reason: 'It has no status.' };
}

/** A portal that says what a test lets it say. */
export interface TestPortal {
  /** What the list gives, or why it gives nothing. */
  list: WorkListReading | AppError;
  /** Why nobody can sign in; null where one can. */
  refusal: AppError | null;
  equipmentOf(locationId: string): readonly Equipment[] | AppError;
  /** What it was asked, in order. */
  readonly asked: readonly string[];
  /** Portals that were opened and not closed. */
  readonly openCount: number;
}

/** An engine with one portal, `fossa`, and its schedule. */
export interface TestOrders extends TestEngine {
  readonly portal: TestPortal;
  /** Lets the portal list these orders, and reads it. */
  read(orders: readonly WorkOrder[], change?: Partial<Omit<WorkListReading, 'orders'>>): Promise<FinishedRun>;
  /** Runs the job to its end. */
  sync(params?: object, isDryRun?: boolean): Promise<FinishedRun>;
}

/** Makes such an engine; `close` ends it and deletes its files. */
export async function createTestOrders(now?: number, options: TestEngineOptions = {}): Promise<TestOrders> {
  const asked: string[] = [];
  let openCount = 0;
  const portal = {
    list: sampleReading([]) as WorkListReading | AppError,
    refusal: null as AppError | null,
    equipmentOf: (_locationId: string): readonly Equipment[] | AppError => [],
    asked,
    get openCount() {
      return openCount;
    },
  };
  const test = await createTestEngine(now, {
    ...options,
    openPortal: openTestPortal(portal, asked, (by) => (openCount += by)),
  });
  const { engine, clock } = test;
  const source = sampleFossa();
  importConfig(JSON.stringify({ version: 1, sources: [source] }), { store: engine.store, jobs, now: clock.now() });
  const sync = async (params: object = {}, isDryRun = false): Promise<FinishedRun> => {
    const begin = { trigger: 'manual', reason: 'a test', isDryRun } as const;
    const [request] = manualRequests(workOrdersSync, params, engine, begin, clock.now());
    if (request === undefined) throw new Error('There is nothing to run.');
    return engine.runner.start(request).done;
  };
  return {
    ...test,
    portal,
    sync,
    read: (orders, change) => {
      portal.list = sampleReading(orders, change);
      clock.sleep(3_600_000);
      return sync();
    },
  };
}

function openTestPortal(portal: TestPortal, asked: string[], count: (by: number) => void): OpenPortal {
  return async (_source, { onEvidence, onProgress }) => {
    asked.push('sign in');
    if (portal.refusal !== null) {
      onEvidence({ step: 'signing in', html: '<p>Wrong password</p>', picture: null });
      throw portal.refusal;
    }
    count(1);
    let isOpen = true;
    return {
      readList: async () => {
        asked.push('list');
        onProgress('Page 1');
        if (portal.list instanceof AppError) throw portal.list;
        return portal.list;
      },
      glance: async () => ({ orders: 0, matches: null }),
      readEquipment: async (locationId) => {
        asked.push(locationId);
        const units = portal.equipmentOf(locationId);
        if (units instanceof AppError) throw units;
        return units;
      },
      close: async () => {
        if (isOpen) count(-1);
        isOpen = false;
      },
    };
  };
}
