import type { PlanAction, PlanCounts } from '#shared/model/run-plan.ts';
import type { TargetOutcome } from '../jobs/define-job.ts';
import { countOf, noRows } from '../store/plan-parts.ts';

/** What became of the rows of one target. */
interface Tally {
  readonly counts: { -readonly [K in keyof PlanCounts]: PlanCounts[K] };
  /** Rows that had changed meanwhile and were left as they are. */
  leftAlone: number;
  failed: number;
  /** Why the first of them was left or failed. */
  reason: string | null;
  partsLeft: number;
}

/** A target some of whose rows could not be written. */
export interface FailedTally {
  readonly target: string;
  readonly message: string;
}

/** Counts what becomes of targets whose rows stand in several parts. */
export interface Tallies {
  done(target: string, action: PlanAction): void;
  missed(target: string, kind: 'left' | 'failed', reason: string): void;
  /** A part of the target is through; gives what became of the target where it was the last one. */
  endPart(target: string): TargetOutcome | FailedTally | null;
}

/** Whether a target failed. */
export function isFailed(end: TargetOutcome | FailedTally): end is FailedTally {
  return !('outcome' in end);
}

/** Makes the count for these parts. */
export function createTallies(heads: readonly { readonly target: string | null }[], isDryRun: boolean): Tallies {
  const tallies = new Map<string, Tally>();
  for (const { target } of heads) {
    if (target === null) continue;
    const tally = tallies.get(target);
    if (tally === undefined)
      tallies.set(target, { counts: { ...noRows }, leftAlone: 0, failed: 0, reason: null, partsLeft: 1 });
    else tally.partsLeft += 1;
  }
  const get = (target: string): Tally => {
    const tally = tallies.get(target);
    if (tally === undefined) throw new Error(`Nothing is planned for ${target}.`);
    return tally;
  };
  return {
    done: (target, action) => void (get(target).counts[countOf[action]] += 1),
    missed(target, kind, reason) {
      const tally = get(target);
      if (kind === 'left') tally.leftAlone += 1;
      else tally.failed += 1;
      tally.reason ??= reason;
    },
    endPart(target) {
      const tally = get(target);
      tally.partsLeft -= 1;
      if (tally.partsLeft > 0) return null;
      tallies.delete(target);
      return endOf(target, tally, isDryRun);
    },
  };
}

function endOf(
  target: string,
  { counts, leftAlone, failed, reason }: Tally,
  isDryRun: boolean,
): TargetOutcome | FailedTally {
  const done = counts.creates + counts.updates + counts.removes;
  const what = `${isDryRun ? 'Would be: ' : ''}${countsInWords(counts)}`;
  if (failed > 0) {
    const rows = failed === 1 ? 'One row' : `${failed} rows`;
    return { target, message: `${rows} could not be written. The first: ${reason ?? ''} The rest: ${what}.` };
  }
  const left =
    leftAlone === 0 ? '' : ` ${leftAlone} changed meanwhile and left as they are. The first: ${reason ?? ''}`;
  return { target, outcome: done === 0 ? 'skipped' : 'changed', message: `${what}.${left}`, changes: [] };
}

/** `480 made, 3 changed, 12 removed` */
function countsInWords({ creates, updates, removes }: PlanCounts): string {
  const parts = [
    creates > 0 ? `${creates} made` : '',
    updates > 0 ? `${updates} changed` : '',
    removes > 0 ? `${removes} removed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
