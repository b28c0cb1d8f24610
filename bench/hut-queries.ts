// What the main process reads for the hut pages, over ten million states of nights.
import { dueInStore } from '../src/main/engine/jobs/huts-update/due-in-store.ts';
import type { Connection } from '../src/main/engine/store/connection.ts';
import { type ChangeFilter, readChanges } from '../src/main/engine/store/hut-changes.ts';
import { listHuts } from '../src/main/engine/store/hut-list.ts';
import { readCurve, readNights } from '../src/main/engine/store/hut-nights.ts';
import { createStore } from '../src/main/engine/store/store.ts';
import { dateOfDayNumber } from '../src/shared/model/calendar-date.ts';
import { draw, keyOf } from '../src/main/sample-sites/random.ts';
import {
  describeRuntime,
  type Figure,
  plainFigure,
  readErrand,
  report,
  say,
  summarize,
  type Target,
  timeFigure,
} from './lib/figure.ts';
import { HutPast, nightCount } from './lib/hut-past.ts';
import { seededHutDatabase } from './lib/hut-seed.ts';
import { openBenchStore } from './lib/open.ts';

/** Queries of each kind. */
const rounds = 200;
/** Lists are the same each time, and no page asks for them often. */
const listRounds = 100;
const seed = 20_261_122;
const shownHuts = 200;
const shownNights = 30;
const pageSize = 50;

const past = new HutPast();
const today = Math.floor(past.until / 86_400_000);

/** Numbers from 0 up to 1 that differ from round to round, the same in every run. */
type Draw = () => number;
function drawOf(kind: number, round: number): Draw {
  const key = keyOf(seed, kind, round);
  let count = 0;
  return () => draw(key, (count += 1));
}

const below = (next: Draw, count: number): number => Math.floor(next() * count);
const instantIn = (next: Draw): number => past.from + Math.floor(next() * (past.until - past.from));

/** So many of the slugs, each once, in any order. */
function someOf(slugs: readonly string[], count: number, next: Draw): string[] {
  const left = [...slugs];
  return Array.from({ length: count }, () => left.splice(below(next, left.length), 1)[0] ?? '');
}

/** One kind of query: `prepare` chooses what is asked, and gives the work that is timed. */
interface Query {
  readonly what: string;
  readonly target: Target | null;
  readonly count: number;
  readonly prepare: (next: Draw) => () => unknown;
}

function queriesOf(connection: Connection, slugs: readonly string[]): Query[] {
  const store = createStore(connection, 'bench');
  const nightsOf = (next: Draw, asOf: number | null) => {
    // Most look at the weeks ahead, some further on or back; all within the nights that the huts have.
    const first = asOf === null ? today - 14 : Math.floor(asOf / 86_400_000) - 14;
    const from = Math.min(first + below(next, 120), past.firstNight + nightCount - shownNights);
    const range = { slugs: someOf(slugs, shownHuts, next), from: dateOfDayNumber(from), nights: shownNights, asOf };
    return () => readNights(connection, range);
  };
  const now = past.until;
  const nobodyDue = { class: 'quiet', dueAt: null, why: '' } as const;
  const weekend = [dateOfDayNumber(today + 5), dateOfDayNumber(today + 6)];
  return [
    {
      what: `heat map of ${shownHuts} huts × ${shownNights} nights, now`,
      target: { atMost: 40 },
      count: rounds,
      prepare: (next) => nightsOf(next, null),
    },
    {
      what: `heat map of ${shownHuts} huts × ${shownNights} nights, as of an instant`,
      target: { atMost: 100 },
      count: rounds,
      prepare: (next) => nightsOf(next, instantIn(next)),
    },
    {
      what: 'booking curve of a night',
      target: { atMost: 10 },
      count: rounds,
      prepare: (next) => {
        const date = dateOfDayNumber(past.firstNight + below(next, nightCount));
        const question = { slug: slugs[below(next, slugs.length)] ?? '', date, asOf: null };
        return () => readCurve(connection, question);
      },
    },
    {
      what: `${pageSize} changes, any place and filter`,
      target: { atMost: 20 },
      count: rounds * 2,
      prepare: (next) => {
        const { after, filter } = feedQuestion(slugs, next);
        return () => readChanges(connection, filter, { after, limit: pageSize });
      },
    },
    {
      what: 'list of 1,000 huts with an offer of two nights',
      target: { atMost: 100 },
      count: listRounds,
      prepare: (next) => {
        const question = { nights: weekend, beds: 1 + below(next, 6), asOf: null };
        return () => listHuts(connection, question, () => nobodyDue);
      },
    },
    {
      what: 'when each of 1,000 huts is due',
      target: null,
      count: listRounds,
      prepare: () => () => dueInStore(store, now),
    },
  ];
}

const changeKinds = ['freed', 'filled', 'opened', 'closed', 'listed', 'unlisted', 'other'] as const;

/** A third of the feeds is of one hut, a third of some nights, a third of some kinds; half begin anywhere in the past. */
function feedQuestion(
  slugs: readonly string[],
  next: Draw,
): { readonly after: string | null; readonly filter: ChangeFilter } {
  const slug = next() < 1 / 3 ? (slugs[below(next, slugs.length)] ?? null) : null;
  const first = next() < 1 / 3 ? past.firstNight + below(next, nightCount) : null;
  const isOfKinds = next() < 1 / 3;
  const kind = changeKinds[below(next, changeKinds.length)] ?? 'freed';
  const place = [instantIn(next), 1 + below(next, slugs.length), past.firstNight + below(next, nightCount)];
  return {
    after: next() < 1 / 2 ? place.join('-') : null,
    filter: {
      slug,
      from: first === null ? null : dateOfDayNumber(first),
      until: first === null ? null : dateOfDayNumber(first + 13),
      kinds: isOfKinds ? [kind] : [],
      asOf: next() < 1 / 4 ? instantIn(next) : null,
    },
  };
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function measure(connection: Connection): Figure[] {
  const slugs = createStore(connection, 'bench')
    .huts.list()
    .map(({ slug }) => slug);
  return queriesOf(connection, slugs).map(({ what, target, count, prepare }, kind) => {
    say(`Reading: ${what}.`);
    const once = (round: number): number => timed(prepare(drawOf(kind, round)));
    // Other questions than those that count.
    for (let round = 0; round < count / 4; round += 1) once(-1 - round);
    const samples = summarize(Array.from({ length: count }, (_, round) => once(round)));
    return timeFigure({
      what: `${what}, 95th percentile`,
      value: samples.p95,
      target,
      samples: { 'each, ms': samples },
      note: `${count} varied questions`,
    });
  });
}

/** What a state of a night costs on disk, its indexes included. */
function measureSize({ raw }: Connection): Figure[] {
  const number = (sql: string): number => Number(raw.prepare(sql).pluck().get());
  const rows = number('SELECT count(*) FROM hut_night_history');
  const sizes = raw
    .prepare<[], { name: string; size: number; used: number }>(
      `SELECT name, pgsize AS size, payload AS used FROM dbstat('main', 1)
       WHERE name IN ('hut_night_history', 'hut_night_open', 'hut_night_change')`,
    )
    .all();
  const whole = number('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size');
  const parts = sizes.map(({ name, size }) => [`${name}, bytes per row`, summarize([size / rows])] as const);
  const size = sizes.reduce((sum, each) => sum + each.size, 0);
  return [
    plainFigure({
      what: `bytes of each of ${rows.toLocaleString('en')} states of a night, with indexes`,
      value: size / rows,
      unit: 'bytes',
      target: { atMost: 80 },
      samples: { ...Object.fromEntries(parts), 'whole file, bytes per row': summarize([whole / rows]) },
      note: 'Written in the order of looks.',
    }),
  ];
}

const errand = readErrand();
const { connection, close } = await openBenchStore(await seededHutDatabase(errand.cacheFolder));
report(errand, describeRuntime(), [...measure(connection), ...measureSize(connection)]);
close();
