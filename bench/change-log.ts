// The change log against prepared statements written by hand that do the naive thing, on the same kind of file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChangeLog } from '../src/main/engine/store/change-log.ts';
import type { ObservedRow } from '../src/main/engine/store/change-plan.ts';
import { createDayTables, dayArea, daysOf, stages } from './lib/days.ts';
import { describeRuntime, type Figure, ratioFigure, readErrand, report, say } from './lib/figure.ts';
import { createNaiveLog } from './lib/naive-log.ts';
import { openBenchStore } from './lib/open.ts';

const targetCount = 1000;
/** Targets of the round that only warms up. */
const warmUpCount = 100;
const rounds = 5;
const stepMs = 600_000;
const start = Date.UTC(2026, 10, 22);

/** Applies what one look at one target found. */
type Apply = (target: string, at: number, rows: readonly ObservedRow[]) => void;

interface Subject {
  readonly apply: Apply;
  close(): void;
}

async function openSubject(kind: 'ours' | 'naive'): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
  const { connection, close } = await openBenchStore(join(folder, 'bench.db'));
  createDayTables(connection);
  const apply = kind === 'ours' ? applyWithLog() : createNaiveLog(connection, stepMs);
  return {
    apply,
    close() {
      close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  function applyWithLog(): Apply {
    const log = createChangeLog(connection, dayArea);
    return (target, at, rows) => void log.apply({ target, at, stepMs, runId: 1, rows });
  }
}

/** Rows per second of one stage; each target is a transaction of its own. */
function rowsPerSecond({ apply }: Subject, stage: number, looks: readonly (readonly ObservedRow[])[]): number {
  const at = start + stage * stepMs;
  const startedAt = performance.now();
  looks.forEach((rows, target) => apply(`target ${target}`, at, rows));
  const rowCount = looks.reduce((sum, rows) => sum + rows.length, 0);
  return (rowCount / (performance.now() - startedAt)) * 1000;
}

type Pair = readonly [ours: number, naive: number];

/** One pass over all stages on new files, ours and the naive one in turn; who begins alternates. */
async function measureRound(round: number, count: number): Promise<Pair[]> {
  const ours = await openSubject('ours');
  const naive = await openSubject('naive');
  const pairs = stages.map(({ seed }, stage): Pair => {
    const looks = Array.from({ length: count }, (_, target) => daysOf(target, seed));
    if (round % 2 === 0) return [rowsPerSecond(ours, stage, looks), rowsPerSecond(naive, stage, looks)];
    const naiveRate = rowsPerSecond(naive, stage, looks);
    return [rowsPerSecond(ours, stage, looks), naiveRate];
  });
  ours.close();
  naive.close();
  return pairs;
}

async function measure(): Promise<Figure[]> {
  const all: Pair[][] = [];
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'Warming up.' : `Change log, round ${round} of ${rounds}.`);
    const pairs = await measureRound(round, round === 0 ? warmUpCount : targetCount);
    if (round > 0) all.push(pairs);
  }
  return stages.map(({ name, atLeast }, stage) =>
    ratioFigure({
      what: `change log, ${name}`,
      names: ['change log, rows/s', 'naive statements, rows/s'],
      pairs: all.flatMap((pairs) => pairs.slice(stage, stage + 1)),
      target: { atLeast },
      note: `${targetCount.toLocaleString('en')} targets of 365 keys, a transaction for each target`,
    }),
  );
}

const errand = readErrand();
report(errand, describeRuntime(), await measure());
