import type { RoundsApi, Reply } from '#shared/contract/api.ts';
import { events } from '#shared/contract/events.ts';
import type { EventName, EventPayload } from '#shared/contract/events.ts';
import { operations } from '#shared/contract/index.ts';
import type { OperationName, Output, ParsedInput } from '#shared/contract/index.ts';
import { AppError, toWireError } from '#shared/errors.ts';

/** What a test says the main process answers; an operation without an answer stays open for ever. */
export type FakeHandlers = {
  readonly [N in OperationName]?: (input: ParsedInput<N>) => Output<N> | Promise<Output<N>>;
};

interface FakeCall {
  readonly name: string;
  readonly input: unknown;
}

export interface FakeApi {
  readonly api: RoundsApi;
  /** Every call, oldest first. */
  readonly calls: readonly FakeCall[];
  readonly callsOf: (name: OperationName) => readonly unknown[];
  readonly emit: <E extends EventName>(name: E, payload: EventPayload<E>) => void;
}

/** A `window.api` that checks every input, answer and event against the contract, as the real one does. */
export function createFakeApi(handlers: FakeHandlers): FakeApi {
  const calls: FakeCall[] = [];
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const api: RoundsApi = {
    invoke: async (name, input) => {
      calls.push({ name, input });
      return answer(handlers, name, input);
    },
    subscribe: (name, listener) => {
      const mine = listeners.get(name) ?? new Set();
      listeners.set(name, mine);
      // The payload is parsed with this event's own schema before it is handed over.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      const untyped = listener as (payload: unknown) => void;
      mine.add(untyped);
      return () => mine.delete(untyped);
    },
  };
  return {
    api,
    calls,
    callsOf: (name) => calls.filter((each) => each.name === name).map((each) => each.input),
    emit: (name, payload) => {
      const checked = events[name].parse(structuredClone(payload));
      for (const listener of listeners.get(name) ?? []) listener(checked);
    },
  };
}

async function answer(handlers: FakeHandlers, name: string, input: unknown): Promise<Reply> {
  if (!isOperation(name)) throw new Error(`The contract has no operation ${name}.`);
  const operation = operations[name];
  const parsed = operation.input.safeParse(structuredClone(input));
  if (!parsed.success) throw new Error(`${name} was asked wrongly: ${parsed.error.message}`);
  // Input and handler carry the same name, which TypeScript cannot follow through an index.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const handler = handlers[name] as ((input: unknown) => unknown) | undefined;
  if (handler === undefined) return new Promise(() => undefined);
  try {
    const value = structuredClone(await handler(parsed.data));
    return { ok: true, value: operation.output.parse(value) };
  } catch (thrown) {
    if (thrown instanceof AppError) return { ok: false, error: toWireError(thrown) };
    throw thrown;
  }
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
