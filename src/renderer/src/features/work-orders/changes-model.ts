import type { WorkOrderChange } from '#shared/model/work-order.ts';

/** What one run found, or what was seen at one instant where no run is known. */
export interface ChangeGroup {
  readonly key: string;
  readonly runId: string | null;
  /** When the newest of them was seen. */
  readonly seenAt: number;
  readonly changes: readonly WorkOrderChange[];
}

/** Changes as they come, newest first, put together by the run that found them. */
export function changesByRun(changes: readonly WorkOrderChange[]): readonly ChangeGroup[] {
  const groups = new Map<string, WorkOrderChange[]>();
  for (const change of changes) {
    const key = change.runId === null ? `at ${String(change.seenAt)}` : `run ${change.runId}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [change]);
    else known.push(change);
  }
  return [...groups].map(([key, ofRun]) => ({
    key,
    runId: ofRun[0]?.runId ?? null,
    seenAt: Math.max(...ofRun.map(({ seenAt }) => seenAt)),
    changes: ofRun,
  }));
}
