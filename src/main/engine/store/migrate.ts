import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '#shared/errors.ts';
import { type Connection, storageError } from './connection.ts';
import { migrations } from './migrations/index.ts';

/** What a migration did to a file. */
export interface MigrationReport {
  /** Names of the migrations applied now, in order. */
  readonly applied: readonly string[];
  /** Path of the copy made before an existing database was changed; null when there was nothing to copy. */
  readonly backup: string | null;
}

/**
 * Brings a database to the newest version, each migration in its own transaction. An existing database is copied
 * first. Rejects with `storage` when the file is newer than this program (untouched) or a migration failed (rolled back).
 */
export async function migrate(
  connection: Connection,
  known: Readonly<Record<string, Migration>> = migrations,
): Promise<MigrationReport> {
  const names = Object.keys(known).toSorted();
  const applied = appliedNames(connection);
  const strangers = applied.filter((name) => !names.includes(name));
  if (strangers.length > 0) {
    throw new AppError(
      'storage',
      `The database was written by a newer Rounds (${strangers.join(', ')}). Update Rounds; the file was left untouched.`,
    );
  }
  if (applied.length === names.length) return { applied: [], backup: null };
  const backup = applied.length === 0 ? null : copyBefore(connection, applied.at(-1) ?? '');
  return { applied: await applyPending(connection, known), backup };
}

function appliedNames(connection: Connection): string[] {
  try {
    const table = connection.raw
      .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'kysely_migration'")
      .get();
    if (table === undefined) return [];
    return connection.raw.prepare<[], string>('SELECT name FROM kysely_migration ORDER BY name').pluck().all();
  } catch (cause) {
    throw storageError(cause);
  }
}

/** More copies of the same step than this were never sound: something else is wrong with the folder. */
const mostCopies = 9;

function copyBefore(connection: Connection, lastName: string): string {
  for (let number = 1; number <= mostCopies; number += 1) {
    const path = `${connection.raw.name}.after-${lastName}.backup${number === 1 ? '' : `-${number}`}`;
    const found = lookAtCopy(path, lastName);
    // A sound copy that is there already was made before an earlier, failed try at the same step: it is the one to keep.
    if (found === 'sound') return path;
    if (found === 'nothing') {
      try {
        connection.raw.prepare('VACUUM INTO ?').run(path);
        return path;
      } catch (cause) {
        throw storageError(cause);
      }
    }
  }
  throw new AppError('storage', 'The database could not be copied before bringing it up to date; nothing was changed.');
}

/** A copy may have been left half written by a process that died over it. */
function lookAtCopy(path: string, lastName: string): 'nothing' | 'sound' | 'damaged' {
  let copy: Database.Database;
  try {
    copy = new Database(path, { readonly: true, fileMustExist: true });
  } catch {
    return 'nothing';
  }
  try {
    const isWhole = copy.pragma('quick_check(1)', { simple: true }) === 'ok';
    const last = copy.prepare<[], string>('SELECT max(name) FROM kysely_migration').pluck().get();
    return isWhole && last === lastName ? 'sound' : 'damaged';
  } catch {
    return 'damaged';
  } finally {
    copy.close();
  }
}

async function applyPending(connection: Connection, known: Readonly<Record<string, Migration>>): Promise<string[]> {
  // Migrations run on a connection of their own, because kysely closes what it opened.
  const raw = new Database(connection.raw.name, { timeout: 5_000 });
  raw.pragma('foreign_keys = OFF');
  raw.pragma('synchronous = FULL');
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: raw }) });
  const applied: string[] = [];
  try {
    for (const name of Object.keys(known).toSorted()) {
      applied.push(...(await inTransaction(raw, name, () => applyUpTo(db, known, name))));
    }
    return applied;
  } finally {
    await db.destroy();
  }
}

/** Kysely runs migrations for SQLite without a transaction (`supportsTransactionalDdl` is false there), so here is one. */
async function inTransaction<T>(raw: Database.Database, name: string, work: () => Promise<T>): Promise<T> {
  try {
    raw.exec('BEGIN IMMEDIATE');
    const result = await work();
    const orphans = raw.pragma('foreign_key_check');
    if (Array.isArray(orphans) && orphans.length > 0) throw new Error(`${orphans.length} rows have lost their parent.`);
    raw.exec('COMMIT');
    return result;
  } catch (cause) {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    throw new AppError('storage', `The database could not be brought to version ${name}; nothing was changed.`, {
      cause,
    });
  }
}

async function applyUpTo(
  db: Kysely<unknown>,
  known: Readonly<Record<string, Migration>>,
  name: string,
): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error, results } = await migrator.migrateTo(name);
  if (error !== undefined) throw error;
  return (results ?? []).filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}
