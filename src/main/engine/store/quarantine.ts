import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** A target whose newest answer was set aside, or still cannot be read since. */
export interface QuarantinedTarget {
  readonly area: string;
  readonly key: string;
  readonly name: string;
  readonly sourceName: string;
  readonly code: string;
  readonly message: string;
  readonly since: EpochMs;
}

/** A target of whose newest answer some rows were set aside. */
export interface QuarantinedRows extends Pick<QuarantinedTarget, 'area' | 'key' | 'name' | 'sourceName' | 'since'> {
  readonly count: number;
}

/** What is watched still; work orders have their source for a target. */
const names = `
  LEFT JOIN building ON area = 'occupancy' AND building.code = check_target.key AND building.removed_at IS NULL
  LEFT JOIN hut ON area = 'huts' AND hut.slug = check_target.key AND hut.removed_at IS NULL
  LEFT JOIN source ON source.id = coalesce(building.source_id, hut.source_id, check_target.key)`;
const columns = `area, key, coalesce(building.name, hut.name, source.name) AS name, source.name AS sourceName`;

/** Every watched target that failed, by area and key: a failed read of another kind does not make it readable again. */
export function failingTargets({ prepare }: Connection): QuarantinedTarget[] {
  return prepare<QuarantinedTarget>(
    `SELECT ${columns}, error_code AS code, coalesce(error_message, '') AS message, failing_since AS since
     FROM check_target ${names} WHERE failures_in_row > 0 AND source.id IS NOT NULL ORDER BY area, key`,
  ).all();
}

/** Every watched target with rows that were set aside, by area and key. */
export function targetsWithFaults({ prepare }: Connection): QuarantinedRows[] {
  return ['hut_fault', 'work_order_fault'].flatMap((table) =>
    prepare<QuarantinedRows>(
      `SELECT ${columns}, count(*) AS count, min(since) AS since
       FROM ${table} JOIN check_target ON check_target.id = target_id ${names}
       WHERE source.id IS NOT NULL GROUP BY check_target.id ORDER BY area, key`,
    ).all(),
  );
}
