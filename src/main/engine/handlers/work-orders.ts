import { later } from './later.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Work orders, their changes and the ways to look at them. */
export function workOrderHandlers(_context: HandlerContext): HandlersOf<'workOrders'> {
  return {
    'workOrders.sources': later,
    'workOrders.list': later,
    'workOrders.facets': later,
    'workOrders.order': later,
    'workOrders.changes': later,
    'workOrders.trends': later,
    'workOrders.visits': later,
    'workOrders.refreshEquipment': later,
    'workOrders.views': later,
    'workOrders.saveView': later,
    'workOrders.removeView': later,
  };
}
