import type { z } from 'zod';

/** What a schema reads of JSON from the database; undefined where it is something else. */
export function readJson<S extends z.ZodType>(schema: S, text: string): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
