import type { ErrorCode } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import {
  type Cell,
  type ChangeLogArea,
  type ChangePlan,
  type FieldChange,
  type Finding,
  makePlan,
  makeSamePlan,
  type ObservedRow,
  type Target,
} from './change-plan.ts';
import type { Connection } from './connection.ts';
import { digestOf } from './look-digest.ts';
import type { Statement } from './statement.ts';

/** What a look at one target came to. */
export interface AppliedCheck {
  readonly targetId: number;
  /** `created` is the first look at a target: a baseline, not a change. */
  readonly outcome: 'created' | 'changed' | 'unchanged';
  /** When it counts as seen: the given instant, or just after the last look where the clock went back. */
  readonly at: EpochMs;
  /** The last look before this one, and whether the time in between counts as observed; null for a first look. */
  readonly previous: { readonly at: EpochMs; readonly isContinuous: boolean } | null;
  readonly changes: readonly FieldChange[];
}

export interface Look {
  /** The target's key within the area: a building's code, a hut's slug. */
  readonly target: string;
  readonly at: EpochMs;
  /** Planned distance of two looks, milliseconds. */
  readonly stepMs: number;
}

/** A look that found something; a key that is missing among its rows is recorded as not listed. */
export interface SuccessfulLook extends Look, Finding {
  readonly runId: number | null;
}

export interface FailedLook extends Look {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Remembers the states of one area's targets and every change of them. */
export interface ChangeLog {
  /** Applies one target's observed states in one transaction. */
  apply(look: SuccessfulLook): AppliedCheck;
  /** Notes that every state is as it was; the step stays what it was. The target must have been looked at before. */
  confirm(look: Omit<Look, 'stepMs'>): AppliedCheck;
  /** What `apply` would do; writes nothing. */
  preview(look: SuccessfulLook): AppliedCheck;
  /** Notes that a look gave nothing; states and history stay as they are. */
  fail(look: FailedLook): void;
}

/** A stretch longer than this many planned steps without a look is unobserved. */
export const unobservedAfterSteps = 1.5;

/** Makes the change log of an area. The statements are prepared once and live as long as the connection. */
export function createChangeLog(connection: Connection, area: ChangeLogArea): ChangeLog {
  const statements = prepareStatements(connection, area);
  const findTarget = (key: string): Target | undefined => statements.findTarget.get(area.area, key);
  const plan = (look: SuccessfulLook, digest: string | null): ChangePlan => {
    const target = findTarget(look.target);
    if (target === undefined) return makePlan(area, look, target, []);
    if (digest !== null && target.state_digest === digest) return makeSamePlan(look, target);
    return makePlan(area, look, target, statements.prior.all(target.id));
  };
  return {
    preview(look) {
      const planned = plan(look, digestOf(area, look));
      return summarize(area, planned, look, planned.target?.id ?? 0);
    },
    apply(look) {
      const digest = digestOf(area, look);
      return connection.transaction(() => {
        const planned = plan(look, digest);
        const targetId = planned.target?.id ?? createTarget(statements, area, look);
        writePlan(statements, area, planned, { targetId, runId: look.runId });
        const applied = summarize(area, planned, look, targetId);
        confirmTarget(statements, applied, look.stepMs, digest);
        return applied;
      });
    },
    confirm: ({ target: key, at }) =>
      connection.transaction(() => {
        const target = findTarget(key);
        if (target?.last_checked == null) throw new Error(`Nothing is known of ${area.area} ${key} yet.`);
        const applied = summarize(area, makeSamePlan({ at }, target), { stepMs: target.step_ms }, target.id);
        confirmTarget(statements, applied, target.step_ms, target.state_digest);
        return applied;
      }),
    fail: (look) =>
      connection.transaction(() => {
        const targetId = findTarget(look.target)?.id ?? createTarget(statements, area, look);
        statements.failTarget.run(look.at, look.at, look.code, look.message, targetId);
      }),
  };
}

function hasChanges({ created, replaced, vanished }: ChangePlan, area: ChangeLogArea): boolean {
  if (area.hasComingKeys !== true && created.length > 0) return true;
  return vanished.length > 0 || replaced.some(({ isChange }) => isChange);
}

function summarize(area: ChangeLogArea, plan: ChangePlan, look: Pick<Look, 'stepMs'>, targetId: number): AppliedCheck {
  const lastChecked = plan.target?.last_checked ?? null;
  const isChanged = hasChanges(plan, area);
  const longestStepMs = Math.max(plan.target?.step_ms ?? 0, look.stepMs);
  return {
    targetId,
    outcome: lastChecked === null ? 'created' : isChanged ? 'changed' : 'unchanged',
    at: plan.at,
    previous:
      lastChecked === null
        ? null
        : { at: lastChecked, isContinuous: plan.at - lastChecked <= longestStepMs * unobservedAfterSteps },
    changes: plan.changes,
  };
}

interface Statements {
  readonly findTarget: Statement<Target>;
  readonly createTarget: Statement<{ readonly id: number }>;
  readonly confirmTarget: Statement;
  readonly failTarget: Statement;
  readonly beginStretch: Statement;
  readonly extendStretch: Statement;
  /** Rows as arrays: key, compared and kept columns, then `missing_since` and `unread_from`. */
  readonly prior: Statement<Cell[]>;
  readonly insertState: Statement;
  readonly replaceState: Statement;
  readonly keepState: Statement;
  readonly missState: Statement;
  readonly unreadState: Statement;
  readonly closeHistory: Statement;
  readonly openHistory: Statement;
}

function prepareStatements(connection: Connection, area: ChangeLogArea): Statements {
  const { prepare } = connection;
  const { stateTable: state, historyTable: history, key, compared, kept, hasComingKeys } = area;
  const list = (columns: readonly string[]): string => columns.join(', ');
  const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');
  const sets = (columns: readonly string[]): string => columns.map((column) => `${column} = ?`).join(', ');
  const match = ['target_id', ...key].map((column) => `${column} = ?`).join(' AND ');
  const stateColumns = [...key, ...compared, ...kept];
  const historyColumns = [...key, ...compared, ...(hasComingKeys === true ? ['is_change'] : [])];
  return {
    findTarget: prepare<Target>(
      'SELECT id, step_ms, last_checked, failures_in_row, state_digest FROM check_target WHERE area = ? AND key = ?',
    ),
    createTarget: prepare<{ readonly id: number }>(
      'INSERT INTO check_target (area, key, step_ms) VALUES (?, ?, ?) RETURNING id',
    ),
    confirmTarget: prepare(
      `UPDATE check_target SET first_checked = coalesce(first_checked, ?), last_checked = ?, step_ms = ?, state_digest = ?,
        failing_since = NULL, failed_at = NULL, failures_in_row = 0, error_code = NULL, error_message = NULL WHERE id = ?`,
    ),
    failTarget: prepare(
      `UPDATE check_target SET failing_since = coalesce(failing_since, ?), failed_at = ?,
        failures_in_row = failures_in_row + 1, error_code = ?, error_message = ? WHERE id = ?`,
    ),
    beginStretch: prepare('INSERT INTO observed_stretch (target_id, first_checked, last_checked) VALUES (?, ?, ?)'),
    extendStretch: prepare(
      `UPDATE observed_stretch SET last_checked = ? WHERE target_id = ? AND first_checked =
        (SELECT max(first_checked) FROM observed_stretch WHERE target_id = ?)`,
    ),
    prior: prepare<Cell[]>(
      `SELECT ${list([...stateColumns, 'missing_since', 'unread_from'])} FROM ${state} WHERE target_id = ?`,
    ).raw(),
    insertState: prepare(
      `INSERT INTO ${state} (${list(['target_id', 'first_checked', ...stateColumns])})
        VALUES (${marks(stateColumns.length + 2)})`,
    ),
    replaceState: prepare(
      `UPDATE ${state} SET first_checked = ?, missing_since = NULL, unread_from = NULL, ${sets([...compared, ...kept])} WHERE ${match}`,
    ),
    keepState: prepare(`UPDATE ${state} SET ${sets(kept.length > 0 ? kept : ['missing_since'])} WHERE ${match}`),
    missState: prepare(`UPDATE ${state} SET missing_since = ?, unread_from = ? WHERE ${match}`),
    unreadState: prepare(`UPDATE ${state} SET unread_from = ? WHERE ${match}`),
    closeHistory: prepare(
      `UPDATE ${history} SET last_checked = max(first_checked, ?) WHERE ${match} AND last_checked IS NULL`,
    ),
    openHistory: prepare(
      `INSERT INTO ${history} (${list(['target_id', 'first_checked', 'is_listed', 'run_id', ...historyColumns])})
        VALUES (${marks(historyColumns.length + 4)})`,
    ),
  };
}

function createTarget(statements: Statements, area: ChangeLogArea, look: Look): number {
  const created = statements.createTarget.get(area.area, look.target, look.stepMs);
  if (created === undefined) throw new Error('A new target came back without its id.');
  return created.id;
}

function writePlan(
  statements: Statements,
  area: ChangeLogArea,
  plan: ChangePlan,
  { targetId, runId }: { readonly targetId: number; readonly runId: number | null },
): void {
  const { at } = plan;
  const flag = (isChange: boolean): number[] => (area.hasComingKeys === true ? [Number(isChange)] : []);
  const pick = (row: ObservedRow, columns: readonly string[]): Cell[] => columns.map((column) => row[column] ?? null);
  const lastChecked = plan.target?.last_checked ?? at;
  for (const row of plan.created) {
    const key = pick(row, area.key);
    const compared = pick(row, area.compared);
    statements.insertState.run(targetId, at, ...key, ...compared, ...pick(row, area.kept));
    statements.openHistory.run(targetId, at, 1, runId, ...key, ...compared, ...flag(false));
  }
  for (const { row, confirmedAt, isChange } of plan.replaced) {
    const key = pick(row, area.key);
    const compared = pick(row, area.compared);
    statements.closeHistory.run(confirmedAt, targetId, ...key);
    statements.openHistory.run(targetId, at, 1, runId, ...key, ...compared, ...flag(isChange));
    statements.replaceState.run(at, ...compared, ...pick(row, area.kept), targetId, ...key);
  }
  for (const row of plan.keptOnly) statements.keepState.run(...pick(row, area.kept), targetId, ...pick(row, area.key));
  for (const { key, confirmedAt } of plan.vanished) {
    statements.closeHistory.run(confirmedAt, targetId, ...key);
    statements.openHistory.run(targetId, at, 0, runId, ...key, ...area.compared.map(() => null), ...flag(true));
    statements.missState.run(at, null, targetId, ...key);
  }
  for (const { key, confirmedAt } of plan.lapsed) {
    statements.closeHistory.run(confirmedAt, targetId, ...key);
    statements.missState.run(at, confirmedAt, targetId, ...key);
  }
  for (const key of plan.unread) statements.unreadState.run(lastChecked, targetId, ...key);
}

function confirmTarget(statements: Statements, applied: AppliedCheck, stepMs: number, digest: string | null): void {
  const { targetId, at, previous } = applied;
  statements.confirmTarget.run(at, at, stepMs, digest, targetId);
  if (previous?.isContinuous === true) statements.extendStretch.run(at, targetId, targetId);
  else statements.beginStretch.run(targetId, at, at);
}
