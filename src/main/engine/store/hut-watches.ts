import { AppError } from '#shared/errors.ts';
import { dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { HutWatch, HutWatchRow } from '#shared/model/hut.ts';
import { bookableBeds } from '#shared/model/hut-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import { reservationOfCode } from './hut-codes.ts';
import { fromFlag } from './occupancy-log.ts';

/** Rules of the kind "tell me when this hut has so many beds on that night". */
export interface HutWatches {
  /** By night; of one hut where its slug is given. Those of huts that are no longer watched are left out. */
  list(slug?: string): HutWatchRow[];
  /** Adds a watch and says at once whether it is met; one that is there already is given back. */
  add(watch: Omit<HutWatch, 'id'>, now: EpochMs): HutWatch;
  /** Rejects with `not_found`. */
  remove(id: string): void;
  /** Watches that were met and of which nobody was told yet. */
  untold(): HutWatchRow[];
  /** Like `untold`; from then on they count as told. */
  takeUntold(now: EpochMs): HutWatchRow[];
}

interface WatchQueryRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly night: number;
  readonly beds: number;
  readonly created_at: number;
  readonly is_met: number | null;
  readonly met_at: number | null;
}

const columns = `SELECT hut_watch.id, hut_watch.slug, hut.name, night, beds, hut_watch.created_at, is_met, met_at
  FROM hut_watch JOIN hut ON hut.slug = hut_watch.slug AND removed_at IS NULL`;

/** Makes the watches of a connection. */
export function createHutWatches(connection: Connection): HutWatches {
  const { prepare } = connection;
  const all = prepare<WatchQueryRow>(`${columns} ORDER BY night, hut_watch.id`);
  const ofHut = prepare<WatchQueryRow>(`${columns} WHERE hut_watch.slug = ? ORDER BY night, hut_watch.id`);
  const untold = prepare<WatchQueryRow>(`${columns} WHERE is_met = 1 AND told_at IS NULL ORDER BY night, hut_watch.id`);
  return {
    list: (slug) => (slug === undefined ? all.all() : ofHut.all(slug)).map(toWatchRow),
    add: (watch, now) =>
      connection.transaction(() => {
        const { slug, date, beds } = watch;
        const night = dayNumberOf(date);
        prepare('INSERT INTO hut_watch (slug, night, beds, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
          slug,
          night,
          beds,
          now,
        );
        settleWatches(connection, slug, now);
        const id = prepare<number>('SELECT id FROM hut_watch WHERE slug = ? AND night = ? AND beds = ?')
          .pluck()
          .get(slug, night, beds);
        return { ...watch, id: String(id) };
      }),
    remove(id) {
      const { changes } = prepare('DELETE FROM hut_watch WHERE id = ?').run(Number(id));
      if (changes === 0) throw new AppError('not_found', 'There is no such watch any more.');
    },
    untold: () => untold.all().map(toWatchRow),
    takeUntold: (now) =>
      connection.transaction(() => {
        const taken = untold.all();
        for (const { id } of taken) prepare('UPDATE hut_watch SET told_at = ? WHERE id = ?').run(now, id);
        return taken.map(toWatchRow);
      }),
  };
}

/** Compares a hut's watches with its nights as they are known now; one that is met anew is to be told. */
export function settleWatches(connection: Connection, slug: string, at: EpochMs): void {
  const { prepare } = connection;
  const watches = prepare<{ id: number; night: number; beds: number; is_met: number | null }>(
    'SELECT id, night, beds, is_met FROM hut_watch WHERE slug = ?',
  ).all(slug);
  for (const { id, night, beds, is_met: wasMet } of watches) {
    const free = bedsOf(connection, slug, night);
    const isMet = free === null ? null : Number(free >= beds);
    if (isMet === wasMet) continue;
    prepare('UPDATE hut_watch SET is_met = ? WHERE id = ?').run(isMet, id);
    if (isMet === 1) prepare('UPDATE hut_watch SET met_at = ?, told_at = NULL WHERE id = ?').run(at, id);
  }
}

/** Beds that can be booked on a night; null where that is not known. */
function bedsOf(connection: Connection, slug: string, night: number): number | null {
  const row = connection
    .prepare<{ free: number | null; reservation: number }>(
      `SELECT free, reservation FROM hut_night_state JOIN check_target ON id = target_id
       WHERE area = 'huts' AND key = ? AND night = ? AND missing_since IS NULL AND unread_from IS NULL`,
    )
    .get(slug, night);
  return row === undefined ? null : bookableBeds(row.free, reservationOfCode(row.reservation));
}

function toWatchRow(row: WatchQueryRow): HutWatchRow {
  return {
    id: String(row.id),
    slug: row.slug,
    hutName: row.name,
    date: dateOfDayNumber(row.night),
    beds: row.beds,
    createdAt: row.created_at,
    isMet: fromFlag(row.is_met),
    metAt: row.met_at,
  };
}
