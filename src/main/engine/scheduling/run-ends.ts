import type { RunStatus } from '#shared/model/run.ts';

const failures: ReadonlySet<RunStatus> = new Set<RunStatus>(['failed', 'timed_out', 'interrupted']);

/** Whether a run that stands so has failed as a whole. */
export function endsInFailure(status: RunStatus): boolean {
  return failures.has(status);
}
