import type { z } from 'zod';
import type { FieldProblem } from '#shared/contract/schedules.ts';

/** What is wrong with a draft, each path once, in words that follow the name of a field: `must be at least 5`. */
export function draftProblems(
  error: z.ZodError | undefined,
  pathOf: (path: FieldProblem['path']) => FieldProblem['path'],
): readonly FieldProblem[] {
  const found = new Map<string, FieldProblem>();
  for (const issue of error?.issues ?? []) {
    const path = pathOf(issue.path.map((part) => (typeof part === 'number' ? part : String(part))));
    const key = path.join('.');
    if (!found.has(key)) found.set(key, { path, message: issueWords(issue) });
  }
  return [...found.values()];
}

function issueWords(issue: z.core.$ZodIssue): string {
  const isText = 'origin' in issue && issue.origin === 'string';
  if (issue.code === 'too_small') {
    if (isText || issue.origin === 'array') return 'is missing';
    return `must be at least ${String(issue.minimum)}`;
  }
  if (issue.code === 'too_big')
    return isText ? `has more than ${String(issue.maximum)} characters` : `must be at most ${String(issue.maximum)}`;
  if (issue.code === 'invalid_type') return 'must be a whole number';
  return issue.message;
}

/** What is wrong with an id that something else has already. */
export function takenProblem(id: string, taken: readonly string[], what: string): readonly FieldProblem[] {
  return taken.includes(id.trim()) ? [{ path: ['id'], message: `belongs to another ${what}` }] : [];
}

/** A whole number where a text is one; otherwise the text, for the schema to refuse. */
export function numberOf(text: string): number | string {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : text.trim();
}

/** The problems of fields that were touched, or all once saving was tried. */
export function shownProblems(
  all: readonly FieldProblem[],
  touched: ReadonlySet<string>,
  isTried: boolean,
): readonly FieldProblem[] {
  return isTried ? all : all.filter(({ path }) => touched.has(String(path[0])));
}
