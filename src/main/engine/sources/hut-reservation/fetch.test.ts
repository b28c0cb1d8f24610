import { describe, expect, it } from 'vitest';
import { HutReservationSource } from '#shared/model/source.ts';
import type { PoliteRequest } from '../polite-http.ts';
import type { SourceReader } from '../source-reader.ts';
import { parseHere } from '../testing/parse-here.ts';
import { readHutAvailability, readHutInfo } from './fetch.ts';
import { readFixture } from './fixtures/read.ts';

const source = HutReservationSource.parse({
  id: 'sac',
  kind: 'hut-reservation',
  name: 'Huts of the Alps',
  baseUrl: 'https://huts.example/',
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

function asking(isKnown = (_text: string) => false) {
  return { bookingRef: '9001', signal: never, isKnown };
}

describe('asking hut-reservation', () => {
  it('reads no answer that is known', async () => {
    const text = readFixture('calendar-karst.json');
    const isKnown = (given: string) => given === text;
    expect(await readHutAvailability(readerOf(text), source, asking(isKnown))).toBeNull();
    expect(await readHutAvailability(readerOf(`${text} `), source, asking(isKnown))).not.toBeNull();
  });

  it('gets the calendar of a hut by one request within the limits of the source', async () => {
    const reader = readerOf(readFixture('calendar-karst.json'));
    expect((await readHutAvailability(reader, source, asking()))?.nights).toHaveLength(8);
    expect(reader.asked).toEqual([
      expect.objectContaining({
        url: 'https://huts.example/api/v1/reservation/getHutAvailability?hutId=9001',
        accept: 'application/json',
        limits: source.limits,
        allowPrivateAddress: false,
        signal: never,
      }),
    ]);
  });

  it('gets what is told of the hut itself', async () => {
    const reader = readerOf(readFixture('hut-karst.json'));
    expect((await readHutInfo(reader, source, ' 9001 ', never)).name).toBe('Karst-Hütte');
    expect(reader.asked[0]?.url).toBe('https://huts.example/api/v1/reservation/hutInfo/9001');
  });

  it.each(['trient', '', '-5', '1&x=2', '../admin', '1.5'])('asks for nothing that is no number: %s', async (ref) => {
    const reader = readerOf('[]');
    await expect(readHutInfo(reader, source, ref, never)).rejects.toMatchObject({
      code: 'refused',
      userMessage: `“${ref}” is no hut number, and huts.example knows huts by number only, such as 281.`,
    });
    expect(reader.asked).toEqual([]);
  });

  it.each([
    [
      '[]',
      'source_changed',
      'huts.example/api/v1/reservation/getHutAvailability lists no night at all, so the calendar of this hut is not published.',
    ],
    [
      '<h1>Forbidden</h1>',
      'refused',
      'huts.example/api/v1/reservation/getHutAvailability answered a page that says requests are blocked. Wait an hour, then ask it less often.',
    ],
  ])('says where a changed answer came from: %s', async (text, code, userMessage) => {
    await expect(readHutAvailability(readerOf(text), source, asking())).rejects.toMatchObject({
      code,
      userMessage,
    });
  });
});
