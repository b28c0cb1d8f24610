// The chart of one building over a million rows of history, and what else the main process reads for the screens.
import { defaultStepMs } from '../src/main/engine/handlers/occupancy.ts';
import type { Connection } from '../src/main/engine/store/connection.ts';
import { readHistory, readStates } from '../src/main/engine/store/occupancy-history.ts';
import { listBuildings, readBuilding } from '../src/main/engine/store/occupancy-list.ts';
import {
  describeRuntime,
  type Figure,
  ratioFigure,
  readErrand,
  report,
  say,
  summarize,
  timeFigure,
} from './lib/figure.ts';
import { openBenchStore } from './lib/open.ts';
import { historyRows, longBuilding, seededDatabase, year } from './lib/seed.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const maxPoints = 800;
/** Queries of each range. */
const rounds = 80;
/** Queries of the raw rows take long. */
const rawRounds = 7;

interface Range {
  readonly name: string;
  readonly spanMs: number;
}
const ranges: readonly Range[] = [
  { name: '1 year', spanMs: year.until - year.from },
  { name: '30 days', spanMs: 30 * dayMs },
  { name: '7 days', spanMs: 7 * dayMs },
  { name: '24 hours', spanMs: dayMs },
];

/** A place for a range that differs from round to round; a year is shifted past the end of what is on file. */
function placeOf({ spanMs }: Range, round: number): { readonly from: number; readonly until: number } {
  const share = (round * 0.618_034) % 1;
  const roomMs = year.until - year.from - spanMs || 90 * dayMs;
  const from = Math.round(year.from + share * roomMs);
  return { from, until: from + spanMs };
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Milliseconds of each query, by what it reads. */
function measureReads(connection: Connection): Map<string, number[]> {
  const all = new Map<string, number[]>();
  const now = year.until;
  for (let round = 0; round < rounds; round += 1) {
    const reads: [string, () => unknown][] = ranges.map((range) => [
      `chart of ${range.name}`,
      () => readHistory(connection, longBuilding, { ...placeOf(range, round), maxPoints, now }),
    ]);
    const last = placeOf({ name: '', spanMs: 30 * dayMs }, round);
    reads.push(
      ['list of buildings', () => listBuildings(connection, now, defaultStepMs)],
      ['one building', () => readBuilding(connection, longBuilding, { now, defaultStepMs })],
      ['newest 500 states', () => readStates(connection, longBuilding, { ...last, limit: 500 })],
    );
    for (const [name, read] of reads) all.set(name, [...(all.get(name) ?? []), timed(read)]);
  }
  return all;
}

/** What a chart would cost without the gathered hours: SQL alone, over the raw rows. */
function readRaw({ raw }: Connection, round: number): unknown {
  const { from, until } = placeOf(ranges[0] ?? { name: '', spanMs: dayMs }, round);
  return raw
    .prepare(
      `SELECT (first_checked - @from) / @bucketMs AS bucket, min(busyness_percent), max(busyness_percent),
         avg(busyness_percent) FROM occupancy_history
       WHERE target_id = (SELECT id FROM check_target WHERE area = 'occupancy' AND key = @code)
         AND first_checked >= @from AND first_checked < @until GROUP BY bucket`,
    )
    .all({ from, until, code: longBuilding, bucketMs: Math.ceil((until - from) / maxPoints) });
}

function figures(connection: Connection): Figure[] {
  measureReads(connection);
  const reads = measureReads(connection);
  const charts = [...reads].filter(([name]) => name.startsWith('chart')).flatMap(([, samples]) => samples);
  const all = [...reads.values()].flat();
  const year1 = ranges[0] ?? { name: '', spanMs: dayMs };
  const pairs = Array.from({ length: rawRounds }, (_, round) => {
    const range = { ...placeOf(year1, round), maxPoints, now: year.until };
    const chart = timed(() => readHistory(connection, longBuilding, range));
    return [chart, timed(() => readRaw(connection, round))] as const;
  });
  const rows = historyRows.toLocaleString('en');
  const samples = Object.fromEntries([...reads].map(([name, each]) => [`${name}, ms`, summarize(each)]));
  const note = `${charts.length} varied charts of ${maxPoints} points`;
  return [
    timeFigure({
      what: `history chart over ${rows} rows, 95th percentile`,
      value: summarize(charts).p95,
      target: { atMost: 30 },
      samples: { ...samples, 'every chart, ms': summarize(charts) },
      note,
    }),
    timeFigure({
      what: 'longest that one read keeps the main process',
      value: Math.max(...all),
      target: { atMost: 50 },
      samples: { 'every read, ms': summarize(all) },
      note: `${all.length} charts, lists, buildings and states`,
    }),
    ratioFigure({
      what: 'chart of a year against GROUP BY over the raw rows',
      names: ['chart, ms', 'raw rows, ms'],
      pairs,
      target: null,
      note: 'The baseline knows neither gaps nor how long a state held.',
    }),
  ];
}

const errand = readErrand();
const { connection, close } = await openBenchStore(await seededDatabase(errand.cacheFolder));
say('Reading charts.');
report(errand, describeRuntime(), figures(connection));
close();
