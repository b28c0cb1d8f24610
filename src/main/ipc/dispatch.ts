import { z } from 'zod';
import type { Reply } from '#shared/contract/api.ts';
import { type OperationName, operations } from '#shared/contract/index.ts';
import { AppError, toAppError, toWireError } from '#shared/errors.ts';
import type { Handlers } from '../engine/handlers/types.ts';
import type { Log } from '../engine/ports.ts';

/** Answers an operation by name; never rejects. */
export type Dispatch = (name: unknown, input: unknown) => Promise<Reply>;

/** Binds handlers to the contract: input is checked on the way in, output on the way out. */
export function createDispatch(handlers: Handlers, log: Log): Dispatch {
  return async (name, input) => {
    try {
      if (!isOperation(name)) throw new AppError('invalid_input', 'There is no such operation.');
      return { ok: true, value: await answer(handlers, name, input) };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'internal' || error.code === 'storage')
        log.error({ err: error.cause, operation: name }, error.userMessage);
      return { ok: false, error: toWireError(error) };
    }
  };
}

function isOperation(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(operations, name);
}

async function answer(handlers: Handlers, name: OperationName, input: unknown): Promise<unknown> {
  const operation = operations[name];
  const parsed = operation.input.safeParse(input);
  if (!parsed.success) throw new AppError('invalid_input', z.prettifyError(parsed.error));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a name's handler takes what that name's schema gives; the compiler cannot follow the pair
  const handler = handlers[name] as (checked: unknown) => Promise<unknown>;
  return operation.output.parse(await handler(parsed.data));
}
