import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { Id } from '#shared/model/primitives.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import { OrderNumber } from '#shared/model/work-order.ts';
import type { Portal } from '../../sources/workfossa/portal.ts';
import type { Store } from '../../store/store.ts';
import { defineJob, type JobContext, type JobPart } from '../define-job.ts';
import { refreshEquipment, readNewEquipment } from './equipment.ts';
import { syncList, UnprovenRead } from './sync-list.ts';

const minuteMs = 60_000;
/** What a portal shows on a page at most. */
const ordersPerPage = 100;

const Parameters = z.strictObject({
  /** Only this source; every portal of work orders when left out. */
  sourceId: Id.optional(),
  /** Asks for what stands at the places of these orders, and reads no list. */
  equipmentFor: z
    .array(OrderNumber)
    .min(1)
    .max(100)
    .optional()
    .meta({ title: 'Equipment of these orders only', description: 'Numbers such as W-129651; reads no list.' }),
});
type Parameters = z.output<typeof Parameters>;

/** Reads the list of a work-order portal, proves that it is whole, and keeps what changed. */
export const workOrdersSync = defineJob({
  kind: 'work-orders.sync',
  title: 'Update work orders',
  description:
    'Signs in to a work-order portal, reads its whole list, and asks what stands at the places of orders that are new.',
  timeLimitMs: 15 * minuteMs,
  checkTimeLimitMs: 5 * minuteMs,
  parameters: Parameters,
  flags: {
    order: {
      parameter: 'equipmentFor',
      isList: true,
      valueName: 'NUMBER',
      description: 'only what stands at the place of this work order; repeatable',
    },
  },
  defaultEvery: 'PT1H',
  leastStepMs: 30 * minuteMs,
  sourceKinds: ['workfossa'],
  requestsPerDay: ({ sourceId }, store, _now, runs) => runs * requestsOfRun(store, sourceId),
  split: splitBySource,
  sources: ({ sourceId }, store) => portalsOf(store, sourceId),
  keepFailure: (store, { target: sourceId, at, stepMs, error }) => {
    // What could not be read of a list that was is kept with the read itself; orders are no sources.
    if (error instanceof UnprovenRead || store.sources.find(sourceId)?.kind !== 'workfossa') return;
    store.workOrders.fail({ sourceId, at, stepMs }, { code: error.code, message: error.userMessage });
  },
  announce: (publish) => publish('workOrders.changed', { sourceId: null }),
  async run(params, context) {
    const source = portalOf(context.store, params.sourceId ?? '');
    const portal = await openPortal(source, context);
    try {
      if (params.equipmentFor !== undefined)
        return await refreshEquipment(context, source, portal, params.equipmentFor);
      await context.readFor([source.id], () => syncList(context, source, portal));
      await readNewEquipment(context, source, portal);
    } finally {
      await portal.close();
    }
  },
});

async function openPortal(source: WorkFossaSource, context: JobContext): Promise<Portal> {
  context.progress('Signing in');
  return context.readFor([source.id], () =>
    context.sources.workfossa(source, {
      signal: context.signal,
      onEvidence: (evidence) => context.store.runEvidence.keep(String(context.runId), evidence, context.clock.now()),
      onProgress: (note) => context.progress(note),
    }),
  );
}

function portalsOf(store: Store, sourceId: string | undefined): WorkFossaSource[] {
  return sourceId === undefined ? store.sources.ofKind('workfossa') : [portalOf(store, sourceId)];
}

function portalOf(store: Store, id: string): WorkFossaSource {
  const source = store.sources.get(id);
  if (source.kind === 'workfossa') return source;
  throw new AppError('invalid_input', `Source "${id}" tells of no work orders.`);
}

/** Signing in and the pages of the list, as long as it was last time. */
function requestsOfRun(store: Store, sourceId: string | undefined): number {
  const open = sourceId === undefined ? 0 : store.workOrders.countListed(sourceId);
  return 2 + Math.max(1, Math.ceil(open / ordersPerPage));
}

function splitBySource(params: Parameters, store: Store): JobPart<Parameters>[] {
  const sources = portalsOf(store, params.sourceId);
  const { equipmentFor } = params;
  const isKnown = (sourceId: string, number: OrderNumber): boolean =>
    store.workOrders.locationOf(sourceId, number) !== undefined;
  const stranger = equipmentFor?.find((number) => !sources.some(({ id }) => isKnown(id, number)));
  if (stranger !== undefined) throw new AppError('not_found', `There is no work order ${stranger}.`);
  return sources
    .map((source) => ({ source, numbers: equipmentFor?.filter((number) => isKnown(source.id, number)) }))
    .filter(({ numbers }) => numbers === undefined || numbers.length > 0)
    .map(({ source, numbers }) => ({
      params: { sourceId: source.id, ...(numbers !== undefined && { equipmentFor: numbers }) },
      // Never two sign-ins at once with the same account.
      claimKey: `work-orders.sync/${source.id}`,
      subject: source.name,
    }));
}
