import { type AppError, toWireError } from '#shared/errors.ts';
import type { Dispatch } from './dispatch.ts';

/** A dispatch for a page that asks before anything can answer. */
export interface LateDispatch {
  /** Waits until it is known who answers; never rejects. */
  readonly dispatch: Dispatch;
  /** From now on, and for what waits, this one answers. */
  open(dispatch: Dispatch): void;
  /** Nobody will ever answer: everything is told this failure. */
  fail(error: AppError): void;
}

/** Makes a dispatch that is opened, or fails, once; what comes after the first is ignored. */
export function createLateDispatch(): LateDispatch {
  let decide: (dispatch: Dispatch) => void = () => undefined;
  const decided = new Promise<Dispatch>((resolve) => {
    decide = resolve;
  });
  return {
    dispatch: async (name, input) => (await decided)(name, input),
    open: (dispatch) => decide(dispatch),
    fail: (error) => decide(async () => ({ ok: false, error: toWireError(error) })),
  };
}
