import type { z } from 'zod';

/** The first fault of each field, by the field's path: `name`, `limits.minGapMs`. */
export function faultsOf(error: z.ZodError | undefined): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const issue of error?.issues ?? []) {
    const path = issue.path.join('.');
    if (!faults.has(path)) faults.set(path, faultWords(issue));
  }
  return faults;
}

function faultWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin === 'string') return 'Fill this in.';
  if (issue.code === 'too_big' && issue.origin === 'string') return `At most ${String(issue.maximum)} characters.`;
  return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
}
