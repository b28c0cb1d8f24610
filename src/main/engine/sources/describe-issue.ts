import type { z } from 'zod';
import { oneLine } from './plain-text.ts';

/** Why an entry was not taken, naming the field and showing the value: `The field busyness is -3, which is no …`. */
export function describeIssue(error: z.ZodError, entry: unknown): string {
  const issue = deepestIssue(error.issues[0]);
  if (issue === undefined) return 'It has an unexpected shape.';
  const field = issue.path.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : `${path}${path === '' ? '' : '.'}${String(step)}`),
    '',
  );
  return `The field ${field} is ${showValue(valueAt(entry, issue.path))}, which ${issue.message}.`;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A union reports its members' issues inside; the one that went furthest into the value says what is wrong. */
function deepestIssue(issue: z.core.$ZodIssue | undefined): Issue | undefined {
  if (issue === undefined) return undefined;
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flatMap((issues) => issues.slice(0, 1)).map((each) => deepestIssue(each));
  const furthest = inner.reduce(
    (best, each) => ((each?.path.length ?? 0) > (best?.path.length ?? 0) ? each : best),
    undefined,
  );
  if (furthest === undefined) return issue;
  return { path: [...issue.path, ...furthest.path], message: furthest.message };
}

function valueAt(entry: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined),
    entry,
  );
}

/** A value as a sentence shows it, at most 40 characters: `"41"`, `-3`, `missing`. */
export function showValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return oneLine(text, 40) ?? 'empty';
}

/** Whether a value is an object with fields, not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
