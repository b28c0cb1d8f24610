import { useMemo } from 'react';
import type { Input, Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors.ts';
import { useOperation } from '../../lib/queries.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import type { CheckedRule } from './rule-form.ts';

const TYPING_MS = 250;

export interface WordsPreview {
  /** The newest answer; undefined before the first. */
  readonly data: Output<'notifications.preview'> | undefined;
  readonly error: AppError | null;
  /** Whether what is shown belongs to an earlier state of the form. */
  readonly isBehind: boolean;
}

/** What the words of a rule come to, asked anew when the typing rests; the last good one while something is wrong. */
export function useWordsPreview(words: CheckedRule['words']): WordsPreview {
  const typed = words === null ? '' : JSON.stringify(words);
  const settled = useDebounced(typed, TYPING_MS);
  const input = useMemo(() => readInput(settled), [settled]);
  const preview = useOperation('notifications.preview', input ?? nothing, {
    isEnabled: input !== null,
    keepsPrevious: true,
  });
  return {
    data: preview.data,
    error: preview.error,
    isBehind: input === null || settled !== typed || preview.isPlaceholderData,
  };
}

const nothing: Input<'notifications.preview'> = { trigger: { kind: 'quarantine' }, template: null };

function readInput(text: string): Input<'notifications.preview'> | null {
  if (text === '') return null;
  // What was written is of this very shape.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(text) as Input<'notifications.preview'>;
}
