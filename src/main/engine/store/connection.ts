import Database from 'better-sqlite3';
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { AppError } from '#shared/errors.ts';
import type { Clock, Log } from '../ports.ts';
import type { Schema } from './schema.ts';
import { LateStatement, type Statement } from './statement.ts';

/** One open database. Queries are built with kysely and run synchronously, so a transaction is never interleaved. */
export interface Connection {
  readonly raw: Database.Database;
  /** Builds queries; it never runs them by itself. */
  readonly sql: Kysely<Schema>;
  all<O>(query: Compilable<O>): O[];
  get<O>(query: Compilable<O>): O | undefined;
  /** Runs a writing query; returns the number of rows it changed. */
  run(query: Compilable): number;
  /** A statement, prepared at its first use and kept for the life of the connection; `Row` says what its columns give. */
  prepare<Row = unknown>(statement: string): Statement<Row>;
  /** Runs `work` in one immediate transaction; nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /** Like `transaction`; within an outer one, only what `work` wrote is undone where it throws. */
  savepoint<T>(work: () => T): T;
  close(): void;
}

export interface ConnectionOptions {
  readonly path: string;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Log;
}

/** How long one connection waits for another one's write to end. */
const busyTimeoutMs = 5_000;
/** The log of writes goes into the file itself when it has so many pages, 16 MB: more often, and what is due waits for it more often. */
const pagesPerCheckpoint = 4_000;
/** A statement that takes longer is named in the log. */
const slowStatementMs = 50;

/** Opens a database file under the connection rules; creates it where there is none. Rejects with `storage`. */
export function openConnection({ path, clock, log }: ConnectionOptions): Connection {
  const raw = openRaw(path);
  const sql = createQueryBuilder();
  const statements = new Map<string, Statement>();
  const prepare = <Row>(text: string): Statement<Row> => {
    const statement = statements.get(text) ?? new LateStatement(raw, text);
    statements.set(text, statement);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a statement's row type is whatever its caller states
    return statement as Statement<Row>;
  };
  const timed = <T>(text: string, work: () => T): T => {
    const startedAt = clock.monotonicMs();
    const result = work();
    const durationMs = clock.monotonicMs() - startedAt;
    if (durationMs > slowStatementMs)
      log.warn({ durationMs: Math.round(durationMs), statement: text }, 'Slow statement');
    return result;
  };
  const transactions = createTransactions(raw);
  return {
    raw,
    sql,
    prepare,
    all<O>(query: Compilable<O>): O[] {
      const { sql: text, parameters } = query.compile();
      return timed(text, () => prepare<O>(text).all(...parameters));
    },
    get<O>(query: Compilable<O>): O | undefined {
      const { sql: text, parameters } = query.compile();
      return timed(text, () => prepare<O>(text).get(...parameters));
    },
    run(query) {
      const { sql: text, parameters } = query.compile();
      return timed(text, () => prepare(text).run(...parameters)).changes;
    },
    transaction: (work) => (raw.inTransaction ? work() : transactions.whole(work)),
    savepoint: (work) => (raw.inTransaction ? transactions.part(work) : transactions.whole(work)),
    close: () => raw.close(),
  };
}

/** Transactions by statements that are prepared once; better-sqlite3's own make new functions for each. */
function createTransactions(raw: Database.Database): { whole<T>(work: () => T): T; part<T>(work: () => T): T } {
  const begin = raw.prepare('BEGIN IMMEDIATE');
  const commit = raw.prepare('COMMIT');
  const rollback = raw.prepare('ROLLBACK');
  const save = raw.prepare('SAVEPOINT part');
  const release = raw.prepare('RELEASE part');
  const undo = raw.prepare('ROLLBACK TO part');
  const within = <T>(work: () => T, end: () => void, abandon: () => void): T => {
    try {
      const result = work();
      end();
      return result;
    } catch (thrown) {
      // Some failures, such as a full disk, have ended the transaction already.
      if (raw.inTransaction) abandon();
      throw thrown;
    }
  };
  return {
    whole(work) {
      begin.run();
      return within(
        work,
        () => commit.run(),
        () => rollback.run(),
      );
    },
    part(work) {
      save.run();
      return within(
        work,
        () => release.run(),
        () => {
          undo.run();
          release.run();
        },
      );
    },
  };
}

function openRaw(path: string): Database.Database {
  let raw: Database.Database | undefined;
  try {
    raw = new Database(path, { timeout: busyTimeoutMs });
    raw.pragma('journal_mode = WAL');
    raw.pragma('foreign_keys = ON');
    raw.pragma(`wal_autocheckpoint = ${pagesPerCheckpoint}`);
    raw.pragma('synchronous = FULL');
    return raw;
  } catch (cause) {
    raw?.close();
    throw storageError(cause);
  }
}

/** What SQLite says when the disk, and not the statement, was at fault: the same may work a little later. */
const diskFaults = ['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_BUSY', 'SQLITE_CANTOPEN', 'SQLITE_NOMEM'];

/** Whether something could not be written for want of space, of rights, of the file itself. */
export function isDiskFault(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && diskFaults.some((code) => thrown.code.startsWith(code));
}

/** Puts a failure of SQLite into words that name what to do. */
export function storageError(cause: unknown): AppError {
  const code = cause instanceof Database.SqliteError ? cause.code : '';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new AppError('storage', 'The database file is damaged. It was kept as it is; restore a backup beside it.', {
      cause,
    });
  }
  if (code === 'SQLITE_FULL') {
    return new AppError('storage', 'The disk is full. Free some space; Rounds goes on by itself.', { cause });
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return new AppError('storage', 'The database cannot be written: the profile folder is read-only.', { cause });
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new AppError('storage', 'The database is locked by another program.', { cause, retryable: true });
  }
  return new AppError('storage', 'The database cannot be used. The log file has the details.', { cause });
}

function createQueryBuilder(): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}
