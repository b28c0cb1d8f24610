import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { createMemoryLog } from '../testing/fake-ports.ts';
import { createTestFolder } from '../testing/test-store.ts';
import { type Connection, openConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';

let folder: ReturnType<typeof createTestFolder>;
let path: string;
const open = (): Connection => openConnection({ path, clock: new FakeClock(), log: createMemoryLog() });

beforeEach(() => {
  folder = createTestFolder();
  path = join(folder.folder, 'rounds.sqlite');
});
afterEach(() => folder.remove());

const statement = (text: string): Migration => ({
  up: async (db) => {
    await sql.raw(text).execute(db);
  },
});
const first = { '0001-first': statement('CREATE TABLE note (text TEXT NOT NULL) STRICT') };
const second = { ...first, '0002-second': statement('ALTER TABLE note ADD COLUMN at INTEGER') };

async function using<T>(work: (connection: Connection) => Promise<T> | T): Promise<T> {
  const connection = open();
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}

const tables = ({ raw }: Connection): unknown[] =>
  raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
const columns = ({ raw }: Connection): unknown[] =>
  raw.prepare("SELECT name FROM pragma_table_info('note')").pluck().all();

/** A sound database at another step. */
async function makeStranger(copy: string): Promise<void> {
  const connection = openConnection({ path: copy, clock: new FakeClock(), log: createMemoryLog() });
  await migrate(connection, { '0000-other': statement('CREATE TABLE note (text TEXT)') });
  connection.close();
}

describe('a fresh database', () => {
  it('gets every table and no backup', () =>
    using(async (connection) => {
      expect(await migrate(connection)).toEqual({ applied: Object.keys(migrations), backup: null });
      expect(tables(connection)).toEqual(
        expect.arrayContaining(['building', 'check_target', 'job_run', 'occupancy_history', 'schedule', 'source']),
      );
      expect(await migrate(connection)).toEqual({ applied: [], backup: null });
    }));

  it('keeps what its tables hold to their types', () =>
    using(async (connection) => {
      await migrate(connection);
      const loose = connection.raw
        .prepare(
          "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'kysely_%'",
        )
        .pluck()
        .all();
      expect(loose).toEqual([]);
      expect(connection.raw.pragma('foreign_key_check')).toEqual([]);
    }));
});

describe('an older database', () => {
  beforeEach(() =>
    using(async (connection) => {
      await migrate(connection, first);
      connection.raw.exec("INSERT INTO note VALUES ('kept')");
    }),
  );

  it('is brought up to date with what it holds, and copied before', async () => {
    const { applied, backup } = await using(async (connection) => {
      const report = await migrate(connection, second);
      expect(connection.raw.prepare('SELECT * FROM note').all()).toEqual([{ text: 'kept', at: null }]);
      return report;
    });
    expect(applied).toEqual(['0002-second']);
    const copy = new Database(backup ?? '', { readonly: true });
    expect(copy.prepare('SELECT * FROM note').all()).toEqual([{ text: 'kept' }]);
    copy.close();
  });

  it('stays as it was where a migration fails, and says so', async () => {
    const broken = { ...first, '0002-broken': statement('ALTER TABLE note ADD COLUMN at INTEGER; SYNTAX ERROR') };
    const half: Migration = {
      up: async (db) => {
        await sql.raw('ALTER TABLE note ADD COLUMN at INTEGER').execute(db);
        await sql.raw('DELETE FROM note').execute(db);
        throw new Error('The power of arithmetic has failed.');
      },
    };
    for (const faulty of [broken, { ...first, '0002-half': half }]) {
      await using(async (connection) => {
        await expect(migrate(connection, faulty)).rejects.toMatchObject({
          code: 'storage',
          userMessage: expect.stringContaining('0002-'),
        });
        expect(columns(connection)).toEqual(['text']);
        expect(connection.raw.prepare('SELECT * FROM note').all()).toEqual([{ text: 'kept' }]);
      });
    }
    await using(async (connection) => expect((await migrate(connection, second)).applied).toEqual(['0002-second']));
  });

  it('keeps the steps before the one that fails', () =>
    using(async (connection) => {
      const third = { ...second, '0003-broken': statement('NONSENSE') };
      await expect(migrate(connection, third)).rejects.toMatchObject({ code: 'storage' });
      expect(columns(connection)).toEqual(['text', 'at']);
    }));

  it('stays as it was where a step would leave rows without a parent', () =>
    using(async (connection) => {
      const orphaning: Migration = {
        up: async (db) => {
          await sql.raw('CREATE TABLE parent (id INTEGER PRIMARY KEY)').execute(db);
          await sql.raw('CREATE TABLE child (id INTEGER REFERENCES parent (id))').execute(db);
          await sql.raw('INSERT INTO child VALUES (1)').execute(db);
        },
      };
      await expect(migrate(connection, { ...first, '0002-orphaning': orphaning })).rejects.toMatchObject({
        code: 'storage',
      });
      expect(tables(connection)).not.toContain('child');
    }));

  it.each([
    ['left half written', async (copy: string) => writeFileSync(copy, 'half a file')],
    ['left empty', async (copy: string) => writeFileSync(copy, '')],
    ['made of something else', makeStranger],
  ])('is copied again where an earlier copy was %s', async (_what, leave) => {
    const copyPath = `${path}.after-0001-first.backup`;
    await leave(copyPath);
    const { backup } = await using((connection) => migrate(connection, second));
    expect(backup).not.toBe(copyPath);
    const copy = new Database(backup ?? '', { readonly: true });
    expect(copy.prepare('SELECT * FROM note').all()).toEqual([{ text: 'kept' }]);
    copy.close();
  });

  it('keeps the copy that was made before an earlier, failed try', async () => {
    await using((connection) =>
      migrate(connection, { ...first, '0002-broken': statement('NONSENSE') }).catch(() => null),
    );
    await using(({ raw }) => raw.exec("INSERT INTO note VALUES ('later')"));
    const { backup } = await using((connection) => migrate(connection, second));
    const copy = new Database(backup ?? '', { readonly: true });
    expect(copy.prepare('SELECT text FROM note').pluck().all()).toEqual(['kept']);
    copy.close();
  });

  it('is not changed where no copy can be made', async () => {
    for (const suffix of ['', '-2', '-3', '-4', '-5', '-6', '-7', '-8', '-9']) {
      writeFileSync(`${path}.after-0001-first.backup${suffix}`, 'half a file');
    }
    await using(async (connection) => {
      await expect(migrate(connection, second)).rejects.toMatchObject({ code: 'storage' });
      expect(columns(connection)).toEqual(['text']);
    });
  });

  it('is refused, untouched, by a program that does not know its newest step', async () => {
    await using((connection) => migrate(connection, second));
    const before = readFileSync(path);
    await using(async (connection) => {
      await expect(migrate(connection, first)).rejects.toMatchObject({
        code: 'storage',
        userMessage: expect.stringContaining('newer Rounds (0002-second)'),
      });
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(`${path}.after-0002-second.backup`)).toBe(false);
  });
});
