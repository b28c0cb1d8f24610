import type { PlanSource } from '#shared/model/run-plan.ts';
import type { JobContext } from '../jobs/define-job.ts';
import type { PlanPart } from '../store/plan-parts.ts';
import { entityOf } from './carry-out.ts';
import { isAsLeft } from './compare-rows.ts';
import { createSlices } from './drift.ts';
import { storedParts } from './plan-writer.ts';

/**
 * Opens the plan of a run. A further attempt at the run makes its plan anew: of what an earlier one planned, the rows stay
 * that were carried out, so that they can be taken back; they stand before the new ones.
 */
export async function openPlan(
  context: JobContext,
  kind: string,
  source: PlanSource,
  ofRunId: number | null,
): Promise<void> {
  const { store, clock, runId } = context;
  if (store.plans.find(runId) !== undefined) {
    await keepWhatWasDone(context);
    return;
  }
  const claimKey = store.runs.claimKeyOf(String(runId));
  store.plans.open({ runId, kind, claimKey, source, ofRunId, madeAt: clock.now(), uptimeMs: clock.uptimeMs() });
}

async function keepWhatWasDone(context: JobContext): Promise<void> {
  const { store, runId } = context;
  const parts = storedParts(store, runId);
  const rest = createSlices(context);
  const kept: PlanPart[] = [];
  let firstRow = 1;
  for (const index of parts.heads.keys()) {
    const part = parts.read(index);
    const rows = part.rows.filter((row) => {
      const entity = entityOf(context, part.entity);
      const stored = entity.find(row.key);
      return row.after === null ? stored === undefined : stored !== undefined && isAsLeft(entity, row, stored, 0);
    });
    await rest();
    if (rows.length === 0) continue;
    kept.push({ ...part, number: kept.length + 1, firstRow, rowCount: rows.length, rows });
    firstRow += rows.length;
  }
  store.connection.transaction(() => {
    store.plans.dropAll(runId);
    store.plans.addParts(runId, kept);
    store.plans.setVerdict(runId, { state: 'made' });
  });
}
