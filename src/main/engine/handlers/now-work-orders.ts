import type { Need, NowView } from '#shared/contract/now.ts';
import type { OrderSourceStanding } from '#shared/contract/work-orders.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from '../store/connection.ts';
import { countChangesSince } from '../store/work-order-changes.ts';

const dayMs = 86_400_000;

/** The facts about work orders that matter at a glance. */
export function summarizeOrders(
  connection: Connection,
  sources: readonly OrderSourceStanding[],
  now: EpochMs,
): NowView['workOrders'] {
  const sum = (countOf: (source: OrderSourceStanding) => number): number =>
    sources.reduce((total, source) => total + countOf(source), 0);
  const { added, moved } = countChangesSince(connection, now - dayMs);
  const checks = sources.map(({ lastChecked }) => lastChecked);
  const known = checks.filter((at) => at !== null);
  return {
    sourceCount: sources.length,
    openCount: sum(({ openCount }) => openCount),
    overdueCount: sum(({ overdueCount }) => overdueCount),
    dueThisWeekCount: sum(({ dueThisWeekCount }) => dueThisWeekCount),
    addedCount: added,
    movedCount: moved,
    oldestCheck: known.length < checks.length || known.length === 0 ? null : Math.min(...known),
  };
}

/** What a person should look at among portals of work orders. */
export function orderNeeds(sources: readonly OrderSourceStanding[]): Need[] {
  return sources.flatMap((source) => [...needOfFailure(source), ...needOfDoubts(source), ...needOfFaults(source)]);
}

function needOfFailure({ sourceId, sourceName, failure, lastChecked, openCount }: OrderSourceStanding): Need[] {
  if (failure === null) return [];
  const isSignedOut = failure.code === 'signed_out';
  return [
    {
      id: `work-orders/${sourceId}`,
      severity: 'failed',
      what: `${sourceName}: ${failure.message}`,
      since: failure.since,
      done: isSignedOut
        ? 'Rounds does not try this password again, so that the account is not locked.'
        : 'Rounds looks again at the next planned run.',
      stillTrue: ordersSeenBefore(lastChecked, openCount),
      action: isSignedOut
        ? { kind: 'account', label: 'Open the account', sourceId }
        : { kind: 'work_orders', label: 'Open the work orders', sourceId },
    },
  ];
}

/** What is still true of the orders of a portal that cannot be read. */
export function ordersSeenBefore(lastChecked: EpochMs | null, openCount: number): string {
  if (lastChecked === null) return 'Nobody has seen these work orders yet.';
  if (openCount === 0) return 'The newest list that was read was empty.';
  const orders = openCount === 1 ? 'The one open order stays' : `The ${openCount} open orders stay`;
  return `${orders} shown as they were read last.`;
}

function needOfDoubts({
  sourceId,
  sourceName,
  doubts,
  failure,
  lastChecked,
  lastComplete,
}: OrderSourceStanding): Need[] {
  if (doubts.length === 0 || failure !== null) return [];
  return [
    {
      id: `work-orders-unproven/${sourceId}`,
      severity: 'attention',
      what: `${sourceName}: the newest read of the list is not certain to be whole. ${doubts.join(' ')}`,
      since: lastComplete ?? lastChecked ?? 0,
      done: 'What was read was taken; no order counts as missing because of it.',
      stillTrue: 'Orders that were not read keep their last good reading and are marked.',
      action: { kind: 'work_orders', label: 'Open the work orders', sourceId },
    },
  ];
}

function needOfFaults({ sourceId, sourceName, faults }: OrderSourceStanding): Need[] {
  if (faults.length === 0) return [];
  const rows = faults.length === 1 ? 'One row' : `${faults.length} rows`;
  return [
    {
      id: `work-order-faults/${sourceId}`,
      severity: 'attention',
      what: `${sourceName}: ${rows.toLowerCase()} of the list could not be read. ${faults[0]?.reason ?? ''}`.trim(),
      since: Math.min(...faults.map(({ since }) => since)),
      done: `${rows} set apart; all other orders were taken.`,
      stillTrue: 'Those orders keep their last good reading and are marked.',
      action: { kind: 'work_orders', label: 'Open the work orders', sourceId },
    },
  ];
}
