import type { ErrorCode } from '#shared/errors.ts';

/** What the pool tells the worker: read this text with that parser. */
export interface ParseOrder {
  readonly id: number;
  readonly parser: string;
  readonly text: string;
}

/** What the worker tells the pool. `begun` starts the time limit; failures cross as code and sentence only. */
export type ParseReport =
  | { readonly kind: 'begun'; readonly id: number }
  | { readonly kind: 'parsed'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: ErrorCode;
      readonly userMessage: string;
      readonly detail: string;
    };
