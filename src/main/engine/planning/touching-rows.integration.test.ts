import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Job } from '../jobs/define-job.ts';
import type { Connection } from '../store/connection.ts';
import type { PlannedEntity, PlanRow } from '../store/planned-entity.ts';
import { testItems, type TestItem, valuesOf } from '../testing/planned-job.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { definePlannedJob } from './planned-job.ts';

/** A tag that may hang on an item; hanging it on or off is a change of the item too. */
interface TestTag {
  readonly key: string;
  readonly item: string | null;
  readonly version: number;
}

function testTags(connection: Connection): PlannedEntity {
  connection.raw.exec(`
    CREATE TABLE IF NOT EXISTS test_tag (
      key TEXT PRIMARY KEY, item TEXT REFERENCES test_item (key), version INTEGER NOT NULL) STRICT;
    CREATE TRIGGER IF NOT EXISTS test_tag_touches AFTER UPDATE ON test_tag
    BEGIN UPDATE test_item SET version = version + 1 WHERE key IN (OLD.item, NEW.item); END`);
  const find = connection.prepare<TestTag>('SELECT * FROM test_tag WHERE key = ?');
  const update = connection.prepare('UPDATE test_tag SET key = ?, item = ?, version = ? WHERE key = ?');
  const refuse = (): never => {
    throw new Error('Tags are only hung on and off.');
  };
  return {
    name: 'test_tag',
    title: 'Tags',
    columns: ['key', 'item', 'version'],
    find(key) {
      const tag = find.get(key);
      return tag === undefined ? undefined : [tag.key, tag.item, tag.version];
    },
    insert: refuse,
    update: (key, values) => void update.run(...values, key),
    remove: refuse,
    touches: (before, after) =>
      [before?.[1], after?.[1]].flatMap((key) => (typeof key === 'string' ? [{ entity: 'test_item', key }] : [])),
    label: (values) => `Tag ${String(values[0])}`,
    fields: [],
  };
}

/** Hangs every tag off, and removes every item. */
const clear: Job = definePlannedJob({
  kind: 'test.clear',
  title: 'Clear',
  description: 'Removes items with tags on them.',
  timeLimitMs: 60_000,
  checkTimeLimitMs: 1_000,
  parameters: z.strictObject({}),
  flags: {},
  defaultEvery: 'P1D',
  sourceKinds: [],
  split: (params) => [{ params, claimKey: 'test.clear', subject: 'Items' }],
  sources: () => [],
  keepFailure: () => undefined,
  announce: () => undefined,
  planned: {
    brake: { floor: 100, ceiling: 100 },
    async plan(_, { store: { connection }, add }) {
      const tags = connection.prepare<TestTag>('SELECT * FROM test_tag').all();
      const off = tags.map(({ key, item, version }): PlanRow => ({
        key,
        version,
        before: [key, item, version],
        after: [key, null, version + 1],
      }));
      const items = connection.prepare<TestItem>('SELECT * FROM test_item').all();
      await add('test_tag', 'update', off, 'shelf');
      await add(
        'test_item',
        'remove',
        items.map((item) => ({ key: item.key, version: item.version, before: valuesOf(item), after: null })),
        'shelf',
      );
    },
  },
});

let test: TestEngine;
beforeEach(async () => {
  const entities = (connection: Connection) => [testItems(connection), testTags(connection)];
  test = await createTestEngine(undefined, { jobs: [clear], entities });
  test.engine.store.connection.raw.exec(`
    INSERT INTO test_item (key, amount, version) VALUES ('box', 1, 4), ('bare', 2, 1);
    INSERT INTO test_tag VALUES ('red', 'box', 1), ('blue', 'box', 7), ('loose', NULL, 1);`);
});
afterEach(() => test.close());

const items = () => test.engine.store.connection.prepare<TestItem>('SELECT * FROM test_item ORDER BY key').all();
const tags = () => test.engine.store.connection.prepare<TestTag>('SELECT * FROM test_tag ORDER BY key').all();

async function run(): Promise<string> {
  const [started] = await test.engine.handlers['runs.start']({
    kind: 'test.clear',
    params: {},
    reason: '',
    isDryRun: false,
  });
  await test.engine.runner.endOf(started?.id ?? '');
  return started?.id ?? '';
}

async function undo(runId: string): Promise<{ readonly id: string; readonly status: string | undefined }> {
  const { id } = await test.engine.handlers['plans.undo']({ runId, reason: '' });
  await test.engine.runner.endOf(id);
  return { id, status: test.engine.store.runs.find(id)?.status };
}

describe('rows whose writing changes others of the same plan', () => {
  it('are no reason to leave those alone, there and back and there again', async () => {
    const id = await run();
    expect(test.engine.store.runs.errors(id)).toEqual([]);
    expect(items()).toEqual([]);
    expect(tags().map(({ item }) => item)).toEqual([null, null, null]);
    const back = await undo(id);
    expect(back.status).toBe('succeeded');
    expect(items()).toMatchObject([
      { key: 'bare', amount: 2, version: 1 },
      { key: 'box', amount: 1 },
    ]);
    expect(tags().map(({ item }) => item)).toEqual(['box', null, 'box']);
    expect((await undo(back.id)).status).toBe('succeeded');
    expect(items()).toEqual([]);
  });

  it('still are where somebody else changes them', async () => {
    const id = await run();
    const back = await undo(id);
    test.engine.store.connection.raw.exec(`UPDATE test_item SET version = version + 1 WHERE key = 'box'`);
    const preview = await test.engine.handlers['plans.undoPreview']({ runId: back.id });
    expect(preview.conflicts).toEqual([{ entity: 'test_item', label: 'Item box', reason: 'It was changed since.' }]);
  });
});
