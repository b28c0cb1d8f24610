import type { EpochMs } from '#shared/model/primitives.ts';
import type { Verdict } from '#shared/model/slot.ts';
import { checkRule } from '#shared/schedule/plan.ts';
import { planSlots, type Slot } from '#shared/schedule/planner.ts';
import type { LedgerEntry, Revision } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';

/** A planned slot and what became of it. */
export interface JudgedSlot {
  readonly plannedAt: EpochMs;
  /** `pending`: its start has not come, or it waits for the network. */
  readonly verdict: Verdict | 'pending';
  readonly runId: string | null;
  readonly note: string | null;
  /** Local times that the clocks leapt over and that it stands for. */
  readonly insteadOf: readonly string[];
}

/** Slots are planned for so long at once, milliseconds. */
const chunkMs = 24 * 3_600_000;

/**
 * Every slot that any rule of a schedule planned within `from` (inclusive) and `until` (exclusive), oldest first; lazily, a
 * day at a time. A slot without an entry in the ledger that should have one is an `error`: nothing is made up.
 */
export function* judgedSlots(
  store: Store,
  scheduleId: string,
  { from, until }: { readonly from: EpochMs; readonly until: EpochMs },
): Generator<JudgedSlot> {
  const judgedUntil = store.schedules.find(scheduleId)?.judgedUntil ?? Number.POSITIVE_INFINITY;
  for (const revision of store.ledger.revisions(scheduleId, { from, until })) {
    if (checkRule(revision.rule, revision.timeZone).length > 0) {
      yield* writtenDown(store, scheduleId, revision, { from, until });
      continue;
    }
    const start = Math.max(from, revision.fromAt);
    const end = Math.min(until, revision.untilAt ?? until);
    const open = revision.untilAt === null ? judgedUntil : Number.POSITIVE_INFINITY;
    for (let at = start; at < end; at += chunkMs) {
      yield* judgedChunk(store, scheduleId, revision, { from: at, until: Math.min(at + chunkMs, end), open });
    }
  }
}

/** What is known of a rule that cannot be planned any more, because its time zone is gone: the ends of its entries. */
function* writtenDown(
  store: Store,
  scheduleId: string,
  { revision }: Revision,
  range: { readonly from: EpochMs; readonly until: EpochMs },
): Generator<JudgedSlot> {
  for (const { firstPlanned, verdict, runId, note } of store.ledger.entries(scheduleId, revision, range)) {
    yield { plannedAt: firstPlanned, verdict, runId, note, insteadOf: [] };
  }
}

function* judgedChunk(
  store: Store,
  scheduleId: string,
  { revision, rule, timeZone }: Revision,
  { from, until, open }: { readonly from: EpochMs; readonly until: EpochMs; readonly open: EpochMs },
): Generator<JudgedSlot> {
  const entries = store.ledger.entries(scheduleId, revision, { from, until });
  let index = 0;
  for (const slot of planSlots(rule, timeZone, from, until, { includeInactive: true })) {
    while ((entries[index]?.lastPlanned ?? Number.POSITIVE_INFINITY) < slot.plannedAt) index += 1;
    yield judge(slot, entries[index], open);
  }
}

function judge(slot: Slot, entry: LedgerEntry | undefined, judgedUntil: EpochMs): JudgedSlot {
  const { plannedAt, insteadOf } = slot;
  if (!slot.isActive) return { plannedAt, insteadOf, verdict: 'outside_hours', runId: null, note: null };
  if (entry !== undefined && entry.firstPlanned <= plannedAt) {
    return { plannedAt, insteadOf, verdict: entry.verdict, runId: entry.runId, note: entry.note };
  }
  if (plannedAt > judgedUntil) return { plannedAt, insteadOf, verdict: 'pending', runId: null, note: null };
  return { plannedAt, insteadOf, verdict: 'error', runId: null, note: 'Nothing was written down about it.' };
}
