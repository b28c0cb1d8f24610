import type { z } from 'zod';

/** One operation that the renderer may ask of the main process. */
export interface Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly effect: 'query' | 'command';
  readonly input: I;
  readonly output: O;
}

/** An operation that only reads: it may be cached and repeated. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Operation<I, O> {
  return { effect: 'query', input, output };
}

/** An operation that changes state: never repeated by machinery. */
export function command<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Operation<I, O> {
  return { effect: 'command', input, output };
}
