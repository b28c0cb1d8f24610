import type { WireError } from '../errors.ts';
import type { EventName, EventPayload } from './events.ts';

/** The envelope of every reply; `dispatch` never rejects. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError };

/** What the preload script puts on `window.api`. */
export interface RoundsApi {
  /** Asks for an operation by name; the reply is an envelope. */
  invoke(name: string, input: unknown): Promise<Reply>;
  /** Calls back on every event of that name; returns its own unsubscribe. */
  subscribe<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void;
}
