import type { RunStatus } from '#shared/model/run.ts';

const failures: ReadonlySet<RunStatus> = new Set<RunStatus>(['failed', 'timed_out', 'interrupted']);

/** Whether a run that stands so has failed as a whole. */
export function endsInFailure(status: RunStatus): boolean {
  return failures.has(status);
}

/** Whether a run that stands so says nothing about how its work goes: it neither adds to a row of failures nor ends one. */
export function saysNothing(status: RunStatus): boolean {
  return status === 'held';
}
