import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anyRule } from '#shared/schedule/testing/rules.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { createTestJob } from '../testing/test-job.ts';
import type { Input } from '#shared/contract/index.ts';

const day = 86_400_000;
/** Two days before the clocks of Zurich, and a week before those of Los Angeles, go back. */
const start = Date.UTC(2026, 9, 23, 11, 7, 13, 250);
const zones = ['Europe/Zurich', 'America/Los_Angeles', 'Asia/Kathmandu', 'UTC'] as const;
const schedules = 30;
/** Rules whose previewed slots lie within this time are taken. */
const patienceMs = 30 * day;

let test: TestEngine;
beforeEach(async () => {
  const work = createTestJob();
  work.answer = 'good';
  test = await createTestEngine(start, { jobs: [work.job], lookEveryMs: day });
});
afterEach(() => test.close());

type Draft = Input<'schedules.save'>['draft'] & { readonly id: string };

const textOf = (plannedAt: number | null, startedAt: number | null): string =>
  `${new Date(plannedAt ?? 0).toISOString()} at ${new Date(startedAt ?? 0).toISOString()}`;

/** Drafts of any rule, as the editor would send them. */
function anyDrafts(count: number): Draft[] {
  const rules = fc.sample(anyRule(start), { numRuns: count, seed: 2026 });
  return rules.map(({ rule: { every, dailyAt, cron, activeHours, jitterSeconds } }, index) => ({
    ...(every !== undefined && { every }),
    ...(dailyAt !== undefined && { dailyAt }),
    ...(cron !== undefined && { cron }),
    activeHours: activeHours ?? [],
    jitterSeconds: jitterSeconds ?? 0,
    id: `s${index}`,
    job: 'test.work',
    params: { item: `s${index}` },
    timeZone: zones[index % zones.length] ?? 'UTC',
  }));
}

/** Saves drafts whose previewed slots all lie within the time; gives what each preview says, by schedule. */
async function saveAndPreview(): Promise<Map<string, string[]>> {
  const { handlers } = test.engine;
  const previewed = new Map<string, string[]>();
  for (const draft of anyDrafts(10 * schedules)) {
    if (previewed.size === schedules) break;
    const { plan } = await handlers['schedules.preview']({ id: null, draft });
    if (plan === null || (plan.next.at(-1)?.plannedAt ?? Number.POSITIVE_INFINITY) > start + patienceMs) continue;
    await handlers['schedules.save']({ id: null, draft });
    previewed.set(
      draft.id,
      plan.next.map(({ plannedAt, startAt }) => textOf(plannedAt, startAt)),
    );
  }
  return previewed;
}

/** What has run, by schedule, oldest first. */
function runsBySchedule(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const run of test.engine.store.runs.each({ from: 0, until: Number.MAX_SAFE_INTEGER })) {
    const id = run.scheduleId ?? '';
    found.set(id, [...(found.get(id) ?? []), textOf(run.scheduledFor, run.startedAt)]);
  }
  return found;
}

describe('the preview of the editor', () => {
  it('is what the engine runs, to the millisecond, whatever the rule', { timeout: 60_000 }, async () => {
    const { engine, clock, wakeUps } = test;
    const previewed = await saveAndPreview();
    expect(previewed.size).toBe(schedules);
    const end = engine.scheduler.start();
    const open = new Set(previewed.keys());
    for (;;) {
      await test.idle();
      const runs = runsBySchedule();
      for (const id of open) {
        if ((runs.get(id)?.length ?? 0) < (previewed.get(id)?.length ?? 0)) continue;
        open.delete(id);
        await engine.handlers['schedules.remove']({ id });
      }
      const wakeAt = wakeUps.armed.get('next');
      if (wakeAt === undefined) break;
      await clock.advance(wakeAt - clock.now());
      wakeUps.ring('next');
    }
    end();
    expect(runsBySchedule()).toEqual(previewed);
  });
});
