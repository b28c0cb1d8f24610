import type { ErrorCode } from '#shared/errors.ts';
import type { OccupancyPart, OccupancyStatus, OccupancyTrend } from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { type AppliedCheck, createChangeLog, type SuccessfulLook } from './change-log.ts';
import type { ChangeLogArea } from './change-plan.ts';
import type { Connection } from './connection.ts';
import { createOccupancyHours, measureOf } from './occupancy-hours.ts';

/** How occupancy uses the change log: a building has one state. */
const occupancyArea: ChangeLogArea = {
  area: 'occupancy',
  stateTable: 'occupancy_state',
  historyTable: 'occupancy_history',
  key: [],
  compared: ['status', 'busyness_percent', 'people', 'capacity', 'is_open'],
  kept: ['is_available', 'hour_summary', 'best_spot', 'best_label', 'location_id', 'parts'],
};

/** A building as a source sees it at one instant. */
export interface OccupancyReading {
  readonly locationId: string;
  readonly status: OccupancyStatus;
  readonly busynessPercent: number | null;
  readonly people: number | null;
  readonly capacity: number | null;
  readonly isOpen: boolean | null;
  readonly isAvailable: boolean | null;
  readonly hourSummary: string | null;
  readonly bestLabel: string | null;
  readonly bestSpot: string | null;
  readonly parts: readonly OccupancyPart[];
}

export interface OccupancyLook {
  readonly code: string;
  readonly at: EpochMs;
  /** Planned distance of two looks, milliseconds. */
  readonly stepMs: number;
}

/** Writes what was seen of buildings. */
export interface OccupancyLog {
  apply(look: OccupancyLook & { readonly runId: number | null }, reading: OccupancyReading): AppliedCheck;
  /** What `apply` would do; writes nothing. */
  preview(look: OccupancyLook, reading: OccupancyReading): AppliedCheck;
  fail(look: OccupancyLook, error: { readonly code: ErrorCode; readonly message: string }): void;
  /** Keeps the newest text facts of a building that was looked at before; others are left out. */
  keepTrend(code: string, trend: OccupancyTrend): void;
}

/** Makes the occupancy log of a connection. */
export function createOccupancyLog(connection: Connection): OccupancyLog {
  const log = createChangeLog(connection, occupancyArea);
  const hours = createOccupancyHours(connection);
  const stateOf = connection
    .prepare<[string, number | null]>(
      `SELECT status, busyness_percent FROM occupancy_state JOIN check_target ON id = target_id
       WHERE area = 'occupancy' AND key = ?`,
    )
    .raw();
  return {
    apply: (look, reading) =>
      connection.transaction(() => {
        const before = stateOf.get(look.code);
        const applied = log.apply(toLook(look, look.runId, reading));
        const held = before === undefined ? null : measureOf(before[0], before[1]);
        if (held !== null && applied.previous?.isContinuous === true) {
          hours.addStretch(applied.targetId, held, applied.previous.at, applied.at);
        }
        const seen = measureOf(reading.status, reading.busynessPercent);
        if (seen !== null) hours.addLook(applied.targetId, seen, applied.at);
        return applied;
      }),
    preview: (look, reading) => log.preview(toLook(look, null, reading)),
    fail: ({ code: target, at, stepMs }, { code, message }) => log.fail({ target, at, stepMs, code, message }),
    keepTrend: (code, { nextHour, usual, peak, best, fetchedAt }) => {
      connection
        .prepare(
          `INSERT INTO occupancy_trend (target_id, next_hour, usual, peak, best, fetched_at)
           SELECT id, ?, ?, ?, ?, ? FROM check_target WHERE area = 'occupancy' AND key = ?
           ON CONFLICT (target_id) DO UPDATE SET next_hour = excluded.next_hour, usual = excluded.usual,
             peak = excluded.peak, best = excluded.best, fetched_at = excluded.fetched_at`,
        )
        .run(nextHour, usual, peak, best, fetchedAt, code);
    },
  };
}

function toLook(look: OccupancyLook, runId: number | null, reading: OccupancyReading): SuccessfulLook {
  return {
    target: look.code,
    at: look.at,
    stepMs: look.stepMs,
    runId,
    rows: [
      {
        status: reading.status,
        busyness_percent: reading.busynessPercent,
        people: reading.people,
        capacity: reading.capacity,
        is_open: toFlag(reading.isOpen),
        is_available: toFlag(reading.isAvailable),
        hour_summary: reading.hourSummary,
        best_spot: reading.bestSpot,
        best_label: reading.bestLabel,
        location_id: reading.locationId,
        parts: JSON.stringify(reading.parts),
      },
    ],
  };
}

/** A truth value as SQLite keeps it. */
function toFlag(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}

/** A truth value as SQLite gave it. */
export function fromFlag(value: number | null): boolean | null {
  return value === null ? null : value === 1;
}
