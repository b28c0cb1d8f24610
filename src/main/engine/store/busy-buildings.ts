import type { EpochMs } from '#shared/model/primitives.ts';
import { unobservedAfterSteps } from './change-log.ts';
import type { Connection } from './connection.ts';
import { measureOf, observedStates } from './occupancy-hours.ts';

/** A building as it was seen last. */
export interface SeenBuilding {
  readonly code: string;
  readonly name: string;
  readonly sourceName: string;
  /** Percent; null where it is closed, and where nothing is known. */
  readonly percent: number | null;
  /** Whether the newest look says that it is not busy: closed, or a lower figure. */
  readonly isBelow: boolean;
  /** Since when looks that followed one another closely found it at or over the limit, up to now; null where they did not. */
  readonly busySince: EpochMs | null;
  /** The newest of them. */
  readonly lastChecked: EpochMs;
}

interface BuildingRow {
  readonly code: string;
  readonly name: string;
  readonly sourceName: string;
  readonly targetId: number;
  readonly stepMs: number;
  readonly lastChecked: EpochMs;
  readonly status: string;
  readonly percent: number | null;
  readonly missingSince: EpochMs | null;
}

/** Every watched building that was ever seen, by code, measured by a limit in percent over the time asked for, milliseconds. */
export function seeBuildings(
  connection: Connection,
  limitPercent: number,
  { now, overMs }: { readonly now: EpochMs; readonly overMs: number },
): SeenBuilding[] {
  const rows = connection
    .prepare<BuildingRow>(
      `SELECT building.code, building.name, source.name AS sourceName, check_target.id AS targetId, step_ms AS stepMs,
         last_checked AS lastChecked, status, busyness_percent AS percent, missing_since AS missingSince
       FROM building JOIN source ON source.id = building.source_id
       JOIN check_target ON area = 'occupancy' AND key = building.code
       JOIN occupancy_state ON target_id = check_target.id
       WHERE building.removed_at IS NULL ORDER BY building.code`,
    )
    .all();
  return rows.map((row) => {
    const { code, name, sourceName, lastChecked } = row;
    const measure = row.missingSince === null ? measureOf(row.status, row.percent) : null;
    const percent = measure?.kind === 'measured' ? measure.percent : null;
    const isBelow = measure?.kind === 'closed' || (percent !== null && percent < limitPercent);
    const isSeenNow = now - lastChecked <= row.stepMs * unobservedAfterSteps;
    const isBusy = isSeenNow && percent !== null && percent >= limitPercent;
    const from = Math.max(0, lastChecked - overMs);
    const busySince = isBusy ? busyStart(connection, row, { from, limitPercent }) : null;
    return { code, name, sourceName, percent, isBelow, busySince, lastChecked };
  });
}

/** Where the unbroken busy stretch begins that lasts until the newest look; at the earliest `from`. */
function busyStart(
  connection: Connection,
  { targetId, lastChecked }: BuildingRow,
  { from, limitPercent }: { readonly from: EpochMs; readonly limitPercent: number },
): EpochMs | null {
  const states = [...observedStates(connection, targetId, from, lastChecked + 1)];
  let start = lastChecked;
  for (const state of states.toReversed()) {
    const isBusy = state.measure.kind === 'measured' && state.measure.percent >= limitPercent;
    // Time that nobody observed breaks the stretch.
    if (!isBusy || state.until < start) break;
    start = state.from;
  }
  return start;
}
