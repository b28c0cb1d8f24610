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
  /** True once something was asked. */
  isAsked(): boolean;
  /** True once something was asked, all of it is answered, and nothing was asked since this was looked at last. */
  isQuiet(): boolean;
}

/** Makes a dispatch that is opened, or fails, once; what comes after the first is ignored. */
export function createLateDispatch(): LateDispatch {
  let decide: (dispatch: Dispatch) => void = () => undefined;
  const decided = new Promise<Dispatch>((resolve) => {
    decide = resolve;
  });
  let underWay = 0;
  let askedLately = true;
  let isAsked = false;
  return {
    dispatch: async (name, input) => {
      isAsked = true;
      askedLately = true;
      underWay += 1;
      try {
        return await (
          await decided
        )(name, input);
      } finally {
        underWay -= 1;
      }
    },
    open: (dispatch) => decide(dispatch),
    fail: (error) => decide(async () => ({ ok: false, error: toWireError(error) })),
    isAsked: () => isAsked,
    isQuiet: () => {
      const wasAskedLately = askedLately;
      askedLately = false;
      return isAsked && underWay === 0 && !wasAskedLately;
    },
  };
}
