import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { WaitzSource } from '#shared/model/source.ts';
import type { PoliteRequest } from '../polite-http.ts';
import type { SourceReader } from '../source-reader.ts';
import { parseHere } from '../testing/parse-here.ts';
import { readWaitzCompare, readWaitzLive } from './fetch.ts';
import { readFixture } from './fixtures/read.ts';

const source = WaitzSource.parse({
  id: 'ucsd',
  kind: 'waitz',
  name: 'UC San Diego',
  baseUrl: 'https://waitz.io/',
  school: 'ucsd',
  limits: { timeoutMs: 8000 },
});
const never = new AbortController().signal;

function readerOf(text: string): SourceReader & { readonly asked: readonly PoliteRequest[] } {
  const asked: PoliteRequest[] = [];
  return {
    asked,
    parse: parseHere,
    http: {
      async getText(request) {
        asked.push(request);
        return { url: request.url, text, isConfirmation: false };
      },
    },
  };
}

describe('asking Waitz', () => {
  it('gets every location of a school by one request within the limits of the source', async () => {
    const reader = readerOf(readFixture('live-harbour.json'));
    expect(await readWaitzLive(reader, source, never)).toHaveLength(6);
    expect(reader.asked).toEqual([
      {
        url: 'https://waitz.io/live/ucsd',
        accept: 'application/json',
        limits: source.limits,
        allowPrivateAddress: false,
        signal: never,
      },
    ]);
  });

  it('gets the trends of a school', async () => {
    const reader = readerOf(readFixture('compare-harbour.json'));
    expect((await readWaitzCompare(reader, source, never)).map(({ id }) => id)).toEqual(['10', '11', '12']);
    expect(reader.asked[0]?.url).toBe('https://waitz.io/compare/ucsd');
  });

  it.each([
    ['<html></html>', 'waitz.io/live/ucsd answered a web page instead of figures.'],
    ['{"data":[{', 'waitz.io/live/ucsd sent an answer that ends in the middle.'],
    ['{"data":[]}', 'waitz.io/live/ucsd lists no location at all.'],
  ])('says where a changed answer came from: %s', async (text, userMessage) => {
    await expect(readWaitzLive(readerOf(text), source, never)).rejects.toMatchObject({
      code: 'source_changed',
      userMessage,
    });
  });

  it('hands on failures of asking and of reading as they are', async () => {
    const refused = new AppError('network', 'waitz.io refused the connection.');
    const http = { getText: () => Promise.reject(refused) };
    await expect(readWaitzLive({ http, parse: parseHere }, source, never)).rejects.toBe(refused);
    const canceled = new AppError('canceled', 'Reading the answer was canceled.');
    const reader = { ...readerOf('{}'), parse: () => Promise.reject(canceled) };
    await expect(readWaitzLive(reader, source, never)).rejects.toBe(canceled);
  });
});
