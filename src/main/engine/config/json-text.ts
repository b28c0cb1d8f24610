import { AppError } from '#shared/errors.ts';

/** No configuration is nested as deeply as this. */
const deepestNesting = 64;

/** Reads JSON text, with or without a byte order mark. Rejects with `invalid_input` naming line and column of a fault. */
export function parseJson(text: string): unknown {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const { faultAt, depth } = scan(body);
  if (faultAt !== null) {
    const before = body.slice(0, faultAt).split('\n');
    const found =
      faultAt >= body.length
        ? 'it ends too early'
        : `${JSON.stringify(characterAt(body, faultAt))} is not expected there`;
    throw new AppError(
      'invalid_input',
      `The file is not valid JSON: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${found}.`,
    );
  }
  if (depth > deepestNesting)
    throw new AppError('invalid_input', 'The file is nested too deeply to be a configuration.');
  return JSON.parse(body);
}

function characterAt(text: string, offset: number): string {
  return String.fromCodePoint(text.codePointAt(offset) ?? 0);
}

interface Scan {
  /** Offset of the first character that JSON does not allow; null where the text is sound. */
  readonly faultAt: number | null;
  readonly depth: number;
}

const blank = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What may come next. `first` means that the container may also close at once. */
type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma';

/** Walks over JSON by itself, because the engines' own messages give a position only sometimes. */
function scan(text: string): Scan {
  const open: ('{' | '[')[] = [];
  let depth = 0;
  let expected: Expected = 'value';
  let at = match(blank, text, 0);
  while (at < text.length) {
    const step = stepOver(text, at, expected, open);
    if (step.faultAt !== null) return { faultAt: step.faultAt, depth };
    depth = Math.max(depth, open.length);
    at = match(blank, text, step.next);
    expected = step.expected;
  }
  const isWhole = open.length === 0 && expected === 'comma';
  return { faultAt: isWhole ? null : text.length, depth };
}

interface Step {
  readonly faultAt: number | null;
  readonly next: number;
  readonly expected: Expected;
}

function stepOver(text: string, at: number, expected: Expected, open: ('{' | '[')[]): Step {
  const char = text[at];
  const go = (next: number, then: Expected): Step => ({ faultAt: null, next, expected: then });
  const fault: Step = { faultAt: at, next: at, expected };
  const isClosing =
    (char === '}' && open.at(-1) === '{' && (expected === 'comma' || expected === 'first key')) ||
    (char === ']' && open.at(-1) === '[' && (expected === 'comma' || expected === 'first value'));
  if (isClosing) {
    open.pop();
    return go(at + 1, 'comma');
  }
  if (expected === 'comma') {
    if (char !== ',' || open.length === 0) return fault;
    return go(at + 1, open.at(-1) === '{' ? 'key' : 'value');
  }
  if (expected === 'colon') return char === ':' ? go(at + 1, 'value') : fault;
  const isKey = expected === 'key' || expected === 'first key';
  if (!isKey && (char === '{' || char === '[')) {
    open.push(char);
    return go(at + 1, char === '{' ? 'first key' : 'first value');
  }
  if (isKey && char !== '"') return fault;
  const next = char === '"' ? stringEnd(text, at) : match(scalar, text, at);
  // Within a string, the fault is the character that breaks it.
  if (char === '"' && text[next] !== '"') return { ...fault, faultAt: next };
  if (char === '"') return go(next + 1, isKey ? 'colon' : 'comma');
  return next > at ? go(next, 'comma') : fault;
}

/** The offset of the quote that ends a string, or of the character that cannot be in one. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    while (isPlain(text.charCodeAt(at))) at += 1;
    const next = match(escaped, text, at);
    if (next === at) return at;
    at = next;
  }
}

/** Whether a character may stand in a string by itself; not at the end of the text, where its code is not a number. */
function isPlain(code: number): boolean {
  return code >= 0x20 && code !== 0x22 && code !== 0x5c;
}

/** The offset after a sticky pattern; `at` itself where it does not match. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
