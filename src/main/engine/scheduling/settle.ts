import { toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run, Trigger } from '#shared/model/run.ts';
import type { Overlap } from '#shared/model/schedule.ts';
import type { Slot } from '#shared/schedule/planner.ts';
import { isDiskFault } from '../store/connection.ts';
import type { LedgerEntry } from '../store/ledger.ts';
import type { StoredSchedule } from '../store/schedule-rows.ts';
import type { Store } from '../store/store.ts';
import { absences } from './absence.ts';
import { type Decision, decide, type PlannedStart, type Situation } from './decide.ts';
import { type Gate, gateOf } from './gate.ts';
import { type PlanWorld, requestsOf, requestsOfParts, stepAround } from './plan.ts';
import type { RunRequest } from './run-request.ts';

/** What settling works with. */
export interface SettleOptions extends PlanWorld {
  readonly now: EpochMs;
  readonly isOnline: boolean;
  /** What the runs are said to be started by; the timetable where left out. */
  readonly trigger?: Trigger;
  /** Writes a run down as claimed by this process. */
  readonly claim: (request: RunRequest) => Run;
  /** Writes a run down that waits for the one before it. */
  readonly plan: (request: RunRequest) => Run;
}

/** A run that was claimed and shall be launched once its claim is stored. */
export interface ClaimedRun {
  readonly run: Run;
  readonly request: RunRequest;
}

/** What settling a schedule has done. */
export interface Settled {
  readonly claimed: readonly ClaimedRun[];
  /** Runs that were asked to stop for a newer one. */
  readonly stopped: readonly string[];
  /** When to look at it again; null where nothing is planned. */
  readonly nextAt: EpochMs | null;
  /** Whether a slot got its verdict, or a pause ended. */
  readonly hasChanged: boolean;
}

const nothing: Settled = { claimed: [], stopped: [], nextAt: null, hasChanged: false };
/** A clock that stands so little behind was read by another process, or is being adjusted, milliseconds. */
const toleranceMs = 2_000;

/**
 * Gives every slot of a schedule whose start has come its verdict, and claims the runs of those that shall run: all within
 * the transaction of the caller, so that no slot has two verdicts and no run is claimed without one.
 */
export function settle(id: string, options: SettleOptions): Settled {
  const { store, now } = options;
  const found = store.schedules.find(id);
  if (found === undefined || !found.schedule.enabled) return nothing;
  const stored = afterSetBack(found, store, now);
  const { pause } = stored;
  if (pause === null) return settlePlanned(stored, options);
  if (pause.until === null || pause.until > now) return settlePaused(stored, options, now);
  settlePaused(stored, options, pause.until - 1);
  store.schedules.setPause(id, null);
  return { ...settlePlanned(store.schedules.get(id), options), hasChanged: true };
}

/**
 * A clock that was put back lets slots come again that have their verdict. An interval goes on from now, one step from
 * which it runs. Fixed times that lie within one step are not done twice; farther back, they are planned anew.
 */
function afterSetBack(stored: StoredSchedule, store: Store, now: EpochMs): StoredSchedule {
  const { rule, schedule, judgedUntil } = stored;
  const aheadMs = judgedUntil - now;
  if (aheadMs <= toleranceMs) return stored;
  const isInterval = rule.every !== undefined;
  if (!isInterval && aheadMs < stepAround(rule, schedule.timeZone, judgedUntil)) return stored;
  store.schedules.rebase(schedule.id, { anchorAt: isInterval ? now : stored.anchorAt, judgedUntil: now, now });
  return store.schedules.get(schedule.id);
}

/** What would be started now, without a verdict and without a claim: for a dry run. */
export function dueRequests(world: PlanWorld, now: EpochMs): RunRequest[] {
  const { store } = world;
  const start = { trigger: 'command-line', reason: 'It was due.', scheduledFor: null, isDryRun: true } as const;
  return store.schedules
    .list()
    .filter(({ schedule, pause }) => schedule.enabled && pause === null)
    .filter((stored) => decide(situationOf(stored, store, now)).starts.length > 0)
    .flatMap((stored) => requestsOf(stored, world, start, now));
}

/** Why a slot that has come just now does not start after all. */
export interface Instead {
  readonly verdict: 'paused' | 'late';
  readonly note: string;
  /** Whether its rule plans no more: then a start that jitter has put off does not come any more either. */
  readonly isLast: boolean;
}

/** Gives the slots that have come a verdict and starts none: before an edit, a pause, a deletion. */
export function settleWithoutStart(found: StoredSchedule, store: Store, now: EpochMs, instead: Instead): void {
  if (!found.schedule.enabled) return;
  const { verdict, note, isLast } = instead;
  const stored = isLast ? { ...found, rule: { ...found.rule, jitterSeconds: 0 } } : found;
  if (stored.pause !== null) {
    settlePaused(stored, { store, now }, now);
    return;
  }
  const decision = decide({ ...situationOf(stored, store, now), missed: 'skip' });
  const last = decision.starts.at(-1)?.slot.plannedAt;
  const started = decision.starts.map(({ slot }) => entryOf(slot, { verdict, runId: null, note }));
  write(stored, store, [...decision.passed, ...started], last);
}

function settlePlanned(stored: StoredSchedule, options: SettleOptions): Settled {
  const { store } = options;
  const decision = decide(situationOf(stored, store, options.now));
  const gate = decision.starts.length === 0 ? nothingToStart : gateOf(stored, options, options);
  // What would start waits for the network; the policy for missed slots says later what becomes of it.
  const starts = gate.kind === 'hold' ? [] : decision.starts;
  const started =
    gate.kind === 'hold'
      ? []
      : starts.map((start, index) => startOne(stored, { ...start, follows: index > 0 }, gate, options));
  const first = started.flatMap(({ runId }) => (runId === null ? [] : [runId]))[0];
  const passed = decision.passed.map((entry) => foldedInto(entry, first, decision));
  write(stored, store, [...passed, ...started.map(({ entry }) => entry)], starts.at(-1)?.slot.plannedAt);
  return {
    claimed: started.flatMap(({ claimed }) => claimed),
    stopped: started.flatMap(({ stopped }) => stopped),
    nextAt: decision.next?.startAt ?? null,
    hasChanged: passed.length + started.length > 0,
  };
}

const nothingToStart: Gate = { kind: 'hold' };

/** Slots that came too late and whose work a newer one does were not in vain. */
function foldedInto(entry: LedgerEntry, runId: string | undefined, { starts }: Decision): LedgerEntry {
  const isFolded = entry.verdict === 'late' && runId !== undefined && starts.length > 0;
  return isFolded ? { ...entry, verdict: 'folded', runId } : entry;
}

function settlePaused(
  stored: StoredSchedule,
  { store, now }: Pick<SettleOptions, 'store' | 'now'>,
  until: EpochMs,
): Settled {
  const { pause } = stored;
  const situation: Situation = {
    ...situationOf(stored, store, until),
    missed: 'skip',
    // A slot that has come is paused, on time or not.
    piecesOf: (from, to) => [{ from, until: to, absence: null }],
  };
  const { passed, starts, next } = decide(situation);
  const slots = [...passed, ...starts.map(({ slot }) => entryOf(slot, { verdict: 'paused', runId: null, note: null }))];
  const note = pause === null ? null : pause.reason;
  write(
    stored,
    store,
    slots.map((entry) => ({ ...entry, verdict: 'paused', note })),
    starts.at(-1)?.slot.plannedAt,
  );
  const wakeAt = [next?.startAt, pause?.until].flatMap((at) => (typeof at === 'number' && at > now ? [at] : []));
  return { ...nothing, nextAt: wakeAt.length === 0 ? null : Math.min(...wakeAt), hasChanged: slots.length > 0 };
}

function situationOf({ rule, schedule, judgedUntil }: StoredSchedule, store: Store, now: EpochMs): Situation {
  const { timeZone, missed } = schedule;
  return {
    rule,
    timeZone,
    judgedUntil,
    now,
    missed,
    stepMs: () => stepAround(rule, timeZone, now),
    piecesOf: (from, until) => absences(store.machine.within(from, until), from, until),
  };
}

function write(
  { schedule, revision, judgedUntil }: StoredSchedule,
  store: Store,
  entries: readonly LedgerEntry[],
  lastStart: EpochMs | undefined,
): void {
  const last = lastStart ?? entries.at(-1)?.lastPlanned;
  if (last === undefined || last <= judgedUntil) return;
  store.ledger.record(schedule.id, revision, entries);
  store.schedules.setJudged(schedule.id, last);
}

interface StartedSlot {
  readonly entry: LedgerEntry;
  readonly runId: string | null;
  readonly claimed: readonly ClaimedRun[];
  readonly stopped: readonly string[];
}

/** Starts a slot's parts, or says why they do not run. */
function startOne(
  stored: StoredSchedule,
  { slot, trigger, follows }: PlannedStart & { readonly follows: boolean },
  gate: Exclude<Gate, { kind: 'hold' }>,
  options: SettleOptions,
): StartedSlot {
  if (gate.kind === 'shut') {
    const { verdict, note } = gate;
    return { entry: entryOf(slot, { verdict, runId: null, note }), runId: null, claimed: [], stopped: [] };
  }
  const overlap = follows ? 'line-up' : stored.schedule.overlap;
  try {
    const startedBy = options.trigger ?? trigger;
    const reason = options.trigger === undefined ? null : 'It was due.';
    const start = { trigger: startedBy, reason, scheduledFor: slot.plannedAt, isDryRun: false };
    const outcomes = requestsOfParts(stored, gate.parts, start, options.now).map((request) =>
      startPart(request, overlap, options),
    );
    const own = outcomes.find(({ kind }) => kind === 'claimed' || kind === 'planned');
    const other = outcomes[0];
    const entry: Omit<LedgerEntry, 'firstPlanned' | 'lastPlanned'> =
      own !== undefined
        ? { verdict: 'ran', runId: own.run.id, note: null }
        : other === undefined
          ? { verdict: 'error', runId: null, note: 'There is nothing to look at.' }
          : { verdict: other.kind === 'folded' ? 'folded' : 'overlap', runId: other.run.id, note: null };
    return {
      entry: entryOf(slot, entry),
      runId: own?.run.id ?? null,
      claimed: outcomes.flatMap(({ kind, run, request }) => (kind === 'claimed' ? [{ run, request }] : [])),
      stopped: outcomes.flatMap(({ stopped }) => (stopped === undefined ? [] : [stopped])),
    };
  } catch (thrown) {
    // No verdict about the slot: it is looked at again once something can be written.
    if (isDiskFault(thrown)) throw thrown;
    const note = toAppError(thrown).userMessage;
    return { entry: entryOf(slot, { verdict: 'error', runId: null, note }), runId: null, claimed: [], stopped: [] };
  }
}

interface PartOutcome {
  readonly kind: 'claimed' | 'planned' | 'folded' | 'overlap';
  readonly run: Run;
  readonly request: RunRequest;
  readonly stopped?: string;
}

/** Slots that are made up for together line up, however many they are. */
function startPart(request: RunRequest, overlap: Overlap | 'line-up', options: SettleOptions): PartOutcome {
  const { runs } = options.store;
  const active = runs.activeOf(request.part.claimKey);
  if (active === undefined) return { kind: 'claimed', run: options.claim(request), request };
  if (overlap === 'skip') return { kind: 'overlap', run: active, request };
  const stops = overlap === 'cancel';
  if (stops) runs.requestCancel(active.id, 'A newer planned run takes its place.');
  const waiting = overlap === 'line-up' ? undefined : runs.waitingOf(request.part.claimKey);
  const stopped = stops ? { stopped: active.id } : {};
  if (waiting !== undefined) return { kind: 'folded', run: waiting, request, ...stopped };
  return { kind: 'planned', run: options.plan(request), request, ...stopped };
}

function entryOf({ plannedAt }: Slot, verdict: Omit<LedgerEntry, 'firstPlanned' | 'lastPlanned'>): LedgerEntry {
  return { firstPlanned: plannedAt, lastPlanned: plannedAt, ...verdict };
}
