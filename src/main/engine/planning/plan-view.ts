import type { EpochMs } from '#shared/model/primitives.ts';
import type { RunPlan, RunPlanRow } from '#shared/model/run-plan.ts';
import type { NumberedRow, RowQuery } from '../store/plan-parts.ts';
import type { PlannedEntity, RowValues } from '../store/planned-entity.ts';
import type { PlanHead } from '../store/plans.ts';
import type { Store } from '../store/store.ts';
import { labelOf } from './compare-rows.ts';
import { rowsRunId } from './undo.ts';

/** A run can be taken back for so long, milliseconds. */
const undoWithinMs = 7 * 86_400_000;

/** The plan of a run as it is shown; null where the run planned nothing. */
export function readPlan(store: Store, runId: string, now: EpochMs): RunPlan | null {
  const head = store.plans.find(Number(runId));
  return head === undefined ? null : toRunPlan(store, head, now);
}

/** A plan as it is shown. */
export function toRunPlan(store: Store, head: PlanHead, now: EpochMs): RunPlan {
  const { runId, ofRunId, ...rest } = head;
  const id = (number: number | null): string | null => (number === null ? null : String(number));
  const entities = store.plans.countsByEntity(rowsRunId(store.plans, runId));
  return {
    runId: String(runId),
    ofRunId: id(ofRunId),
    kind: rest.kind,
    madeAt: rest.madeAt,
    source: rest.source,
    state: rest.state,
    counts: rest.counts,
    entities: entities.map(({ entity, counts }) => ({
      entity,
      title: store.entities.get(entity)?.title ?? entity,
      counts,
    })),
    heldReason: rest.heldReason,
    confirmText: rest.confirmText,
    applyProblem: applyProblem(store, head),
    undoProblem: undoProblem(store, head, now),
    appliedByRunId: id(store.plans.doneBy(runId, 'apply')),
    undoneByRunId: id(store.plans.doneBy(runId, 'undo')),
    decidedAt: rest.decidedAt,
    decidedBy: rest.decidedBy,
  };
}

/** Why a plan cannot be applied now; null where it can. */
export function applyProblem({ plans }: Pick<Store, 'plans'>, head: PlanHead): string | null {
  const by = plans.doneBy(head.runId, 'apply');
  if (by !== null) return `It was applied by run ${by}.`;
  switch (head.state) {
    case 'dry':
    case 'held':
      return rowCountOf(head) === 0 ? 'There is nothing in it to apply.' : null;
    case 'made':
      return 'It was never finished.';
    case 'applied':
    case 'partly_applied':
      return 'It was carried out by its own run.';
    case 'refused':
      return 'A row had changed since it was made.';
    case 'discarded':
      return 'It was discarded.';
    case 'superseded':
      return 'A later plan took its place.';
  }
}

/** Why a run cannot be taken back now; null where it can. */
export function undoProblem(
  { plans, runs }: Pick<Store, 'plans' | 'runs'>,
  head: PlanHead,
  now: EpochMs,
): string | null {
  const [takenBack, applied] = [plans.doneBy(head.runId, 'undo'), plans.doneBy(head.runId, 'apply')];
  if (takenBack !== null) return `It was taken back by run ${takenBack}.`;
  if (applied !== null) return `Run ${applied} carried it out; take that one back.`;
  const run = runs.find(String(head.runId));
  if (run === undefined || run.finishedAt === null) return 'It is still going on.';
  if (head.doneUntil === 0) return 'It changed nothing.';
  return now - run.finishedAt > undoWithinMs ? 'It ended more than 7 days ago.' : null;
}

function rowCountOf({ counts }: PlanHead): number {
  return counts.creates + counts.updates + counts.removes;
}

/** Rows of a plan as they are shown. Rejects with `not_found` where the run has no plan. */
export function readPlanRows(store: Store, id: number, query: RowQuery): { rows: RunPlanRow[]; next: number | null } {
  const { rows, next } = store.plans.rows(rowsRunId(store.plans, id), query);
  const misses = store.plans.misses(id, rows[0]?.number ?? 0, rows.at(-1)?.number ?? 0);
  const { state, doneUntil } = store.plans.get(id);
  const unreached = (number: number): string | null =>
    state === 'partly_applied' && number > doneUntil ? 'Not done: the run ended before it came to this row.' : null;
  return { rows: rows.map((row) => toShown(store, row, misses.get(row.number) ?? unreached(row.number))), next };
}

function toShown(store: Store, { number, entity: name, action, row }: NumberedRow, problem: string | null): RunPlanRow {
  const entity = store.entities.get(name);
  const label = labelOf(entity, row);
  return { number, entity: name, action, label, fields: entity === undefined ? [] : fieldsOf(entity, row), problem };
}

function fieldsOf(entity: PlannedEntity, { before, after }: NumberedRow['row']): RunPlanRow['fields'] {
  return entity.fields.flatMap(({ name, column, show }) => {
    const index = entity.columns.indexOf(column);
    const shown = (values: RowValues | null) => (values === null ? null : show(values[index] ?? null));
    const isSame = before !== null && after !== null && before[index] === after[index];
    return isSame ? [] : [{ name, before: shown(before), after: shown(after) }];
  });
}
