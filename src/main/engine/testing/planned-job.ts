import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { RunPlan } from '#shared/model/run-plan.ts';
import { Schedule } from '#shared/model/schedule.ts';
import { type Job } from '../jobs/define-job.ts';
import { type CarriedOut, definePlannedJob, type PlanContext } from '../planning/planned-job.ts';
import type { Connection } from '../store/connection.ts';
import type { PlannedEntity, RowValues } from '../store/planned-entity.ts';
import { createTestEngine, type TestEngine } from './test-engine.ts';

const columns = ['id', 'key', 'amount', 'version'] as const;

/** An item as a test sees it. */
export interface TestItem {
  readonly id: number;
  readonly key: string;
  readonly amount: number;
  readonly version: number;
}

/** A table of a test's own, whose rows jobs change by plan. */
export function testItems(connection: Connection): PlannedEntity {
  connection.raw.exec(`
    CREATE TABLE IF NOT EXISTS test_item (
      id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, amount INTEGER NOT NULL CHECK (amount < 1000000),
      version INTEGER NOT NULL) STRICT;
    CREATE TRIGGER IF NOT EXISTS test_item_version BEFORE UPDATE ON test_item WHEN NEW.version <> OLD.version + 1
    BEGIN SELECT RAISE(ABORT, 'every change raises the version'); END`);
  const find = connection.prepare<TestItem>('SELECT id, key, amount, version FROM test_item WHERE key = ?');
  const insert = connection.prepare('INSERT INTO test_item (id, key, amount, version) VALUES (?, ?, ?, ?)');
  const update = connection.prepare('UPDATE test_item SET id = ?, key = ?, amount = ?, version = ? WHERE key = ?');
  const remove = connection.prepare('DELETE FROM test_item WHERE key = ?');
  return {
    name: 'test_item',
    title: 'Items',
    columns,
    find(key) {
      const item = find.get(key);
      return item === undefined ? undefined : valuesOf(item);
    },
    insert: (values) => void insert.run(...values),
    update: (key, values) => void update.run(...values, key),
    remove: (key) => void remove.run(key),
    label: (values) => `Item ${String(values[1])}`,
    fields: [{ name: 'Amount', column: 'amount', show: (value) => value }],
  };
}

/** An item as plans keep it. */
export function valuesOf({ id, key, amount, version }: TestItem): RowValues {
  return [id, key, amount, version];
}

/** What a run of the test's job shall bring about. */
export interface TestAims {
  /** Amounts by key; what is stored and not in here is removed, unless `keep` is set. */
  wanted: Readonly<Record<string, number>>;
  keep: boolean;
  /** What rows count for; each for itself where null. */
  target: string | null;
  /** Targets that cannot be planned. */
  failing: readonly string[];
  confirmText: string | null;
  effectSlot: string | null;
  floor: number;
  ceiling: number;
  /** Called before anything is carried out. */
  before: () => void;
  carriedOut: (part: CarriedOut) => void;
}

/** An engine whose only job plans what it writes into a table of the test's own. */
export interface PlannedWorld extends TestEngine {
  readonly aims: TestAims;
  readonly connection: Connection;
  items(): TestItem[];
  /** Stores items as a person would, past every plan. */
  put(key: string, amount: number): void;
  /** Runs the job by hand and waits for its end; gives the run's id and status. */
  run(isDryRun?: boolean): Promise<{ readonly id: string; readonly status: string }>;
  /** Waits for the end of a run; gives its status. */
  ended(id: string): Promise<string>;
  /** Amounts of the items by key. */
  amounts(): Readonly<Record<string, number>>;
  /** The plan of a run. */
  plan(runId: string): Promise<RunPlan>;
  /** Applies the plan of a run, and waits for its end; gives the status. */
  apply(runId: string, confirmText?: string): Promise<string>;
  /** Takes a run back, and waits for its end. */
  undo(runId: string): Promise<{ readonly id: string; readonly status: string }>;
  /** Rows of every table but those that belong to runs and plans, as text. */
  everythingElse(): string;
  /** Stores a schedule `main`, every minute. */
  save(): void;
}

/** Tables that belong to a run and its plan. */
const ownTables = new Set([
  'job_run',
  'run_attempt',
  'run_check',
  'run_log',
  'run_plan',
  'run_plan_part',
  'outbox',
  'audit',
  'notice',
  'delivery',
  'notification_rule',
]);

/** Makes such an engine; `close` ends it. */
export async function createPlannedWorld(now?: number): Promise<PlannedWorld> {
  const aims: TestAims = {
    wanted: {},
    keep: false,
    target: null,
    failing: [],
    confirmText: null,
    effectSlot: null,
    floor: 10,
    ceiling: 1000,
    before: () => undefined,
    carriedOut: () => undefined,
  };
  const test = await createTestEngine(now, {
    jobs: [makeJob(aims)],
    entities: (connection) => [testItems(connection)],
  });
  const { store, handlers } = test.engine;
  const { connection } = store;
  const items = (): TestItem[] => connection.prepare<TestItem>('SELECT * FROM test_item ORDER BY key').all();
  const ended = async (id: string): Promise<string> => {
    await test.engine.runner.endOf(id);
    return store.runs.find(id)?.status ?? 'gone';
  };
  return {
    ...test,
    aims,
    connection,
    items,
    put: (key, amount) => {
      connection.raw
        .prepare(
          `INSERT INTO test_item (key, amount, version) VALUES (?, ?, 1)
           ON CONFLICT (key) DO UPDATE SET amount = excluded.amount, version = version + 1`,
        )
        .run(key, amount);
    },
    ended,
    amounts: () => Object.fromEntries(items().map(({ key, amount }) => [key, amount])),
    plan: (runId) => handlers['plans.get']({ runId }),
    apply: async (runId, confirmText = '') =>
      ended((await handlers['plans.apply']({ runId, reason: 'Looked at it.', confirmText })).id),
    async undo(runId) {
      const { id } = await handlers['plans.undo']({ runId, reason: '' });
      return { id, status: await ended(id) };
    },
    async run(isDryRun = false) {
      const [run] = await handlers['runs.start']({ kind: 'test.items', params: {}, reason: '', isDryRun });
      if (run === undefined) throw new Error('Nothing was started.');
      return { id: run.id, status: await ended(run.id) };
    },
    everythingElse: () => dump(connection),
    save: () => {
      const given = { id: 'main', job: 'test.items', every: 'PT1M', retry: { attempts: 1, backoffSeconds: 0 } };
      store.schedules.save(Schedule.parse(given), test.clock.now());
    },
  };
}

function dump(connection: Connection): string {
  const tables = connection
    .prepare<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all()
    .filter(({ name }) => !ownTables.has(name));
  return JSON.stringify(
    tables.map(({ name }) => [
      name,
      connection.raw
        .prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`)
        .all()
        .filter((row) => name !== 'sqlite_sequence' || !ownTables.has(String(row['name']))),
    ]),
    null,
    1,
  );
}

function makeJob(aims: TestAims): Job {
  return definePlannedJob({
    kind: 'test.items',
    title: 'Keep items',
    description: 'Makes the items that a test wants.',
    timeLimitMs: 600_000,
    checkTimeLimitMs: 30_000,
    parameters: z.strictObject({}),
    flags: {},
    defaultEvery: 'PT1M',
    sourceKinds: [],
    split: (params) => [{ params, claimKey: 'test.items', subject: 'Items' }],
    sources: () => [],
    keepFailure: () => undefined,
    announce: () => undefined,
    planned: {
      get brake() {
        return { floor: aims.floor, ceiling: aims.ceiling };
      },
      plan: (_, context) => plan(aims, context),
      confirmText: (_, { removes }) => (removes > 0 ? aims.confirmText : null),
      effectSlot: () => aims.effectSlot,
      before: () => aims.before(),
      carriedOut: (_, part) => aims.carriedOut(part),
    },
  });
}

async function plan(aims: TestAims, context: PlanContext): Promise<void> {
  const { store, add } = context;
  const stored = store.connection.prepare<TestItem>('SELECT * FROM test_item ORDER BY key').all();
  const byKey = new Map(stored.map((item) => [item.key, item]));
  const made = Object.entries(aims.wanted)
    .filter(([key]) => !byKey.has(key))
    .map(([key, amount]) => ({ key, version: null, before: null, after: [null, key, amount, 1] }));
  for (let from = 0; from < made.length; from += 500)
    await add('test_item', 'create', made.slice(from, from + 500), aims.target);
  const changed = stored.filter(({ key, amount }) => aims.wanted[key] !== undefined && aims.wanted[key] !== amount);
  const updates = changed
    .filter(({ key }) => aims.effectSlot === null || !context.wasDone(aims.effectSlot, key))
    .map((item) => ({
      key: item.key,
      version: item.version,
      before: valuesOf(item),
      after: [item.id, item.key, aims.wanted[item.key] ?? 0, item.version + 1],
    }));
  await add('test_item', 'update', updates, aims.target);
  const gone = stored.filter(({ key }) => !aims.keep && aims.wanted[key] === undefined);
  await add(
    'test_item',
    'remove',
    gone.map((item) => ({ key: item.key, version: item.version, before: valuesOf(item), after: null })),
    aims.target,
  );
  for (const target of aims.failing) context.fail(target, new AppError('conflict', `${target} cannot be planned.`));
  if (made.length + updates.length + gone.length + aims.failing.length === 0)
    context.same('all', 'Everything is as it should be.');
}
