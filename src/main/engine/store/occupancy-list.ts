import type { InferResult } from 'kysely';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { ErrorCode } from '#shared/model/error-code.ts';
import {
  type BuildingDetail,
  type BuildingRow,
  type CheckFailure,
  OccupancyPart,
  type OccupancyPoint,
  type OccupancyState,
  OccupancyStatus,
} from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import { hourMs } from './occupancy-hours.ts';
import { fromFlag } from './occupancy-log.ts';

/** How many hours the small chart of a row shows. */
const sparklineHours = 24;

/** Every watched building with its newest state, by name. `defaultStepMs` counts where nobody has looked yet. */
export function listBuildings(connection: Connection, now: EpochMs, defaultStepMs: number): BuildingRow[] {
  const sparklines = readSparklines(connection, now);
  return connection
    .all(buildingRows(connection).orderBy('building.name').orderBy('building.code'))
    .map((row) => toBuildingRow(row, sparklines.get(row.target_id ?? -1) ?? [], defaultStepMs));
}

/** A watched building with everything on its page but history. Rejects with `not_found`. */
export function readBuilding(
  connection: Connection,
  code: string,
  { now, defaultStepMs }: { readonly now: EpochMs; readonly defaultStepMs: number },
): BuildingDetail {
  const row = connection.get(buildingRows(connection).where('building.code', '=', code));
  if (row === undefined) throw new AppError('not_found', `There is no building with the code "${code}".`);
  const { sql } = connection;
  const trend = connection.get(
    sql
      .selectFrom('occupancy_trend')
      .select(['next_hour as nextHour', 'usual', 'peak', 'best', 'fetched_at as fetchedAt'])
      .where('target_id', '=', row.target_id ?? -1),
  );
  const sparkline = readSparklines(connection, now, code).get(row.target_id ?? -1) ?? [];
  return {
    ...toBuildingRow(row, sparkline, defaultStepMs),
    bestLabel: row.best_label,
    parts: z.array(OccupancyPart).parse(JSON.parse(row.parts ?? '[]')),
    trend: trend ?? null,
    link: `${row.base_url}/${row.school ?? ''}`,
  };
}

function buildingRows(connection: Connection) {
  return connection.sql
    .selectFrom('building')
    .innerJoin('source', 'source.id', 'building.source_id')
    .leftJoin('check_target', (join) =>
      join.onRef('check_target.key', '=', 'building.code').on('check_target.area', '=', 'occupancy'),
    )
    .leftJoin('occupancy_state', 'occupancy_state.target_id', 'check_target.id')
    .where('building.removed_at', 'is', null)
    .select([
      'building.code',
      'building.name',
      'building.source_id',
      'building.waitz_id',
      'source.name as source_name',
      'source.base_url',
      'source.school',
      'check_target.id as target_id',
      'check_target.step_ms',
      'check_target.last_checked',
      'check_target.failing_since',
      'check_target.failed_at',
      'check_target.failures_in_row',
      'check_target.error_code',
      'check_target.error_message',
      'occupancy_state.first_checked',
      'occupancy_state.status',
      'occupancy_state.busyness_percent',
      'occupancy_state.people',
      'occupancy_state.capacity',
      'occupancy_state.is_open',
      'occupancy_state.is_available',
      'occupancy_state.hour_summary',
      'occupancy_state.best_spot',
      'occupancy_state.best_label',
      'occupancy_state.parts',
    ]);
}

type BuildingQueryRow = InferResult<ReturnType<typeof buildingRows>>[number];

function toBuildingRow(row: BuildingQueryRow, sparkline: OccupancyPoint[], defaultStepMs: number): BuildingRow {
  return {
    code: row.code,
    name: row.name,
    sourceId: row.source_id,
    waitzId: row.waitz_id,
    sourceName: row.source_name,
    state: toState(row),
    failure: toFailure(row),
    stepMs: row.step_ms ?? defaultStepMs,
    sparkline,
    trendPercent: trendOf(sparkline),
  };
}

function toState(row: BuildingQueryRow): OccupancyState | null {
  if (row.status === null || row.first_checked === null || row.last_checked === null) return null;
  return {
    status: OccupancyStatus.parse(row.status),
    busynessPercent: row.busyness_percent,
    people: row.people,
    capacity: row.capacity,
    isOpen: fromFlag(row.is_open),
    isAvailable: fromFlag(row.is_available),
    hourSummary: row.hour_summary,
    bestSpot: row.best_spot,
    firstChecked: row.first_checked,
    lastChecked: row.last_checked,
  };
}

function toFailure(row: BuildingQueryRow): CheckFailure | null {
  if (row.error_code === null || row.failing_since === null || row.failed_at === null) return null;
  return {
    code: ErrorCode.parse(row.error_code),
    message: row.error_message ?? '',
    since: row.failing_since,
    at: row.failed_at,
    inRow: row.failures_in_row ?? 1,
  };
}

/** The small charts by target, of one building where its code is given. */
function readSparklines(connection: Connection, now: EpochMs, code?: string): Map<number, OccupancyPoint[]> {
  const from = now - (now % hourMs) - (sparklineHours - 1) * hourMs;
  // A cross join keeps SQLite to this order: each target's newest hours by the primary key, never all hours ever kept.
  const hours = connection.sql
    .selectFrom('check_target')
    .crossJoin('occupancy_hour')
    .selectAll('occupancy_hour')
    .whereRef('occupancy_hour.target_id', '=', 'check_target.id')
    .where('check_target.area', '=', 'occupancy')
    .where('occupancy_hour.hour', '>=', from)
    .orderBy('occupancy_hour.hour');
  const rows = connection.all(code === undefined ? hours : hours.where('check_target.key', '=', code));
  const byTarget = new Map<number, OccupancyPoint[]>();
  for (const row of rows) {
    const points = byTarget.get(row.target_id) ?? [];
    points.push({
      from: row.hour,
      until: row.hour + hourMs,
      minPercent: row.min_percent,
      maxPercent: row.max_percent,
      meanPercent: meanOf(row.percent_ms, row.measured_ms, row.min_percent, row.max_percent),
      measuredMs: row.measured_ms,
      closedMs: row.closed_ms,
      noDataMs: row.no_data_ms,
    });
    byTarget.set(row.target_id, points);
  }
  return byTarget;
}

function meanOf(percentMs: number, measuredMs: number, min: number | null, max: number | null): number | null {
  if (measuredMs > 0) return percentMs / measuredMs;
  return min === null || max === null ? null : (min + max) / 2;
}

function trendOf(sparkline: readonly OccupancyPoint[]): number | null {
  const last = sparkline.at(-1);
  const before = sparkline.at(-2);
  if (last?.meanPercent == null || before?.meanPercent == null || before.until !== last.from) return null;
  return last.meanPercent - before.meanPercent;
}
