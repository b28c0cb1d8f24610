import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf } from '#shared/model/calendar-date.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { saveStoryHuts, story, storyNights, storyStart, tellStory } from './fixtures/hut-story.ts';
import type { NaiveHutLog } from './fixtures/naive-hut-log.ts';
import { readCurve, readNights } from './hut-nights.ts';

/** Stories in a test, and instants that each is looked back on from. */
const storiesEach = 25;
const instantsEach = 10;
const fixedSeeds = [1, 20_260_901, 424_242];
const fewHours = 3 * 3_600_000;

function nightsOf(log: NaiveHutLog, asOf?: number) {
  const nights = storyNights.map((date) => log.night(date, asOf));
  return {
    slug: log.slug,
    marks: nights.map(({ mark }) => mark).join(''),
    free: nights.map(({ free }) => free),
    total: nights.map(({ total }) => total),
  };
}

/** Compares everything that can be read of the huts, as known at an instant or now. */
function expectSame({ connection }: TestStore, logs: readonly NaiveHutLog[], asOf: number | null): void {
  const at = asOf ?? undefined;
  const from = storyNights[0] ?? '';
  const slugs = logs.map(({ slug }) => slug);
  expect(readNights(connection, { slugs, from, nights: storyNights.length, asOf })).toEqual(
    logs.map((log) => nightsOf(log, at)),
  );
  for (const log of logs) {
    const curves = storyNights.map((date) => readCurve(connection, { slug: log.slug, date, asOf }));
    expect(curves).toEqual(
      storyNights.map((date) => ({ date, states: log.curve(date, at), unobserved: log.unobserved(date, at) })),
    );
  }
}

interface HistoryRow {
  readonly night: number;
  readonly first_checked: number;
  readonly last_checked: number | null;
  readonly is_listed: number;
}

/** What holds of the rows themselves, whatever is read from them. */
function expectSoundHistory({ connection }: TestStore, log: NaiveHutLog): void {
  const rows = connection
    .prepare<HistoryRow>(
      `SELECT night, hut_night_history.first_checked, hut_night_history.last_checked, is_listed FROM hut_night_history
       JOIN check_target ON id = target_id WHERE area = 'huts' AND key = ? ORDER BY night, hut_night_history.first_checked`,
    )
    .all(log.slug);
  const open = { listed: 0, gone: 0 };
  for (const { last_checked: last, is_listed: isListed } of rows) {
    if (last === null) open[isListed === 1 ? 'listed' : 'gone'] += 1;
  }
  const unsound = rows.filter(({ night, first_checked: first, last_checked: last }, index) => {
    const next = rows[index + 1];
    const endsFirst = last !== null && last < first;
    return endsFirst || (next?.night === night && next.first_checked <= (last ?? Infinity));
  });
  expect(unsound).toEqual([]);
  expect(open).toEqual(log.counts());
  expect(rows.every(({ night }) => night >= dayNumberOf(storyNights[0] ?? ''))).toBe(true);
}

describe('the log of huts', () => {
  it.each([...fixedSeeds, undefined])(
    'knows now and at any instant what one knows that keeps every answer whole; seed %s, none is one of the day',
    async (seed) => {
      const instants = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: instantsEach,
        maxLength: instantsEach,
      });
      await fc.assert(
        fc.asyncProperty(story, instants, async (steps, shares) => {
          const test = await createTestStore(storyStart);
          try {
            saveStoryHuts(test.store);
            const { logs, last } = tellStory(test.store, steps);
            expectSame(test, logs, null);
            for (const log of logs) expectSoundHistory(test, log);
            for (const share of shares) {
              const span = last - storyStart + 2 * fewHours;
              expectSame(test, logs, Math.floor(storyStart - fewHours + share * span));
            }
          } finally {
            test.close();
          }
        }),
        {
          numRuns: storiesEach,
          interruptAfterTimeLimit: 45_000,
          endOnFailure: true,
          ...(seed !== undefined && { seed }),
        },
      );
    },
    60_000,
  );
});
