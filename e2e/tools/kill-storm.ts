// `npm run kill-storm -- KILLS [SEED]`: kills window, worker and run-once at random moments, over and over, on one profile,
// and looks after every kill whether anything was lost. Ends with 1 at the first thing that is not as it must be, or at last
// where a start took too long on a machine that had time for it.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { storm, type StormReport } from '../storm/storm.ts';

/** What FAULTS allows from a start to the first use, milliseconds. */
const usableMs = 3_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function describeTimes([what, sorted]: readonly [string, readonly number[]]): string {
  const at = (share: number): string => `${Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)} ms`;
  return `  ${what.padEnd(10)} median ${at(0.5)}, p95 ${at(0.95)}, worst ${at(1)}, n = ${sorted.length}`;
}

function describe({ violation, kills, usableMs: times, slowStarts, runs, verdicts, slots }: StormReport): string {
  const total = Object.values(kills).reduce((sum, each) => sum + each, 0);
  return [
    `Kills: ${total} ${JSON.stringify(kills)}`,
    'From a start to its first use:',
    ...Object.entries(times).map(describeTimes),
    ...slowStarts.map((each) => `  too slow: ${each}`),
    `Runs: ${JSON.stringify(runs)}`,
    `Slots: ${slots} ${JSON.stringify(verdicts)}`,
    violation === null ? 'Nothing was lost.' : `VIOLATED: ${violation}`,
  ].join('\n');
}

const [kills = '200', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'rounds-storm-'));
say(`${kills} kills, seed ${seed}, load ${loadavg()[0]?.toFixed(1)}`);
const report = await storm({ kills: Number(kills), seed: Number(seed), folder, usableMs, windowShare: 0.1, say });
say(describe(report));
say(`Load at the end ${loadavg()[0]?.toFixed(1)}, ${availableParallelism()} processors`);
if (report.violation === null) rmSync(folder, { recursive: true, force: true });
else say(`The profile is kept in ${folder}.`);
process.exitCode = report.violation === null && report.slowStarts.length === 0 ? 0 : 1;
