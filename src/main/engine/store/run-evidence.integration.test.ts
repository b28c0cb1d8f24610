import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { claimOf } from './fixtures/runs.ts';

const day = 86_400_000;
let bench: TestStore;
let runId: string;

beforeEach(async () => {
  bench = await createTestStore();
  runId = bench.store.runs.claim(claimOf(), bench.clock.now()).id;
});

afterEach(() => bench.close());

const picture = new Uint8Array([137, 80, 78, 71]);

it('is kept redacted for seven days, oldest first', () => {
  const { runEvidence } = bench.store;
  const now = bench.clock.now();
  runEvidence.keep(runId, { step: 'sign-in', html: '<input value="hunter2"><p>Hello', picture }, now);
  runEvidence.keep(runId, { step: 'page 2', html: '<p>Two', picture: null }, now + day);
  expect(runEvidence.of(runId, now + day)).toEqual([
    {
      step: 'sign-in',
      at: now,
      html: '<input value="•••"><p>Hello',
      picture: Buffer.from(picture),
      expiresAt: now + 7 * day,
    },
    { step: 'page 2', at: now + day, html: '<p>Two', picture: null, expiresAt: now + 8 * day },
  ]);
  expect(runEvidence.of(runId, now + 7 * day)).toHaveLength(1);
});

it('is gone for good once something else is kept, or somebody looks after it', () => {
  const { runEvidence } = bench.store;
  const now = bench.clock.now();
  const count = (): unknown => bench.connection.raw.prepare('SELECT count(*) FROM run_evidence').pluck().get();
  runEvidence.keep(runId, { step: 'one', html: '', picture: null }, now);
  runEvidence.purge(now + 7 * day - 1);
  expect(count()).toBe(1);
  runEvidence.keep(runId, { step: 'two', html: '', picture: null }, now + 7 * day);
  expect(count()).toBe(1);
  runEvidence.purge(now + 14 * day);
  expect(count()).toBe(0);
});

it('is bounded: long pages are cut, large pictures left out, and a run keeps twenty steps', () => {
  const { runEvidence } = bench.store;
  const now = bench.clock.now();
  const html = '<p>one paragraph</p>'.repeat(100_000);
  for (let step = 0; step < 30; step += 1)
    runEvidence.keep(runId, { step: `step ${step}`, html, picture: new Uint8Array(2 * 1_048_576 + 1) }, now);
  const kept = runEvidence.of(runId, now);
  expect(kept).toHaveLength(20);
  expect(kept[0]?.html.length).toBeLessThanOrEqual(1_048_576);
  expect(kept[0]?.html).toMatch(/(<\/?p>|one paragraph)$/);
  expect(kept.every((each) => each.picture === null)).toBe(true);
});
