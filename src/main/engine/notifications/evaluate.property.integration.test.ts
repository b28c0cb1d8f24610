import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NotificationRule } from '#shared/model/notification.ts';
import { createMemoryLog } from '../testing/fake-ports.ts';
import { sampleSource } from '../testing/test-store.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { evaluate } from './evaluate.ts';
import type { Look } from './trigger.ts';

const codes = ['a', 'b', 'c'];
const minute = 60_000;

type Step =
  | { readonly kind: 'break' | 'mend'; readonly code: string }
  | { readonly kind: 'look'; readonly process: number }
  | { readonly kind: 'switch'; readonly isOn: boolean };

const code = fc.constantFrom(...codes);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('break' as const, 'mend' as const), code }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('look' as const), process: fc.integer({ min: 0, max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('switch' as const), isOn: fc.boolean() }) },
);

/** What should have been told, by a model that knows nothing of tables. */
class Model {
  readonly broken = new Set<string>();
  readonly told: string[] = [];
  readonly #open = new Set<string>();
  #isOn = true;

  look(): void {
    for (const each of codes) {
      const isOpen = this.#open.has(each);
      if (this.#isOn && this.broken.has(each) && !isOpen) {
        this.#open.add(each);
        this.told.push(`+${each}`);
      }
      if (isOpen && !this.broken.has(each)) {
        this.#open.delete(each);
        this.told.push(`-${each}`);
      }
    }
  }

  switch(isOn: boolean): void {
    this.look();
    this.#isOn = isOn;
    if (!isOn) this.#open.clear();
    this.look();
  }
}

it('opens and closes as a small model does, whatever happens in whatever order, by whichever process', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const test = await createTestStore(Date.UTC(2026, 10, 22, 8));
      try {
        await play(test, steps);
      } finally {
        test.close();
      }
    }),
    { numRuns: 40 },
  );
});

async function play(test: TestStore, steps: readonly Step[]): Promise<void> {
  const { store, clock } = test;
  test.connection.raw.pragma('synchronous = OFF');
  const stores = [store, (await test.openAnother()).store];
  const log = createMemoryLog();
  const rule = NotificationRule.parse({
    id: 'rule',
    name: 'Rule',
    trigger: { kind: 'quarantine' },
    channelIds: ['desktop'],
  });
  for (const { rule: old } of store.rules.list()) store.rules.remove(old.id, clock.now());
  store.rules.save(rule, null, clock.now());
  store.sources.save(sampleSource(), clock.now());
  for (const each of codes)
    store.buildings.save({ code: each, name: each, sourceId: 'harbour', waitzId: each }, clock.now());
  const look = (by: number, editedId?: string): void => {
    const own = stores[by] ?? store;
    const make = (): Look => ({ store: own, jobs: [], now: clock.now(), coverage: null, untoldWatches: [] });
    evaluate(make, log, editedId === undefined ? {} : { editedId });
    markSent(test);
  };
  const model = new Model();
  for (const each of steps) {
    await clock.advance(minute);
    switch (each.kind) {
      case 'break':
        store.occupancy.fail(
          { code: each.code, at: clock.now(), stepMs: minute },
          { code: 'source_changed', message: 'Gone.' },
        );
        model.broken.add(each.code);
        break;
      case 'mend':
        mend(test, each.code);
        model.broken.delete(each.code);
        break;
      case 'look':
        look(each.process);
        model.look();
        break;
      case 'switch':
        look(0);
        store.rules.save({ ...rule, isEnabled: each.isOn }, null, clock.now());
        look(0, 'rule');
        model.switch(each.isOn);
        break;
    }
  }
  expect(told(test).toSorted()).toEqual(model.told.toSorted());
  expect(log.lines).toEqual([]);
}

function mend({ connection }: TestStore, target: string): void {
  connection.raw
    .prepare(
      `UPDATE check_target SET failures_in_row = 0, error_code = NULL, failing_since = NULL, failed_at = NULL, error_message = NULL
       WHERE key = ?`,
    )
    .run(target);
}

/** As if every message went out at once. */
function markSent({ connection, clock }: TestStore): void {
  connection.raw
    .prepare(`UPDATE delivery SET status = 'sent', sent_at = ?, next_attempt_at = NULL WHERE status = 'waiting'`)
    .run(clock.now());
}

function told({ connection }: TestStore): string[] {
  return connection.raw
    .prepare<[], string>(
      `SELECT CASE about WHEN 'opened' THEN '+' ELSE '-' END || title FROM delivery JOIN notice ON notice.id = notice_id`,
    )
    .pluck()
    .all()
    .map((text) => text.replace(' cannot be read', ''));
}
