// 400 days of a rule of five minutes with active hours, beside a reading of the wall clock at every fifth minute by a kept
// formatter of the platform; both find the same slots.
import { nextSlots } from '../src/shared/schedule/planner.ts';
import type { Rule } from '../src/shared/schedule/rule.ts';
import { describeRuntime, readErrand, report, summarize, timeFigure } from './lib/figure.ts';

const zone = 'America/Los_Angeles';
const minuteMs = 60_000;
const from = Date.UTC(2026, 5, 1);
const until = from + 400 * 24 * 60 * minuteMs;
const rounds = 7;

/** A rule that was never planned before, so that nothing is known of it. */
function newRule(): Rule {
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
  const activeHours = [{ days: [...weekdays], from: '07:00', until: '23:00' }];
  return { id: 'bench', anchorAt: Date.UTC(2026, 0, 1), every: 'PT5M', jitterSeconds: 15, activeHours };
}

/** Reads the clock on the wall at every fifth minute. */
function walk(): number[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const found: number[] = [];
  for (let at = from; at < until; at += 5 * minuteMs) {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const hour = Number(parts.get('hour'));
    const isWeekend = ['Sat', 'Sun'].includes(parts.get('weekday') ?? '');
    if (!isWeekend && hour >= 7 && hour < 23) found.push(at);
  }
  return found;
}

/** Milliseconds that it takes, and what it gives. */
function time<T>(work: () => T): { readonly ms: number; readonly given: T } {
  const start = performance.now();
  const given = work();
  return { ms: performance.now() - start, given };
}

const ours: number[] = [];
const walks: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const planned = time(() => nextSlots(newRule(), zone, from, until));
  const walked = time(walk);
  const isSame = planned.given.map(({ plannedAt }) => plannedAt).join() === walked.given.join();
  if (!isSame) throw new Error(`${planned.given.length} slots were planned, the walk met ${walked.given.length}.`);
  ours.push(planned.ms);
  walks.push(walked.ms);
}
const summary = summarize(ours);
report(readErrand(), describeRuntime(), [
  timeFigure({
    what: '400 days of a five-minute rule with active hours, planned',
    value: summary.median,
    target: { atMost: 200 },
    samples: { 'planned, ms': summary, 'a walk over the same days, ms': summarize(walks) },
    note: 'Both found the same slots.',
  }),
]);
