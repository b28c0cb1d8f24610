import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { parseJson } from './json-text.ts';

function faultOf(text: string): string {
  try {
    parseJson(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return `${thrown.code}: ${thrown.userMessage}`;
  }
  return 'no fault';
}

describe('parseJson', () => {
  it.each([
    ['{\n  "a": 1,\n  "b": tru\n}', 'line 3, column 8: "t" is not expected there'],
    ['{"a": 1,}', 'line 1, column 9: "}" is not expected there'],
    ['{"a": 1', 'line 1, column 8: it ends too early'],
    ['', 'line 1, column 1: it ends too early'],
    ['{"a": "x\ny"}', 'line 1, column 9: "\\n" is not expected there'],
    ['{"a": "x', 'line 1, column 9: it ends too early'],
    ['[1 2]', 'line 1, column 4: "2" is not expected there'],
    ['[1]]', 'line 1, column 4: "]" is not expected there'],
    ['{"a" 1}', 'line 1, column 6: "1" is not expected there'],
    ['// a comment\n{}', 'line 1, column 1: "/" is not expected there'],
    ["{'a': 1}", 'line 1, column 2: "\'" is not expected there'],
    ['[01]', 'line 1, column 3: "1" is not expected there'],
  ])('says where %j is no JSON', (text, expected) => {
    expect(faultOf(text)).toBe(`invalid_input: The file is not valid JSON: ${expected}.`);
  });

  it('reads a file that begins with a byte order mark', () => {
    expect(parseJson('\uFEFF{"version": 1}')).toEqual({ version: 1 });
  });

  it('refuses a file that is nested beyond reason instead of running out of stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(faultOf(deep)).toContain('nested too deeply');
  });

  it('reads a text of many megabytes', () => {
    const long = 'a\\n'.repeat(3_000_000);
    expect(parseJson(`"${long}"`)).toHaveLength(6_000_000);
  });

  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('finds a fault exactly where JSON.parse finds one', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0.5',
      'true',
      'nul',
      ' ',
      '\n',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        expect(faultOf(text) === 'no fault').toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
