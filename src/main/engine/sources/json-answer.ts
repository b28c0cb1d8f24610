import { AppError } from '#shared/errors.ts';

/** Deepest nesting of lists and objects that is read; Waitz needs five. */
const maxJsonDepth = 64;

/** Words with which a parser names whoever answered; the fetching side puts host and path in their place. */
export const sourceSubject = 'The source';

const quote = 0x22;
const backslash = 0x5c;

/**
 * The JSON of an answer. Rejects with `source_changed` in words of its own for an empty answer, a web page, a text
 * that stops early, one nested deeper than 64 levels and anything else that is not JSON.
 */
export function readJsonAnswer(text: string): unknown {
  const trimmed = text.trimStart();
  if (trimmed === '') throw changed('answered nothing at all.');
  if (trimmed.startsWith('<')) throw changed('answered a web page instead of figures.');
  const shape = scanNesting(text);
  if (shape.deepest > maxJsonDepth) throw changed(`answered JSON nested deeper than ${maxJsonDepth} levels.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const startsLikeJson = trimmed.startsWith('{') || trimmed.startsWith('[');
    if (startsLikeJson && shape.isUnfinished) throw changed('sent an answer that ends in the middle.', cause);
    throw changed('answered something that is not JSON.', cause);
  }
}

/** Depth of brackets outside of strings, without recursion, so that hostile nesting costs a loop and no stack. */
function scanNesting(text: string): { readonly deepest: number; readonly isUnfinished: boolean } {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === backslash) index += 1;
      else if (code === quote) isInString = false;
    } else if (code === quote) {
      isInString = true;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > maxJsonDepth) break;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return { deepest, isUnfinished: isInString || depth > 0 };
}

/** A `source_changed` failure whose sentence begins with the words that stand for the source. */
export function changed(predicate: string, cause?: unknown): AppError {
  return new AppError('source_changed', `${sourceSubject} ${predicate}`, { cause });
}
