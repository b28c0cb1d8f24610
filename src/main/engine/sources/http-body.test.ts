import { describe, expect, it } from 'vitest';
import { decodeText } from './http-body.ts';

const decode = (bytes: readonly number[] | string, contentType?: string): string =>
  decodeText(
    typeof bytes === 'string' ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes),
    contentType,
    'waitz.io/live/ucsd',
  );

const utf16 = (text: string, isLittle: boolean): number[] =>
  Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)).flatMap((code) => {
    return isLittle ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
  });

describe('character sets', () => {
  it('reads UTF-8 with and without mark and header', () => {
    expect(decode('Café')).toBe('Café');
    expect(decode([0xef, 0xbb, 0xbf, 0x7b, 0x7d])).toBe('{}');
    expect(decode('Café', 'application/json; charset="UTF-8"')).toBe('Café');
  });

  it('honours the header', () => {
    expect(decode([0x43, 0x61, 0x66, 0xe9], 'text/plain;charset=iso-8859-1')).toBe('Café');
    expect(decode(utf16('Café', true), 'application/json; charset=utf-16le')).toBe('Café');
  });

  it('believes a byte order mark more than the header', () => {
    expect(decode([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('Café')], 'text/plain; charset=iso-8859-1')).toBe(
      'Café',
    );
    expect(decode([0xff, 0xfe, ...utf16('Café', true)], 'application/json; charset=utf-8')).toBe('Café');
    expect(decode([0xfe, 0xff, ...utf16('Café', false)])).toBe('Café');
  });

  const latin1 = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

  it.each([
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>Café à la carte',
    '<!doctype html><META CHARSET=windows-1252>Café',
    "\n<meta charset='latin1'/>Café",
  ])('believes what a web page says of itself where the header says nothing: %s', (page) => {
    const bytes = latin1(page);
    expect(decode(bytes, 'text/html')).toContain('Café');
    expect(decode(bytes)).toContain('Café');
  });

  it('believes the header more than the page', () => {
    const page = '<meta charset="iso-8859-1">Café';
    expect(decode(page, 'text/html; charset=utf-8')).toBe(page);
  });

  it('reads a page that calls itself UTF-16 in letters of one byte as UTF-8', () => {
    const page = '<meta charset="utf-16">Café';
    expect(decode(page, 'text/html')).toBe(page);
  });

  it.each([
    ['what is no web page', '{"a":"<meta charset=iso-8859-1>Café"}', 'application/json'],
    ['a page that says so too late', `<html>${' '.repeat(1024)}<meta charset=iso-8859-1>Café`, 'text/html'],
    ['a text that does not begin like a page', 'Hello <meta charset=iso-8859-1>Café', undefined],
  ])('does not ask %s for its set', (_, text, contentType) => {
    expect(decode(text, contentType)).toBe(text);
    expect(() => decode(latin1(text), contentType)).toThrow('bytes that are not utf-8 text');
  });

  it.each([
    [
      'bytes that are no UTF-8',
      [0x43, 0x61, 0x66, 0xe9],
      undefined,
      'waitz.io/live/ucsd answered bytes that are not utf-8 text.',
    ],
    [
      'a header that lies',
      [0x43, 0x61, 0x66, 0xe9],
      'application/json; charset=utf-8',
      'waitz.io/live/ucsd answered bytes that are not utf-8 text.',
    ],
    ['a cut character', [0x43, 0xc3], undefined, 'waitz.io/live/ucsd answered bytes that are not utf-8 text.'],
    [
      'broken UTF-16',
      [0xff, 0xfe, 0x00, 0xd8],
      undefined,
      'waitz.io/live/ucsd answered bytes that are not utf-16le text.',
    ],
    [
      'UTF-16 that nobody announced',
      utf16('{"a":1}', true),
      undefined,
      'waitz.io/live/ucsd answered binary data instead of text.',
    ],
    ['a NUL', [0x7b, 0x00, 0x7d], undefined, 'waitz.io/live/ucsd answered binary data instead of text.'],
    [
      'an unknown set',
      [0x7b, 0x7d],
      'text/plain; charset=klingon',
      'waitz.io/live/ucsd answered in the character set “klingon”, which Rounds does not know.',
    ],
  ])('quarantines %s', (_, bytes, contentType, userMessage) => {
    expect(() => decode(bytes, contentType)).toThrow(expect.objectContaining({ code: 'source_changed', userMessage }));
  });
});
