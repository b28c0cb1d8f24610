import { AppError } from '#shared/errors.ts';
import { sourceSubject } from './json-answer.ts';

/** A block page says so near its start; words further down are those of a page about something else. */
const wordsWithinChars = 20_000;

/**
 * The failure that a protective layer's page is, which may come with a status of success: HTML with the words forbidden,
 * blocked or access denied. Null for every other text.
 */
export function blockedError(text: string): AppError | null {
  const start = text.trimStart().slice(0, wordsWithinChars);
  if (!start.startsWith('<') || !/\b(?:forbidden|blocked|access denied)\b/i.test(start)) return null;
  return new AppError(
    'refused',
    `${sourceSubject} answered a page that says requests are blocked. Wait an hour, then ask it less often.`,
  );
}
