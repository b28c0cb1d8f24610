import type { OrderDetail } from '#shared/contract/work-orders.ts';
import { AppError } from '#shared/errors.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import { workOrdersSync } from '../jobs/work-orders-sync/job.ts';
import { inSlices } from '../slices.ts';
import { readOrderChanges } from '../store/work-order-changes.ts';
import { readOrder } from '../store/work-order-detail.ts';
import { countFacets, listOrders } from '../store/work-order-list.ts';
import { readOrderSources, readVisits } from '../store/work-order-sources.ts';
import { countAges, readWeekSteps } from '../store/work-order-trends.ts';
import { manualRequests, startAll } from './runs.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Work orders, their changes and the ways to look at them. */
export function workOrderHandlers(context: HandlerContext): HandlersOf<'workOrders'> {
  return { ...looking(context), ...doing(context) };
}

type Named<Verb extends string> = Pick<
  HandlersOf<'workOrders'>,
  Extract<keyof HandlersOf<'workOrders'>, `workOrders.${Verb}`>
>;

function looking(
  context: HandlerContext,
): Named<'sources' | 'list' | 'facets' | 'order' | 'changes' | 'trends' | 'visits' | 'views'> {
  const { store, ports } = context;
  const { connection, orderIndex } = store;
  const { clock } = ports;
  return {
    'workOrders.sources': async () => readOrderSources(connection, await orderIndex.snapshot(clock), clock.now()),
    'workOrders.list': async (query) => listOrders(connection, await orderIndex.snapshot(clock), query, clock.now()),
    'workOrders.facets': async ({ sourceId }) => countFacets(await orderIndex.snapshot(clock), sourceId),
    'workOrders.order': async ({ sourceId, number }) => readDetail(context, sourceId, number),
    'workOrders.changes': async ({ after, limit, ...filter }) => readOrderChanges(connection, filter, { after, limit }),
    'workOrders.trends': async ({ sourceId, weeks }) => {
      const question = { sourceId, weeks, now: clock.now() };
      return {
        weeks: await inSlices(readWeekSteps(connection, question), clock),
        ages: countAges(await orderIndex.snapshot(clock), question),
      };
    },
    'workOrders.visits': async (span) => readVisits(connection, span, clock.now()),
    'workOrders.views': async () => store.savedViews.list(),
  };
}

function doing(context: HandlerContext): Named<'refreshEquipment' | 'saveView' | 'removeView'> {
  const { store, ports } = context;
  return {
    'workOrders.refreshEquipment': async ({ sourceId, number }) => {
      const params = { sourceId: portalOf(context, sourceId).id, equipmentFor: [number] };
      const start = { trigger: 'manual', reason: `Equipment for ${number}`, isDryRun: false } as const;
      const requests = manualRequests(workOrdersSync, params, context, start, ports.clock.now());
      const [run] = startAll(context, requests);
      if (run === undefined) throw new AppError('not_found', `There is no work order ${number}.`);
      return run;
    },
    'workOrders.saveView': async (view) => {
      store.savedViews.save(view);
      ports.publish('workOrders.changed', { sourceId: null });
      return view;
    },
    'workOrders.removeView': async ({ id }) => {
      store.savedViews.remove(id);
      ports.publish('workOrders.changed', { sourceId: null });
      return {};
    },
  };
}

function portalOf({ store }: HandlerContext, id: string): WorkFossaSource {
  const source = store.sources.get(id);
  if (source.kind === 'workfossa') return source;
  throw new AppError('invalid_input', `Source "${id}" tells of no work orders.`);
}

function readDetail(context: HandlerContext, sourceId: string, number: string): OrderDetail {
  const { store, ports } = context;
  const detail = readOrder(store.connection, portalOf(context, sourceId), number, ports.clock.now());
  const { locationId } = detail.order;
  const known = locationId === null ? undefined : store.siteEquipment.find({ sourceId, locationId });
  return { ...detail, equipment: known === undefined ? null : { ...known, units: [...known.units] } };
}
