import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppError } from '#shared/errors.ts';

/** What an import says about a text, whatever it brings. */
export interface CsvReport {
  readonly rows: number;
  readonly faults: readonly { readonly line: number; readonly column: string | null; readonly message: string }[];
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** A command that checks, or with `apply` takes in, a text of CSV. */
type CsvCommand<R extends CsvReport> = UseMutationResult<R, AppError, { text: string; apply: boolean }>;

export interface CsvImport<R extends CsvReport> {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly check: (text: string) => void;
  readonly apply: () => void;
  /** About the text as it stands; undefined where it was not checked since. */
  readonly report: R | undefined;
  readonly fault: string | undefined;
  readonly isChecking: boolean;
  readonly isApplying: boolean;
  readonly isBusy: boolean;
}

/** The two steps of an import: checking a text, and taking in what was checked. */
export function useCsvImport<R extends CsvReport>(
  checking: CsvCommand<R>,
  applying: CsvCommand<R>,
  onDone: (report: R) => void,
): CsvImport<R> {
  const [text, setText] = useState('');
  // A report is about the text that was checked; what was typed since has not been.
  const isFresh = checking.variables?.text === text;
  const apply = (): void =>
    applying.mutate(
      { text, apply: true },
      {
        // What the rows point to may have changed since the check; then nothing was imported.
        onSuccess: (done) => (done.faults.length > 0 ? check(text) : onDone(done)),
      },
    );
  const check = (next: string): void => {
    setText(next);
    applying.reset();
    checking.mutate({ text: next, apply: false });
  };
  return {
    text,
    type: setText,
    check,
    apply,
    report: isFresh ? checking.data : undefined,
    fault: applying.error?.userMessage ?? (isFresh ? checking.error?.userMessage : undefined),
    isChecking: checking.isPending,
    isApplying: applying.isPending,
    isBusy: checking.isPending || applying.isPending,
  };
}
