import { describe, expect, it } from 'vitest';
import { isSoundText, oneLine } from './plain-text.ts';

describe('plain text', () => {
  it.each([
    ['  a \n\t b\u0000c ', 'a b c'],
    ['Café 🏔', 'Café 🏔'],
    ['lost \ufffd and \ud800 found', 'lost and found'],
    ['\u00a0\u2003', null],
    ['', null],
  ])('puts %j on one line', (value, line) => {
    expect(oneLine(value, 50)).toBe(line);
  });

  it('never cuts a character in two', () => {
    expect(oneLine('abc🏔🏔', 5)).toBe('abc…');
    expect(isSoundText(oneLine('🏔'.repeat(10), 8) ?? '')).toBe(true);
  });

  it('knows lost characters', () => {
    expect([isSoundText('fine 🏔'), isSoundText('\ud83c'), isSoundText('\ufffd')]).toEqual([true, false, false]);
  });
});
