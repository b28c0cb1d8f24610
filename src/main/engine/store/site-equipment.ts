import { z } from 'zod';
import type { EpochMs } from '#shared/model/primitives.ts';
import { Equipment } from '#shared/model/work-order.ts';
import type { Connection } from './connection.ts';

/** What is known of the equipment at a place. */
export interface KnownEquipment {
  /** Null before the first look that gave something. */
  readonly fetchedAt: EpochMs | null;
  readonly units: readonly Equipment[];
  /** Why the newest look gave nothing; null where it did. */
  readonly failure: string | null;
}

/** A place of a source. */
export interface Site {
  readonly sourceId: string;
  readonly locationId: string;
}

/** What stands at the places of work orders. */
export interface SiteEquipment {
  /** Undefined where it was never asked for. */
  find(site: Site): KnownEquipment | undefined;
  keep(site: Site, units: readonly Equipment[], now: EpochMs): void;
  /** Notes that a look gave nothing; what was known stays. */
  fail(site: Site, message: string, now: EpochMs): void;
  /** Places of listed orders of a source of which nothing is known, and which were not asked about within a day; those of the newest orders first. */
  unasked(sourceId: string, limit: number, now: EpochMs): string[];
}

const dayMs = 86_400_000;
const Units = z.array(Equipment);

/** Makes the equipment repository of a connection. */
export function createSiteEquipment({ prepare }: Connection): SiteEquipment {
  return {
    find({ sourceId, locationId }) {
      const row = prepare<{ fetched_at: number | null; units: string | null; failure: string | null }>(
        'SELECT fetched_at, units, failure FROM site_equipment WHERE source_id = ? AND location_id = ?',
      ).get(sourceId, locationId);
      if (row === undefined) return undefined;
      const units = row.units === null ? [] : Units.parse(JSON.parse(row.units));
      return { fetchedAt: row.fetched_at, units, failure: row.failure };
    },
    keep({ sourceId, locationId }, units, now) {
      prepare(
        `INSERT INTO site_equipment (source_id, location_id, asked_at, fetched_at, units, failure) VALUES (?, ?, ?, ?, ?, NULL)
         ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at, fetched_at = excluded.fetched_at, units = excluded.units, failure = NULL`,
      ).run(sourceId, locationId, now, now, JSON.stringify(units));
    },
    fail({ sourceId, locationId }, message, now) {
      prepare(
        `INSERT INTO site_equipment (source_id, location_id, asked_at, failure) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at, failure = excluded.failure`,
      ).run(sourceId, locationId, now, message);
    },
    unasked: (sourceId, limit, now) =>
      prepare<string>(
        `SELECT location_id FROM work_order_state JOIN check_target ON id = target_id
         WHERE area = 'work-orders' AND key = @sourceId AND missing_since IS NULL AND location_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM site_equipment
             WHERE source_id = @sourceId AND site_equipment.location_id = work_order_state.location_id
               AND (fetched_at IS NOT NULL OR asked_at > @since))
         GROUP BY location_id ORDER BY max(work_order_state.first_checked) DESC, location_id LIMIT @limit`,
      )
        .pluck()
        .all({ sourceId, limit, since: now - dayMs }),
  };
}
