// Simulated years of 50 schedules in seven zones on a machine that sleeps, crashes, loses its network and has its clock set.
// Every planned slot must have exactly one verdict. `ROUNDS_SEED` runs one seed alone, to look at a fault again.
import { simulate } from '../src/main/engine/testing/simulation/year.ts';
import { describeRuntime, readErrand, report, say, summarize, timeFigure } from './lib/figure.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const size = { days: 365, schedules: 50 };

const errand = readErrand();
const chosen = process.env['ROUNDS_SEED'];
const durations: number[] = [];
for (const seed of chosen === undefined ? seeds : [Number(chosen)]) {
  const startedAt = performance.now();
  const { slots, runs, verdicts, faults, problems } = await simulate({ seed, ...size });
  durations.push(performance.now() - startedAt);
  say(`Seed ${seed}: ${slots} slots, ${runs} runs in ${Math.round((durations.at(-1) ?? 0) / 1000)} s.`);
  say(`  verdicts ${JSON.stringify(verdicts)}`);
  say(`  faults ${JSON.stringify(faults)}`);
  if (problems.length > 0) throw new Error(`Seed ${seed} does not hold:\n${problems.join('\n')}`);
}
report(errand, describeRuntime(), [
  timeFigure({
    what: 'a simulated year of 50 schedules in seven zones, with faults; every slot has one verdict',
    value: summarize(durations).max,
    target: { atMost: 120_000 },
    samples: { 'year, ms': summarize(durations) },
    note: `Seeds ${seeds.join(', ')}; the slowest counts.`,
  }),
]);
