import { assertNever } from '#shared/errors.ts';
import { OccupancyStatus } from '#shared/model/occupancy.ts';
import type { Run, RunStatus, Trigger } from '#shared/model/run.ts';
import type { ScheduleState } from '#shared/model/schedule.ts';
import { formatCount, formatNumber } from './format.ts';
import { outcomeLook } from './verdicts.ts';

/** The six states that have a colour, a shape and a word everywhere alike. */
export type Mark = ScheduleState | 'attention';

/** The word for how full a place is. */
export function statusWord(status: OccupancyStatus): string {
  switch (status) {
    case 'not_busy':
      return 'Not busy';
    case 'moderate':
      return 'Moderate';
    case 'busy':
      return 'Busy';
    case 'very_busy':
      return 'Very busy';
    case 'closed':
      return 'Closed';
    case 'no_data':
      return 'No data';
    default:
      return assertNever(status);
  }
}

export function markWord(mark: Mark): string {
  return mark.charAt(0).toUpperCase() + mark.slice(1);
}

/** Whether a run has not come to its end yet: it waits, starts or works. */
export function isRunning(run: Pick<Run, 'status'>): boolean {
  return run.status === 'running' || run.status === 'claimed' || run.status === 'planned';
}

/** How far a run is, `3 of 12`; empty as long as nobody can tell. */
export function howFar({ progress }: Pick<Run, 'progress'>): string {
  if (progress === null || progress.total === 0) return '';
  return `${formatNumber(progress.done)} of ${formatNumber(progress.total)}`;
}

/** How a run's status is drawn and called. */
export function runMark(status: RunStatus): { readonly mark: Mark; readonly word: string } {
  const { tone, word } = outcomeLook(status);
  return { mark: tone, word };
}

export function triggerWord(trigger: Trigger): string {
  switch (trigger) {
    case 'schedule':
      return 'Schedule';
    case 'catch-up':
      return 'Catch-up';
    case 'manual':
      return 'By hand';
    case 'start-up':
      return 'Start-up';
    case 'command-line':
      return 'Command line';
    default:
      return assertNever(trigger);
  }
}

/** A run's counts in words: `12 checked: 3 changed, 8 unchanged, 1 failed`. */
function countsSentence({ counts }: Pick<Run, 'counts'>): string {
  const parts = [
    counts.created > 0 ? `${counts.created} seen for the first time` : '',
    counts.changed > 0 ? `${counts.changed} changed` : '',
    counts.unchanged > 0 ? `${counts.unchanged} unchanged` : '',
    counts.failed > 0 ? `${counts.failed} failed` : '',
    counts.skipped > 0 ? `${counts.skipped} skipped` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing was checked' : `${counts.checked} checked: ${parts.join(', ')}`;
}

/** What became of a run, in words for people. */
export function runResult(run: Run): string {
  switch (run.status) {
    case 'planned':
      return 'Waits for an earlier run of the same work.';
    case 'claimed':
    case 'running':
      return 'Under way.';
    case 'succeeded':
    case 'partial':
      return `${countsSentence(run)}.`;
    case 'canceled':
      return `Canceled. ${formatCount(run.counts.checked, 'look', 'looks')} already stored stay stored.`;
    case 'failed':
    case 'timed_out':
    case 'interrupted':
    case 'held':
      return run.error?.message ?? `${runMark(run.status).word}.`;
    default:
      return assertNever(run.status);
  }
}

/** The same with the name of the run before it, where it must stand alone. */
export function runOutcome(run: Run): string {
  return `${run.subject === '' ? run.title : `${run.title}, ${run.subject}`}: ${runResult(run)}`;
}

const fieldNames: Readonly<Record<string, string>> = {
  status: 'Status',
  busynessPercent: 'Busyness, %',
  people: 'People',
  capacity: 'Capacity',
  isOpen: 'Open',
  isListed: 'Listed at the source',
};

/** The word for a field that a run found different; one that has no word yet keeps its own name. */
export function fieldWord(field: string): string {
  return fieldNames[field] ?? field;
}

/** A value of a changed field in words. */
export function valueWord(field: string, value: string | number | boolean | null): string {
  if (value === null) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const status = OccupancyStatus.safeParse(field === 'status' ? value : null);
  return status.success ? statusWord(status.data) : String(value);
}

/** How many changes a list shows, and whether older ones follow. */
export function changesSentence(count: number, hasMore: boolean, isNarrowed: boolean): string {
  if (count === 0 && hasMore) return 'Looking further back.';
  if (count === 0) return isNarrowed ? 'No change that the filters let through.' : 'No change yet.';
  const shown = `${formatCount(count, 'change', 'changes')}${isNarrowed ? ' that the filters let through' : ''}`;
  return hasMore ? `The newest ${shown}.` : `${shown}, back to the beginning.`;
}
