import { isIP } from 'node:net';
import { toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Source } from '#shared/model/source.ts';
import type { StoredSchedule } from '../store/schedule-rows.ts';
import type { PlanHead } from '../store/plans.ts';
import type { Store } from '../store/store.ts';
import { type PlannedParts, partsOf, type PlanWorld } from './plan.ts';

/** Whether what is planned may start now: yes, not before the network is back, or not at all. */
export type Gate =
  | { readonly kind: 'open'; readonly parts: PlannedParts }
  | { readonly kind: 'hold' }
  | { readonly kind: 'shut'; readonly verdict: 'over_budget' | 'brake' | 'error'; readonly note: string };

/**
 * Looks whether a schedule's work can be begun at all: its targets are there, no plan of it waits for a decision, the
 * machine is on line, the budget is not spent. Parts without such a plan go on where others have one.
 */
export function gateOf(
  stored: StoredSchedule,
  world: PlanWorld,
  { now, isOnline }: { readonly now: EpochMs; readonly isOnline: boolean },
): Gate {
  const { store } = world;
  try {
    const { job, parts: all } = partsOf(stored, world);
    const held = all.flatMap(({ claimKey }) => store.plans.heldOf(claimKey) ?? []);
    const [first] = held;
    if (first !== undefined && held.length === all.length)
      return { kind: 'shut', verdict: 'brake', note: noteOfHeld(first) };
    const parts = all.filter(({ claimKey }) => store.plans.heldOf(claimKey) === undefined);
    const planned = { job, parts };
    const sources = parts.flatMap(({ params }) => job.sources(params, store));
    if (!isOnline && sources.length > 0 && !sources.every(isOnThisMachine)) return { kind: 'hold' };
    const spent = sources.filter((source) => isSpent(source, store, now));
    if (spent.length === 0 || spent.length < sources.length) return { kind: 'open', parts: planned };
    const hosts = [...new Set(spent.map(({ baseUrl }) => new URL(baseUrl).host))].join(', ');
    return { kind: 'shut', verdict: 'over_budget', note: `The requests of today to ${hosts} are spent.` };
  } catch (thrown) {
    return { kind: 'shut', verdict: 'error', note: toAppError(thrown).userMessage };
  }
}

/** Why work does not begin while a plan of it is held. */
export function noteOfHeld({ runId, heldReason }: PlanHead): string {
  return `The plan of run ${runId} waits for a decision. ${heldReason ?? ''}`.trim();
}

function isSpent({ baseUrl, limits }: Source, store: Store, now: EpochMs): boolean {
  return store.hosts.usage(new URL(baseUrl).host, now).usedToday >= limits.requestsPerDay;
}

/** A loopback address is there with or without a network. */
function isOnThisMachine({ baseUrl }: Source): boolean {
  const { hostname } = new URL(baseUrl);
  const address = hostname.replace(/^\[|\]$/g, '');
  return hostname === 'localhost' || (isIP(address) > 0 && (address === '::1' || address.startsWith('127.')));
}
