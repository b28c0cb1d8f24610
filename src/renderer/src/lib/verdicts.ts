import type { RunStatus } from '#shared/model/run.ts';
import type { HeartbeatCell, SlotStretch, Verdict } from '#shared/model/slot.ts';
import { formatCount, formatNumber } from './format.ts';

/** What became of a slot or a run, as it is drawn and called everywhere: how its run stands, or why there was none. */
export type Outcome = HeartbeatCell['verdict'];

/** The colour of an outcome, one of those that states have. */
export type Tone = 'active' | 'running' | 'waiting' | 'paused' | 'attention' | 'failed';

export interface OutcomeLook {
  readonly word: string;
  /** The word within a sentence of counts: `12 asleep`. */
  readonly counted: string;
  readonly meaning: string;
  readonly tone: Tone;
}

function look(word: string, tone: Tone, meaning: string, counted = word.toLowerCase()): OutcomeLook {
  return { word, counted, meaning, tone };
}

const runLooks: Readonly<Record<RunStatus, OutcomeLook>> = {
  planned: look('Waits', 'waiting', 'Waits for an earlier run of the same work.', 'waiting'),
  claimed: look('Starting', 'running', 'A process has taken it and is about to begin.'),
  running: look('Running', 'running', 'Under way now.'),
  succeeded: look('Succeeded', 'active', 'It ran, and every target was checked.'),
  partial: look('Partly failed', 'attention', 'It ran, and some targets could not be checked.'),
  failed: look('Failed', 'failed', 'It ran, and could not do its work.'),
  canceled: look('Canceled', 'paused', 'Somebody stopped it; what it had stored stays stored.'),
  timed_out: look('Ran out of time', 'failed', 'It took longer than its time limit and was stopped.'),
  interrupted: look('Interrupted', 'failed', 'Its process ended before the work did.'),
  held: look('Held', 'attention', 'It changed nothing and waits until somebody decides about its plan.'),
};

const slotLooks: Readonly<Record<Exclude<Verdict, 'ran'>, OutcomeLook>> = {
  folded: look('Folded in', 'attention', 'The run of another slot did its work too.'),
  overlap: look('Overlap', 'attention', 'The work of an earlier slot was still going on.', 'left out for overlap'),
  outside_hours: look('Outside hours', 'waiting', 'It was planned outside the active hours.'),
  over_budget: look('Over budget', 'attention', 'The requests of the day to its host were spent.'),
  paused: look('Paused', 'paused', 'The schedule was paused.'),
  asleep: look('Asleep', 'paused', 'The machine slept, or Rounds was stopped in its tracks.'),
  app_closed: look('App closed', 'paused', 'No Rounds that schedules was open.', 'with the app closed'),
  offline: look('Offline', 'paused', 'The machine had no network.'),
  clock_changed: look(
    'Clock set',
    'paused',
    'The clock was set over it, so that it never came.',
    'lost to a set clock',
  ),
  dst_gap: look('Clocks leapt', 'paused', 'The clocks leapt over its local time.', 'lost to leaping clocks'),
  brake: look('Held by the brake', 'attention', 'It would have changed far more than usual, so it was held.'),
  late: look('Too late', 'attention', 'Rounds came to it too late, and its schedule leaves late slots out.'),
  error: look('Could not run', 'attention', 'Its parameters or its target are gone.', 'that could not run'),
};

const pending = look('Due', 'paused', 'It is due, and nothing is settled yet.');

const looks: Readonly<Record<Outcome, OutcomeLook>> = { ...runLooks, ...slotLooks, pending };

/** Word, sentence and colour of an outcome; its shape is drawn in `ui/outcome-mark.tsx`. */
export function outcomeLook(outcome: Outcome): OutcomeLook {
  return looks[outcome];
}

/** Worst first: what stands for many, and the order of sentences and legends after what went well. */
const gravity: readonly Outcome[] = [
  ...([
    'failed',
    'timed_out',
    'interrupted',
    'error',
    'held',
    'partial',
    'brake',
    'over_budget',
    'late',
    'overlap',
  ] as const),
  ...(['offline', 'asleep', 'app_closed', 'clock_changed', 'dst_gap', 'canceled', 'paused', 'running'] as const),
  ...(['claimed', 'planned', 'pending', 'folded', 'outside_hours', 'succeeded'] as const),
];

/** Sorts the outcome that asks most for a look to the front. */
export function compareOutcomes(a: Outcome, b: Outcome): number {
  return gravity.indexOf(a) - gravity.indexOf(b);
}

/** How a stretch of slots is drawn: as its run stands where it ran, else as its verdict. */
export function outcomeOf({ verdict, runStatus }: Pick<SlotStretch, 'verdict' | 'runStatus'>): Outcome {
  return verdict === 'ran' ? (runStatus ?? 'succeeded') : verdict;
}

/** How often each outcome occurs. */
export type OutcomeCounts = ReadonlyMap<Outcome, number>;

export function countOutcomes(slots: readonly { readonly outcome: Outcome; readonly count: number }[]): OutcomeCounts {
  const counts = new Map<Outcome, number>();
  for (const { outcome, count } of slots) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  return counts;
}

function isRunOutcome(outcome: Outcome): outcome is RunStatus {
  return Object.hasOwn(runLooks, outcome);
}

/** Slots in one sentence: `288 slots: 270 ran (2 failed), 12 asleep, 6 paused.` */
export function slotsSentence(counts: OutcomeCounts): string {
  const sorted = [...counts].toSorted(([a], [b]) => compareOutcomes(a, b));
  const total = sum(sorted);
  if (total === 0) return 'No slot was planned in this time.';
  const ran = sorted.filter(([outcome]) => isRunOutcome(outcome));
  const notable = ran.filter(([outcome]) => outcome !== 'succeeded').map(counted);
  const missed = sorted.filter(([outcome]) => !isRunOutcome(outcome));
  const parts = [
    ran.length === 0 ? '' : `${formatNumber(sum(ran))} ran${notable.length === 0 ? '' : ` (${notable.join(', ')})`}`,
    ...missed.toSorted(([, a], [, b]) => b - a).map(counted),
  ];
  return `${formatCount(total, 'slot', 'slots')}: ${parts.filter((part) => part !== '').join(', ')}.`;
}

function counted([outcome, count]: readonly [Outcome, number]): string {
  return `${formatNumber(count)} ${looks[outcome].counted}`;
}

function sum(counts: readonly (readonly [Outcome, number])[]): number {
  return counts.reduce((total, [, count]) => total + count, 0);
}

/** Outcomes for a legend: what went well first, then by need. */
export function legendOutcomes(outcomes: Iterable<Outcome>): readonly Outcome[] {
  const isGood = (outcome: Outcome): number => Number(outcome === 'succeeded');
  return [...new Set(outcomes)].toSorted((a, b) => isGood(b) - isGood(a) || compareOutcomes(a, b));
}
