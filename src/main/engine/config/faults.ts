import type { z } from 'zod';
import { AppError } from '#shared/errors.ts';

/** Something wrong in a configuration file, and where. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A file with more faults than this is no configuration; the rest is only counted. */
const mostFaults = 1000;

/** Every fault in one error, a line each: `buildings[3].sourceId: no source "sac"`. */
export function faultsError(faults: readonly Fault[]): AppError {
  const lines = faults.slice(0, mostFaults).map(({ path, message }) => `${formatPath(path)}: ${message}`);
  if (faults.length > mostFaults) lines.push(`… and ${faults.length - mostFaults} more.`);
  return new AppError('invalid_input', lines.join('\n'));
}

/** A path as the format writes it: `huts[3].sourceId`; `file` for the whole. */
function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (typeof part === 'string' && /^[\p{L}_$][\p{L}\d_$-]*$/u.test(part))
      text += text === '' ? part : `.${part}`;
    else text += `[${JSON.stringify(String(part))}]`;
  }
  return text === '' ? 'file' : text;
}

/** What a schema found, in words; `raw` is what it read, `at` where that stands in the file. */
export function toFaults(error: z.ZodError, raw: unknown, at: readonly PropertyKey[] = []): Fault[] {
  return error.issues.flatMap((issue): Fault[] => {
    const path = [...at, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key], message: 'unknown key' }));
    }
    return [{ path, message: explain(issue, valueAt(raw, issue.path)) }];
  });
}

function explain(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type' && value === undefined) return 'is missing';
  // What may never be there carries its own reason.
  if (issue.code === 'invalid_type' && issue.expected !== 'never')
    return `must be ${kindWords[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_small') return `must be at least ${bound(issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big' && issue.origin !== 'array')
    return `must be at most ${bound(issue.maximum, issue.origin)}`;
  return issue.message;
}

const kindWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function bound(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} character${Number(limit) === 1 ? '' : 's'} long`;
  if (origin === 'array') return `${limit} ${Number(limit) === 1 ? 'entry' : 'entries'} long`;
  return String(limit);
}

/** The value at a path; undefined where there is none. */
export function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    const next: unknown = Reflect.get(value, part);
    value = next;
  }
  return value;
}
