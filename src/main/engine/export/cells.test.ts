import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine, type ExportCell, unguarded } from './cells.ts';

/** Reads RFC 4180 strictly: rows of cells; throws where the text is none. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const cells: string[] = [];
    for (;;) {
      const match = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
      match.lastIndex = at;
      const found = match.exec(text);
      if (found === null) throw new Error(`Not RFC 4180 at ${at}: ${JSON.stringify(text)}`);
      cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
      at = match.lastIndex;
      if (found[3] !== ',') break;
    }
    rows.push(cells);
  }
  return rows;
}

const nasty = fc.string({
  unit: fc.constantFrom(...Array.from('=+-@\t\r\n ＝＋－＠",;a1\u00a0\u3000\u200b\ufeff\u0000\'')),
});
const text = fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string());

describe('a CSV cell', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\rx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\u00a0=1',
    '\u3000＝1',
    '\n=1',
    '\ufeff=1',
    '\u0000=1',
    '\u200b-1',
    // Not assigned to anything.
    '\u{3347a}=1',
  ])('begins with an apostrophe where a spreadsheet may take the text %j for a formula', (dangerous) => {
    expect(readCsv(csvLine([dangerous]))).toEqual([[`'${dangerous}`]]);
    expect(unguarded(`'${dangerous}`)).toBe(dangerous);
  });

  it.each([
    ['plain text', 'open until midnight', 'open until midnight'],
    ['a sign within the text', 'a=b', 'a=b'],
    ['a code with leading zeros', '007', '007'],
    ['a negative number', -3.5, '-3.5'],
    ['a number written with an exponent', 1e-7, '1e-7'],
    ['zero', 0, '0'],
    ['truth', true, 'true'],
    ['falsehood', false, 'false'],
    ['what is missing', null, ''],
    ['an empty text, apart from what is missing', '', '""'],
    ['quotes', 'the "old" wing', '"the ""old"" wing"'],
    ['a comma', 'a,b', '"a,b"'],
    ['a semicolon, at which some spreadsheets split', 'a;=1', '"a;=1"'],
    ['line ends', 'a\r\nb', '"a\r\nb"'],
    ['blanks around', ' a ', '" a "'],
    ['an array', ['a', 1], '"[""a"",1]"'],
    ['an object', { a: null }, '"{""a"":null}"'],
  ] satisfies [string, ExportCell, string][])('writes %s', (_what, cell, expected) => {
    expect(csvCell(cell)).toBe(expected);
  });

  it('comes back as it was, but for the apostrophe, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
        const read = readCsv(rows.map((cells) => csvLine(cells)).join(''));
        expect(read.map((cells) => cells.length)).toEqual(rows.map((cells) => cells.length));
        rows.flat().forEach((cell, index) => expect([cell, `'${cell}`]).toContain(read.flat()[index]));
      }),
    );
  });

  it('never begins with a sign of a formula, whatever blanks lead it', () => {
    fc.assert(
      fc.property(text, (cell) => {
        const [[read] = []] = readCsv(csvLine([cell, 'end']));
        expect(read?.replace(/^[\p{C}\s]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/);
        expect(read).not.toMatch(/^[\t\r]/);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves every number a number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(Number(csvCell(number))).toBe(number === 0 ? 0 : number);
      }),
    );
  });
});
