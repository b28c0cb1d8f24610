/**
 * The closed list of error codes; the table in CONTRIBUTING.md says what each means and which are retried. Errors come
 * without zod, because what a start shows first must not wait for it; `model/error-code.ts` has the schema.
 */
export const errorCodes = [
  'invalid_input',
  'not_found',
  'conflict',
  'network',
  'timeout',
  'refused',
  'signed_out',
  'source_changed',
  'storage',
  'canceled',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What crosses a process border in place of an error: no cause, no stack, no path. */
export interface WireError {
  readonly code: ErrorCode;
  readonly userMessage: string;
  readonly retryable: boolean;
}

const retryableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['network', 'timeout']);

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Overrides what the code says about trying again. */
  readonly retryable?: boolean;
  /** The earliest instant, UTC epoch milliseconds, at which trying again makes sense. */
  readonly retryAt?: number;
}

/** A failure that the operator is told of: a code for machines and a sentence for people. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** What happened, to what, and what to do; safe to show. */
  readonly userMessage: string;
  readonly retryable: boolean;
  readonly retryAt: number | undefined;

  constructor(code: ErrorCode, userMessage: string, options: AppErrorOptions = {}) {
    super(userMessage, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.userMessage = userMessage;
    this.retryable = options.retryable ?? retryableCodes.has(code);
    this.retryAt = options.retryAt;
  }
}

/** Turns anything thrown into an `AppError`; what is not one becomes `internal` with the original as its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('internal', 'Rounds met a bug of its own. The log file has the details.', { cause: thrown });
}

/** The part of an error that may cross a process border. */
export function toWireError(thrown: unknown): WireError {
  const { code, userMessage, retryable } = toAppError(thrown);
  return { code, userMessage, retryable };
}

/** Ends a `switch` over a union: the compiler complains when a member was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
