import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** What went on with the machine and the scheduler: one watched, the machine slept, had no network, its clock was set. */
export type MachineStretchKind = 'watching' | 'asleep' | 'offline' | 'clock_changed';

/** A stretch of wall time. */
export interface MachineStretch {
  readonly kind: MachineStretchKind;
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** Why slots could not run: kept, so that every hole can be explained later. */
export interface MachineLog {
  /**
   * Begins to watch; returns the stretch's id, for `extend`. What lies after `now` was written before the clock was put
   * back and says nothing about the time that comes now.
   */
  beginWatching(now: EpochMs): number;
  /** Writes a stretch down; returns its id, for `extend`. */
  add(stretch: MachineStretch): number;
  /** Lets a stretch go on until then. */
  extend(id: number, until: EpochMs): void;
  /** Stretches that touch the time, in the order in which they were written. */
  within(from: EpochMs, until: EpochMs): MachineStretch[];
  /** End of the newest stretch in which somebody watched; null before the first. */
  lastWatched(): EpochMs | null;
}

/** Makes the machine log of a connection. */
export function createMachineLog(connection: Connection): MachineLog {
  const insert = connection.prepare('INSERT INTO machine_stretch (kind, from_at, until_at) VALUES (?, ?, ?)');
  const extend = connection.prepare('UPDATE machine_stretch SET until_at = max(until_at, ?) WHERE id = ?');
  const within = connection.prepare<MachineStretch>(
    `SELECT kind, from_at AS "from", until_at AS "until" FROM machine_stretch
     WHERE until_at >= ? AND from_at <= ? ORDER BY id`,
  );
  const lastWatched = connection.prepare<{ until: EpochMs }>(
    `SELECT until_at AS "until" FROM machine_stretch WHERE kind = 'watching' ORDER BY id DESC LIMIT 1`,
  );
  const add = ({ kind, from, until }: MachineStretch): number => Number(insert.run(kind, from, until).lastInsertRowid);
  return {
    beginWatching: (now) =>
      connection.transaction(() => {
        connection.prepare('DELETE FROM machine_stretch WHERE from_at > ?').run(now);
        connection.prepare('UPDATE machine_stretch SET until_at = @now WHERE until_at > @now').run({ now });
        return add({ kind: 'watching', from: now, until: now });
      }),
    add,
    extend: (id, until) => void extend.run(until, id),
    within: (from, until) => within.all(from, until),
    lastWatched: () => lastWatched.get()?.until ?? null,
  };
}
