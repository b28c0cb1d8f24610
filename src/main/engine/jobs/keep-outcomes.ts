import type { JobContext, TargetOutcome } from './define-job.ts';

/** So many outcomes are written in one transaction. */
const outcomesPerWrite = 250;

/** Notes what became of many targets that were dealt with already, with other work going first in between. */
export async function keepOutcomes(context: JobContext, outcomes: readonly TargetOutcome[]): Promise<void> {
  for (let from = 0; from < outcomes.length; from += outcomesPerWrite) {
    await context.clock.breathe();
    context.signal.throwIfAborted();
    context.keepAll(() => outcomes.slice(from, from + outcomesPerWrite));
  }
}
