import { AppError } from '#shared/errors.ts';
import type { Ports, Processes } from '../ports.ts';
import { type Connection, openConnection, storageError } from './connection.ts';
import { migrate } from './migrate.ts';

export type ProcessRole = 'window' | 'worker' | 'run-once' | 'tool';

/** An open, checked, up-to-date database and this process's entry in it. */
export interface OpenStore {
  readonly connection: Connection;
  /** Identifies this process in claims and events. */
  readonly processId: string;
  /** True when a process that is gone had not said goodbye, so the file was checked before work starts. */
  readonly wasUnclean: boolean;
  /** Says goodbye and closes; safe to call twice. */
  close(): void;
}

export interface OpenStoreOptions {
  readonly path: string;
  readonly role: ProcessRole;
  readonly ports: Pick<Ports, 'clock' | 'log' | 'processes'>;
  readonly newId: () => string;
}

/** Opens the database of a profile: connection rules, migrations, integrity after an unclean stop. Rejects with `storage`. */
export async function openStore({ path, role, ports, newId }: OpenStoreOptions): Promise<OpenStore> {
  const connection = openConnection({ path, clock: ports.clock, log: ports.log });
  try {
    const { applied, backup } = await migrate(connection);
    if (applied.length > 0) ports.log.info({ applied, hasBackup: backup !== null }, 'Database brought up to date');
    const wasUnclean = hasVanishedProcess(connection, ports.processes);
    if (wasUnclean) checkIntegrity(connection);
    const processId = newId();
    enter(connection, { processId, role, now: ports.clock.now(), processes: ports.processes });
    assertDurable(connection);
    let isOpen = true;
    const close = (): void => {
      if (!isOpen) return;
      isOpen = false;
      try {
        leave(connection, { processId, role, now: ports.clock.now() });
      } catch (thrown) {
        // Whoever opens the file next sees that this process is gone.
        ports.log.error({ err: thrown }, 'The goodbye could not be written');
      }
      connection.close();
    };
    return { connection, processId, wasUnclean, close };
  } catch (thrown) {
    connection.close();
    throw thrown instanceof AppError ? thrown : storageError(thrown);
  }
}

/** Processes that never said goodbye and are surely gone, and those that did while a run of theirs had no end. */
export function vanishedProcesses(connection: Connection, processes: Processes): string[] {
  const { sql } = connection;
  const silent = connection
    .all(sql.selectFrom('app_process').select(['id', 'pid', 'boot_id', 'start_mark']).where('ended_at', 'is', null))
    .filter((row) => !processes.isAlive({ pid: row.pid, bootId: row.boot_id, startMark: row.start_mark }));
  // The end of a run cannot be written on a full disk; left open, it would keep its work from ever being done again.
  const forgetful = connection
    .prepare<{ id: string }>(
      // Few runs are open; left to itself, SQLite goes through all there ever were.
      `SELECT DISTINCT app_process.id FROM job_run INDEXED BY job_run_claim
       CROSS JOIN app_process ON app_process.id = job_run.process_id
       WHERE job_run.status IN ('claimed','running') AND app_process.ended_at IS NOT NULL`,
    )
    .all();
  return [...silent, ...forgetful].map(({ id }) => id);
}

/** Whether a process of this database has ended, in order or not. */
export function isProcessGone(connection: Connection, processes: Processes, processId: string): boolean {
  const row = connection.get(
    connection.sql
      .selectFrom('app_process')
      .select(['pid', 'boot_id', 'start_mark', 'ended_at'])
      .where('id', '=', processId),
  );
  if (row === undefined || row.ended_at !== null) return true;
  return !processes.isAlive({ pid: row.pid, bootId: row.boot_id, startMark: row.start_mark });
}

function hasVanishedProcess(connection: Connection, processes: Processes): boolean {
  return vanishedProcesses(connection, processes).length > 0;
}

function checkIntegrity(connection: Connection): void {
  const findings = connection.raw.pragma('quick_check(5)', { simple: false });
  const rows = Array.isArray(findings) ? findings.map((row) => JSON.stringify(row)) : [];
  if (rows.length === 1 && rows[0]?.includes('"ok"') === true) return;
  throw new AppError('storage', 'The database file is damaged. It was kept as it is; restore a backup beside it.', {
    cause: new Error(rows.join('; ')),
  });
}

interface Entry {
  readonly processId: string;
  readonly role: ProcessRole;
  readonly now: number;
  readonly processes: Processes;
}

function enter(connection: Connection, { processId, role, now, processes }: Entry): void {
  const { pid, bootId, startMark } = processes.self;
  connection.run(
    connection.sql
      .insertInto('app_process')
      .values({ id: processId, pid, boot_id: bootId, start_mark: startMark, role, started_at: now, ended_at: null }),
  );
}

function leave(connection: Connection, { processId, role, now }: Omit<Entry, 'processes'>): void {
  // Tools run nothing, so nothing refers to their entries and they need not pile up.
  if (role === 'tool') connection.run(connection.sql.deleteFrom('app_process').where('id', '=', processId));
  else connection.run(connection.sql.updateTable('app_process').set({ ended_at: now }).where('id', '=', processId));
}

/** SQLite may fall back to a weaker setting in WAL mode; a write has just happened, so the truth can be read now. */
function assertDurable(connection: Connection): void {
  const synchronous = connection.raw.pragma('synchronous', { simple: true });
  const journalMode = connection.raw.pragma('journal_mode', { simple: true });
  if (synchronous !== 2 || journalMode !== 'wal') {
    throw new AppError(
      'storage',
      'The database does not keep its promises about durability here; Rounds will not write.',
      {
        cause: new Error(`synchronous=${String(synchronous)} journal_mode=${String(journalMode)}`),
      },
    );
  }
}
