import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { createFakeProcesses, createMemoryLog } from '../testing/fake-ports.ts';
import { createTestFolder, createTestStore, sampleBuilding, type TestStore } from '../testing/test-store.ts';
import { openConnection } from './connection.ts';
import { openStore, vanishedProcesses } from './open-store.ts';

describe('a connection', () => {
  let test: TestStore;
  beforeEach(async () => {
    test = await createTestStore();
  });
  afterEach(() => test.close());

  it.each([
    ['synchronous', 2],
    ['journal_mode', 'wal'],
    ['foreign_keys', 1],
    ['busy_timeout', 5000],
  ])('has %s set to %s, after a write too', (name, value) => {
    test.store.settings.write('contact', 'a@b.org');
    expect(test.connection.raw.pragma(name, { simple: true })).toBe(value);
  });

  it('refuses a row whose parent is missing', () => {
    const insert = test.connection.raw.prepare("INSERT INTO building VALUES ('1', 'One', 'nowhere', '1', 0, NULL)");
    expect(() => insert.run()).toThrow(/FOREIGN KEY/);
    expect(() => test.store.buildings.save(sampleBuilding({ sourceId: 'nowhere' }), 0)).toThrow(
      /There is no source "nowhere"/,
    );
  });

  it('rolls a transaction back as a whole, with those within it', () => {
    const { settings } = test.store;
    const work = (): void =>
      test.connection.transaction(() => {
        settings.write('contact', 'a@b.org');
        test.connection.transaction(() => settings.write('trayNoticeShown', '{}'));
        throw new Error('No.');
      });
    expect(work).toThrow('No.');
    expect([settings.read('contact'), settings.read('trayNoticeShown')]).toEqual([null, null]);
  });

  it('names a statement that was slow in the log', () => {
    const log = createMemoryLog();
    const lateBy = [10, 51];
    let nowMs = 0;
    const clock = { monotonicMs: () => (nowMs += lateBy.shift() ?? 0) };
    const connection = openConnection({ path: test.path, clock, log });
    try {
      connection.all(connection.sql.selectFrom('setting').selectAll());
      expect(log.lines).toMatchObject([{ level: 'warn', message: 'Slow statement', fields: { durationMs: 51 } }]);
      connection.all(connection.sql.selectFrom('setting').selectAll());
      expect(log.lines).toHaveLength(1);
    } finally {
      connection.close();
    }
  });
});

describe('openStore', () => {
  let folder: ReturnType<typeof createTestFolder>;
  let path: string;
  beforeEach(() => {
    folder = createTestFolder();
    path = join(folder.folder, 'rounds.sqlite');
  });
  afterEach(() => folder.remove());

  const processes = createFakeProcesses(10);
  const open = (id: string, from = processes) =>
    openStore({
      path,
      role: 'window',
      ports: { clock: new FakeClock(), log: createMemoryLog(), processes: from },
      newId: () => id,
    });

  it('knows an orderly end from one without a goodbye', async () => {
    (await open('first')).close();
    const second = await open('second');
    expect(second.wasUnclean).toBe(false);
    second.connection.close();
    const later = createFakeProcesses(11);
    const third = await open('third', later);
    expect(third.wasUnclean).toBe(true);
    expect(vanishedProcesses(third.connection, later)).toEqual(['second']);
    third.close();
    third.close();
  });

  it('takes a process that is still alive for no unclean end', async () => {
    const first = await open('first');
    const second = createFakeProcesses(11);
    second.living.add(10);
    const beside = await open('second', second);
    expect(beside.wasUnclean).toBe(false);
    beside.close();
    first.close();
  });

  it('keeps a damaged file as it is and says so', async () => {
    (await open('first')).connection.close();
    const raw = new Database(path);
    raw.exec('CREATE TABLE filler (text TEXT)');
    const insert = raw.prepare('INSERT INTO filler VALUES (?)');
    for (let index = 0; index < 500; index += 1) insert.run('x'.repeat(500));
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 40_000);
    writeFileSync(path, bytes);
    await expect(open('second', createFakeProcesses(11))).rejects.toMatchObject({
      code: 'storage',
      userMessage: expect.stringContaining('damaged'),
    });
    expect(readFileSync(path).length).toBe(bytes.length);
  });

  it.each([
    ['no database', 'This is no database. '.repeat(100)],
    ['half a database', undefined],
  ])('keeps %s as it is and says so', async (_what, content) => {
    if (content === undefined) {
      (await open('first')).close();
      writeFileSync(path, readFileSync(path).subarray(0, 1000));
    } else writeFileSync(path, content);
    const before = readFileSync(path);
    await expect(open('second')).rejects.toMatchObject({ code: 'storage' });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('says so where the folder is not there, and makes none', async () => {
    path = join(folder.folder, 'missing', 'rounds.sqlite');
    await expect(open('first')).rejects.toMatchObject({ code: 'storage' });
    expect(existsSync(path)).toBe(false);
  });
});
