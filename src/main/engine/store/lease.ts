import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** Who schedules on a database. */
export interface LeaseHolder {
  readonly processId: string;
  readonly role: string;
  readonly pid: number;
  readonly since: EpochMs;
}

/** The lease as it was last written. */
export interface WrittenLease extends LeaseHolder {
  /** Until when it counts unless it is renewed. */
  readonly expiresAt: EpochMs;
  /** Whether the process has ended: it was killed, or it would have let go. */
  readonly hasEnded: boolean;
}

/** The scheduler lease: of all processes on a database, one schedules. */
export interface SchedulerLease {
  /** Takes or renews it; false while another process holds it that is alive and has renewed it in time. */
  hold(now: EpochMs, isGone: (processId: string) => boolean): boolean;
  /** Lets go of it, so that another process can take it at once. */
  release(): void;
  /** Null while nobody schedules. */
  holder(): LeaseHolder | null;
  /** Who holds it, or was killed over it; null where it was let go of. */
  written(): WrittenLease | null;
}

/** A holder that has not renewed the lease for so long is taken for hung, milliseconds. */
const leaseMs = 15_000;

/** Makes the lease of a connection for one process. */
export function createLease(connection: Connection, processId: string): SchedulerLease {
  const select = connection.prepare<{ process_id: string; since: EpochMs; expires_at: EpochMs }>(
    'SELECT process_id, since, expires_at FROM scheduler_lease WHERE id = 1',
  );
  const write = connection.prepare(
    `INSERT INTO scheduler_lease (id, process_id, since, expires_at) VALUES (1, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET process_id = excluded.process_id, since = excluded.since, expires_at = excluded.expires_at`,
  );
  const selectHolder = connection.prepare<LeaseHolder>(
    `SELECT app_process.id AS processId, role, pid, since FROM scheduler_lease
     JOIN app_process ON app_process.id = scheduler_lease.process_id WHERE app_process.ended_at IS NULL`,
  );
  const selectWritten = connection.prepare<WrittenRow>(
    `SELECT app_process.id AS processId, role, pid, since, expires_at AS expiresAt, ended_at AS endedAt
     FROM scheduler_lease JOIN app_process ON app_process.id = scheduler_lease.process_id`,
  );
  return {
    hold: (now, isGone) =>
      connection.transaction(() => {
        const lease = select.get();
        const isOwn = lease?.process_id === processId;
        // A lease far ahead was written before the clock was put back.
        const isValid = lease !== undefined && lease.expires_at > now && lease.expires_at <= now + 2 * leaseMs;
        if (!isOwn && isValid && !isGone(lease.process_id)) return false;
        write.run(processId, isOwn ? lease.since : now, now + leaseMs);
        return true;
      }),
    release: () => void connection.prepare('DELETE FROM scheduler_lease WHERE process_id = ?').run(processId),
    holder: () => selectHolder.get() ?? null,
    written: () => {
      const row = selectWritten.get();
      if (row === undefined) return null;
      const { endedAt, ...lease } = row;
      return { ...lease, hasEnded: endedAt !== null };
    },
  };
}

type WrittenRow = Omit<WrittenLease, 'hasEnded'> & { readonly endedAt: EpochMs | null };
