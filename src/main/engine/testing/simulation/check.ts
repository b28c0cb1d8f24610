import type { Run } from '#shared/model/run.ts';
import { planSlots, type Slot } from '#shared/schedule/planner.ts';
import type { LedgerEntry, Revision } from '../../store/ledger.ts';
import type { Store } from '../../store/store.ts';

/** A cause that was injected, and when, by the wall clock. */
export interface Injected {
  readonly kind: 'asleep' | 'app_closed' | 'offline' | 'clock_changed' | 'paused';
  readonly from: number;
  readonly until: number;
  readonly scheduleId: string | null;
}

/** The whole ledger, looked through. */
export interface LedgerReport {
  /** Planned slots that had come; all of them have a verdict if there is no problem. */
  readonly slots: number;
  readonly runs: number;
  readonly verdicts: Readonly<Record<string, number>>;
  /** Whatever is not as it must be, in words; empty is good. */
  readonly problems: readonly string[];
}

const everything = { from: 0, until: Number.MAX_SAFE_INTEGER };
/** A slot so shortly before a cause belongs to it. */
const lastMomentMs = 60_000;

/**
 * Holds the ledger against the plan: each slot once, each run for its own slot, each cause where it was injected; with null
 * nobody knows the causes, and they are not looked at.
 */
export function checkLedger(store: Store, injected: readonly Injected[] | null): LedgerReport {
  const problems: string[] = [];
  const verdicts: Record<string, number> = {};
  let slots = 0;
  for (const id of store.ledger.scheduleIds()) {
    for (const revision of store.ledger.revisions(id, everything)) {
      const entries = store.ledger.entries(id, revision.revision, everything);
      const planned = plannedOf(store, id, revision);
      slots += planned.length;
      problems.push(...mismatches(`${id}/${revision.revision}`, planned, entries));
      for (const [slot, entry] of covered(planned, entries)) {
        verdicts[entry.verdict] = (verdicts[entry.verdict] ?? 0) + 1;
        const joined = joinedRun(store, slot, entry);
        if (joined !== undefined) problems.push(...misjoined(id, slot, joined));
        else if (injected !== null) problems.push(...untrue(id, slot, entry, injected));
      }
    }
  }
  const runs = [...store.runs.each(everything)];
  const ofSlots = runs.filter(({ scheduledFor }) => scheduledFor !== null);
  if (ofSlots.length !== (verdicts['ran'] ?? 0)) {
    problems.push(`${ofSlots.length} runs have a slot, ${verdicts['ran'] ?? 0} slots say that they ran`);
  }
  return { slots, runs: runs.length, verdicts, problems: problems.slice(0, 20) };
}

/** Active slots that have come, by the rule of the revision alone. */
function plannedOf(store: Store, id: string, { rule, timeZone, fromAt, untilAt }: Revision): Slot[] {
  const judgedUntil = store.schedules.find(id)?.judgedUntil ?? 0;
  return planSlots(rule, timeZone, fromAt, untilAt ?? judgedUntil + 1);
}

function mismatches(where: string, planned: readonly Slot[], entries: readonly LedgerEntry[]): string[] {
  const known = new Set(planned.map(({ plannedAt }) => plannedAt));
  const problems: string[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { firstPlanned, lastPlanned, verdict } of entries) {
    if (firstPlanned <= last) problems.push(`${where}: two verdicts for ${at(firstPlanned)}`);
    if (!known.has(firstPlanned) || !known.has(lastPlanned)) {
      problems.push(`${where}: ${verdict} from ${at(firstPlanned)} to ${at(lastPlanned)} is not planned`);
    }
    last = lastPlanned;
  }
  const count = [...covered(planned, entries)].length;
  if (count !== planned.length) problems.push(`${where}: ${planned.length} slots, ${count} verdicts`);
  return problems;
}

/** The slots that have an entry, with it. */
function* covered(planned: readonly Slot[], entries: readonly LedgerEntry[]): Generator<[Slot, LedgerEntry]> {
  let index = 0;
  for (const slot of planned) {
    while ((entries[index]?.lastPlanned ?? Number.POSITIVE_INFINITY) < slot.plannedAt) index += 1;
    const entry = entries[index];
    if (entry !== undefined && entry.firstPlanned <= slot.plannedAt) yield [slot, entry];
  }
}

const causes = new Set<string>(['asleep', 'app_closed', 'offline', 'clock_changed', 'paused']);

/** A verdict that names a cause which was not there when the slot was to start, or leaves out the one that was. */
function untrue(
  id: string,
  { startAt, plannedAt }: Slot,
  { verdict, note }: LedgerEntry,
  injected: readonly Injected[],
): string[] {
  const here = injected.filter(
    ({ from, until, scheduleId }) =>
      startAt >= from - lastMomentMs && startAt <= until && (scheduleId === null || scheduleId === id),
  );
  if (causes.has(verdict)) {
    const isPausedByItself = verdict === 'paused' && note?.includes('failed') === true;
    const isTrue = isPausedByItself || here.some(({ kind }) => kind === verdict);
    return isTrue ? [] : [`${id}: ${at(plannedAt)} is said to be ${verdict}, and was not`];
  }
  if (verdict !== 'late' && verdict !== 'folded') return [];
  const hidden = here.find(
    ({ kind, from, until }) => kind !== 'paused' && kind !== 'offline' && startAt > from && startAt < until,
  );
  return hidden === undefined ? [] : [`${id}: ${at(plannedAt)} is ${verdict}, and was ${hidden.kind}`];
}

/**
 * The run that a slot was folded into: an older one that was waiting when this slot was to start, too, on time or to make up
 * for it, so that no cause had to be named. Undefined for a slot whose work a newer one did.
 */
function joinedRun(store: Store, { plannedAt }: Slot, { verdict, runId }: LedgerEntry): Run | undefined {
  const run = verdict === 'folded' ? store.runs.find(runId ?? '') : undefined;
  return run?.scheduledFor != null && run.scheduledFor < plannedAt ? run : undefined;
}

function misjoined(id: string, { plannedAt }: Slot, run: Run): string[] {
  const isOver = run.finishedAt !== null && run.finishedAt < plannedAt;
  return isOver || run.scheduleId !== id
    ? [`${id}: ${at(plannedAt)} is folded into run ${run.id}, which did not wait`]
    : [];
}

function at(instant: number): string {
  return new Date(instant).toISOString();
}
