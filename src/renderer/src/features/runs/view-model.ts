import { assertNever } from '#shared/errors.ts';
import type { Run, RunAttempt } from '#shared/model/run.ts';
import { formatCount, formatDuration, formatExact, formatNumber } from '../../lib/format.ts';
import { outcomeLook } from '../../lib/verdicts.ts';
import { isRunning, triggerWord } from '../../lib/words.ts';

/** One sentence of truth about the list: `150 runs so far, 1 under way, 3 with failures.` */
export function runsSentence(runs: readonly Run[], hasMore: boolean, isFiltered: boolean): string {
  if (runs.length === 0) return isFiltered || hasMore ? '' : 'No runs are recorded.';
  const running = runs.filter(isRunning).length;
  const bad = runs.filter((run) => outcomeLook(run.status).tone === 'failed' || run.status === 'partial').length;
  const parts = [
    `${formatCount(runs.length, 'run', 'runs')}${hasMore ? ' so far' : ''}`,
    running > 0 ? `${formatNumber(running)} under way` : '',
    bad > 0 ? `${formatNumber(bad)} with failures` : 'none with failures',
  ].filter((part) => part !== '');
  return `${parts.join(', ')}.`;
}

/** How long a run took, or has been going on; a dash before it began. */
export function tookText(run: Run, now: number): string {
  if (run.startedAt === null) return '–';
  return formatDuration(Math.max(0, (run.finishedAt ?? now) - run.startedAt));
}

/** How far behind its plan a run began: `on time`, `12 s late`; null where nothing was planned or it has not begun. */
export function lateness(run: Run): string | null {
  if (run.scheduledFor === null || run.startedAt === null) return null;
  const lateMs = run.startedAt - run.scheduledFor;
  return lateMs < 1000 ? 'on time' : `${formatDuration(lateMs)} late`;
}

/** Where a run belongs, by the role of its process. */
export function roleWord(role: string): string {
  switch (role) {
    case 'window':
      return 'The window of Rounds';
    case 'worker':
      return 'A worker without a window';
    case 'run-once':
      return 'A single run from the command line';
    default:
      return role;
  }
}

/** Rows as tab-separated text with a header, to be pasted into a sheet. */
export function runsAsText(runs: readonly Run[]): string {
  const header = [
    'Status',
    'Job',
    'Subject',
    'Started by',
    'Reason',
    'Started',
    'Took',
    'Checked',
    'Changed',
    'Failed',
  ];
  const rows = runs.map((run) => [
    outcomeLook(run.status).word,
    run.title,
    run.subject,
    triggerWord(run.trigger),
    run.reason ?? '',
    run.startedAt === null ? '' : formatExact(run.startedAt),
    run.startedAt === null || run.finishedAt === null ? '' : formatDuration(run.finishedAt - run.startedAt),
    String(run.counts.checked),
    String(changedCount(run)),
    String(run.counts.failed),
    run.error?.message ?? '',
  ]);
  return [[...header, 'Error'], ...rows].map((row) => row.map(plain).join('\t')).join('\n');
}

/** One cell of pasted text; a sheet must not take scraped words for a formula. */
function plain(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}

/** Targets that were found different or seen for the first time. */
export function changedCount({ counts }: Pick<Run, 'counts'>): number {
  return counts.changed + counts.created;
}

/** An attempt, or the wait before the next, as a part of the run's time, 0–1. */
export interface AttemptPart {
  readonly kind: 'done' | 'failed' | 'running' | 'wait';
  readonly number: number;
  readonly left: number;
  readonly width: number;
  readonly durationMs: number;
}

/** Attempts and waits one after the other over the time of the whole run; one that goes on ends now. */
export function attemptParts(attempts: readonly RunAttempt[], run: Run, now: number): readonly AttemptPart[] {
  const start = attempts[0]?.startedAt ?? 0;
  const endOf = (attempt: RunAttempt): number => attempt.finishedAt ?? run.finishedAt ?? now;
  const last = attempts.at(-1);
  const nextAt = last !== undefined && isRunning(run) ? (last.nextAt ?? 0) : 0;
  const end = Math.max(start + 1, nextAt, ...attempts.map(endOf));
  const part = (kind: AttemptPart['kind'], number: number, from: number, until: number): AttemptPart => ({
    kind,
    number,
    left: (from - start) / (end - start),
    width: Math.max(0, until - from) / (end - start),
    durationMs: Math.max(0, until - from),
  });
  return attempts.flatMap((attempt, index) => {
    const until = attempts[index + 1]?.startedAt ?? (nextAt === 0 ? null : end);
    const own = part(attemptKind(attempt, run), attempt.number, attempt.startedAt, endOf(attempt));
    return until === null || until <= endOf(attempt)
      ? [own]
      : [own, part('wait', attempt.number, endOf(attempt), until)];
  });
}

function attemptKind(attempt: RunAttempt, run: Run): 'done' | 'failed' | 'running' {
  if (attempt.error !== null) return 'failed';
  if (attempt.finishedAt !== null) return 'done';
  return isRunning(run) ? 'running' : 'failed';
}

/** What became of an attempt, in words. */
export function attemptSentence(attempt: RunAttempt, run: Run): string {
  if (attempt.error !== null) return attempt.error.message;
  const kind = attemptKind(attempt, run);
  switch (kind) {
    case 'done':
      return 'Came to its end.';
    case 'running':
      return 'Under way.';
    case 'failed':
      return 'Its process ended before it did.';
    default:
      return assertNever(kind);
  }
}
