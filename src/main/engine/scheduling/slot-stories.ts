import { assertNever } from '#shared/errors.ts';
import type { Run } from '#shared/model/run.ts';
import type { HeartbeatCell, SlotStretch, Verdict } from '#shared/model/slot.ts';
import type { Ports } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { onTimeMs } from './decide.ts';
import { type JudgedSlot, judgedSlots } from './slots.ts';

/** Cells of a heartbeat strip at most. */
const newestCells = 400;
/** Stretches at most; older ones are cut. */
const newestStretches = 2_000;

interface Range {
  readonly from: number;
  readonly until: number;
}

/** What became of every planned slot within a time, oldest first; of the newest of them. */
export function readHeartbeat(store: Store, scheduleId: string, range: Range, now: number): HeartbeatCell[] {
  const slots = [...judgedSlots(store, scheduleId, range)].filter(
    ({ verdict, plannedAt }) => verdict !== 'pending' || plannedAt <= now,
  );
  const runs = runsOf(store, scheduleId, range);
  return slots.slice(-newestCells).map((slot) => toCell(slot, runs.get(slot.runId ?? '')));
}

function toCell(slot: JudgedSlot, run: Run | undefined): HeartbeatCell {
  const { plannedAt, verdict, runId } = slot;
  const story = storyOf(slot, run);
  if (verdict !== 'ran') return { plannedAt, verdict, runId, story };
  // A run whose row has been pruned ran all the same.
  return { plannedAt, verdict: run?.status ?? 'succeeded', runId, story };
}

/** Slots with the same verdict for the same reason, told as one; the process answers others between the days. */
export async function readStretches(
  store: Store,
  clock: Pick<Ports['clock'], 'breathe' | 'monotonicMs'>,
  scheduleId: string,
  range: Range,
): Promise<{ stretches: SlotStretch[]; isCut: boolean }> {
  const runs = runsOf(store, scheduleId, range);
  const stretches: SlotStretch[] = [];
  let yieldAtMs = clock.monotonicMs() + 10;
  for (const slot of judgedSlots(store, scheduleId, range)) {
    join(stretches, slot, runs);
    if (clock.monotonicMs() < yieldAtMs) continue;
    await clock.breathe();
    yieldAtMs = clock.monotonicMs() + 10;
  }
  return { stretches: stretches.slice(-newestStretches), isCut: stretches.length > newestStretches };
}

function join(stretches: SlotStretch[], slot: JudgedSlot, runs: ReadonlyMap<string, Run>): void {
  const { plannedAt, verdict, runId } = slot;
  if (verdict === 'pending') return;
  const run = runs.get(runId ?? '');
  const story = storyOf(slot, run);
  const last = stretches.at(-1);
  if (
    last !== undefined &&
    verdict !== 'ran' &&
    last.verdict === verdict &&
    last.runId === runId &&
    last.story === story
  ) {
    stretches[stretches.length - 1] = { ...last, lastPlanned: plannedAt, count: last.count + 1 };
    return;
  }
  stretches.push({
    firstPlanned: plannedAt,
    lastPlanned: plannedAt,
    count: 1,
    verdict,
    runId,
    runStatus: run?.status ?? null,
    story,
  });
}

function runsOf(store: Store, scheduleId: string, range: Range): ReadonlyMap<string, Run> {
  return new Map(store.runs.ofSlots(scheduleId, range).map((run) => [run.id, run]));
}

/** Why a slot ran, or did not. */
function storyOf(slot: JudgedSlot, run: Run | undefined): string {
  const story = slot.verdict === 'ran' ? storyOfRun(slot, run) : storyOfHole(slot.verdict, slot);
  if (slot.insteadOf.length === 0) return story;
  return `${story} It stands for ${slot.insteadOf.join(', ')}, which the clocks left out.`;
}

function storyOfRun({ plannedAt }: JudgedSlot, run: Run | undefined): string {
  if (run === undefined) return 'It ran.';
  const lateMs = run.createdAt - plannedAt;
  const late = lateMs > onTimeMs ? ` It began ${minutes(lateMs)} late.` : '';
  if (run.status === 'planned') return `It waits for the run before it.${late}`;
  if (run.finishedAt === null) return `Running now.${late}`;
  const { checked, changed, created, failed } = run.counts;
  const figures = `${checked} checked, ${changed + created} changed, ${failed} failed.`;
  return `${run.error === null ? '' : `${run.error.message} `}${figures}${late}`;
}

function minutes(durationMs: number): string {
  const count = Math.max(1, Math.round(durationMs / 60_000));
  return count === 1 ? 'a minute' : `${count} minutes`;
}

function storyOfHole(verdict: Exclude<Verdict, 'ran'> | 'pending', { runId, note }: JudgedSlot): string {
  switch (verdict) {
    case 'pending':
      return 'Its start has come and it waits for the network.';
    case 'folded':
      return `Rounds came to it late; run ${runId ?? ''} did its work.`;
    case 'overlap':
      return `Run ${runId ?? ''} of the same work was still going on.`;
    case 'outside_hours':
      return 'Outside the active hours of its schedule.';
    case 'over_budget':
      return note ?? 'The requests of the day were spent.';
    case 'paused':
      return note === null || note === '' ? 'Paused.' : `Paused: ${note}`;
    case 'asleep':
      return 'The machine was asleep.';
    case 'app_closed':
      return 'Rounds was closed.';
    case 'offline':
      return 'The machine had no network.';
    case 'clock_changed':
      return 'The clock was set over it: that time never came.';
    case 'dst_gap':
      return 'The clocks leapt over it.';
    case 'brake':
      return note ?? 'Held back: it would have changed far more than usual.';
    case 'late':
      return note ?? 'Rounds came to it too late, and its schedule leaves late runs out.';
    case 'error':
      return note ?? 'It could not run.';
    default:
      return assertNever(verdict);
  }
}
