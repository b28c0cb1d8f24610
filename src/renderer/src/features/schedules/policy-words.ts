import { assertNever } from '#shared/errors.ts';
import type { Schedule } from '#shared/model/schedule.ts';
import { formatCount } from '../../lib/format.ts';

/** How a schedule behaves when things go otherwise, a fact and its words each. */
export function policyFacts(schedule: Schedule): readonly { readonly label: string; readonly words: string }[] {
  const { retry, timeoutSeconds, pauseAfterFailures, jitterSeconds } = schedule;
  return [
    { label: 'Overlap', words: overlapWords(schedule.overlap) },
    { label: 'Missed slots', words: missedWords(schedule.missed) },
    {
      label: 'Attempts',
      words:
        retry.attempts === 1
          ? 'One; a run that fails is not tried again.'
          : `Up to ${retry.attempts}; the first wait is at most ${formatCount(retry.backoffSeconds, 'second', 'seconds')}, then longer each time.`,
    },
    {
      label: 'Time limit',
      words:
        timeoutSeconds === null ? 'The job’s own.' : `${formatCount(timeoutSeconds, 'second', 'seconds')} for one run.`,
    },
    {
      label: 'After failures',
      words:
        pauseAfterFailures === null
          ? 'It goes on, however often it fails.'
          : `It pauses itself after ${formatCount(pauseAfterFailures, 'failed run', 'failed runs in a row')}.`,
    },
    {
      label: 'Start of Rounds',
      words: schedule.runAtStart ? 'It also runs once each time Rounds starts.' : 'It makes no extra run.',
    },
    {
      label: 'Spread of starts',
      words:
        jitterSeconds === 0
          ? 'None; it starts on the dot.'
          : `Up to ${formatCount(jitterSeconds, 'second', 'seconds')} behind the planned instant.`,
    },
  ];
}

function overlapWords(overlap: Schedule['overlap']): string {
  switch (overlap) {
    case 'skip':
      return 'A slot is left out while the run before it is still going on.';
    case 'queue':
      return 'A slot waits for the end of the run before it; one waits at most.';
    case 'cancel':
      return 'A slot stops the run before it and begins.';
    default:
      return assertNever(overlap);
  }
}

function missedWords(missed: Schedule['missed']): string {
  switch (missed) {
    case 'latest':
      return 'One run makes up for them, for the newest alone.';
    case 'skip':
      return 'They are left out.';
    case 'all':
      return 'All are made up for, up to a limit.';
    default:
      return assertNever(missed);
  }
}
