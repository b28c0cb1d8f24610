import type { RoundsApi } from '#shared/contract/api.ts';
import type { EventName, EventPayload } from '#shared/contract/events.ts';
import type { Input, OperationName, Output } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';

declare global {
  interface Window {
    readonly api: RoundsApi;
  }
}

/** Asks the main process; rejects with an `AppError` whose `userMessage` may be shown as it is. */
export async function call<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> {
  const reply = await window.api.invoke(name, input);
  // `dispatch` has parsed the value with this very operation's output schema before it crossed over.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  if (reply.ok) return reply.value as Output<N>;
  const { code, userMessage, retryable } = reply.error;
  throw new AppError(code, userMessage, { retryable });
}

/** Calls back on every event of that name; returns its own unsubscribe. */
export function subscribe<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void {
  return window.api.subscribe(name, listener);
}
