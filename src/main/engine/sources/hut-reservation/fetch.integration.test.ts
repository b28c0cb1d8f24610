import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '#shared/errors.ts';
import { HutReservationSource } from '#shared/model/source.ts';
import type { SiteAnswer } from '../../../testing/loopback-site.ts';
import type { SourceReader } from '../source-reader.ts';
import { hasHutSamples, readHutSample } from '../testing/hut-samples.ts';
import { parseHere } from '../testing/parse-here.ts';
import { openPoliteBench, type PoliteBench } from '../testing/polite-bench.ts';
import { readHutAvailability, readHutInfo } from './fetch.ts';
import { readFixture } from './fixtures/read.ts';

const availabilityPath = '/api/v1/reservation/getHutAvailability';
const never = new AbortController().signal;
const html = { 'content-type': 'text/html' };

let bench: PoliteBench;
let reader: SourceReader;
let source: HutReservationSource;

beforeEach(async () => {
  bench = await openPoliteBench();
  reader = { http: bench.createHttp({}), parse: parseHere };
  source = HutReservationSource.parse({
    id: 'sac',
    kind: 'hut-reservation',
    name: 'Huts of the Alps',
    baseUrl: bench.site.url,
    allowPrivateAddress: true,
    limits: { minGapMs: 0 },
  });
});

afterEach(() => bench.close());

function asking(bookingRef: string) {
  return { bookingRef, signal: never, isKnown: () => false };
}

/** How asking for the calendar of hut 4711 fails, with `HOST` for the site's own. */
async function failureOf(answer: SiteAnswer): Promise<Pick<AppError, 'code' | 'userMessage'>> {
  bench.site.on(availabilityPath, answer);
  const error = await readHutAvailability(reader, source, asking('4711')).then(
    () => expect.fail('expected a failure'),
    (thrown: AppError) => thrown,
  );
  return { code: error.code, userMessage: error.userMessage.replaceAll(bench.site.host, 'HOST') };
}

const blockedBySite = {
  code: 'refused',
  userMessage: `HOST${availabilityPath} answered 403 (forbidden). The site blocks Rounds for now. Wait an hour, then ask it less often.`,
};
const loginNeeded = {
  code: 'refused',
  userMessage: `HOST${availabilityPath} answered 401 (a login is needed). Rounds has no login for it: look whether HOST still shows its calendars to everybody.`,
};
const unknownHut = {
  code: 'refused',
  userMessage: `HOST${availabilityPath} answered 404 (not found). Hut number 4711 is not known at HOST. Correct the number of the hut.`,
};
const blockedByPage = {
  code: 'refused',
  userMessage: `HOST${availabilityPath} answered a page that says requests are blocked. Wait an hour, then ask it less often.`,
};

describe('a service of huts on the network', () => {
  it('is asked for calendar and master data with the number of the hut', async () => {
    bench.site.on(`${availabilityPath}?hutId=9001`, { body: readFixture('calendar-karst.json') });
    bench.site.on('/api/v1/reservation/hutInfo/9001', { body: readFixture('hut-karst.json') });
    expect((await readHutAvailability(reader, source, asking('9001')))?.nights).toHaveLength(8);
    expect((await readHutInfo(reader, source, '9001', never)).categories).toHaveLength(3);
    expect(bench.site.requests.map(({ path }) => path)).toEqual([
      `${availabilityPath}?hutId=9001`,
      '/api/v1/reservation/hutInfo/9001',
    ]);
  });

  it.each([
    ['needs a login', { status: 401, body: '{"status":401}' }, loginNeeded],
    ['blocks', { status: 403, headers: html, body: '<h1>Forbidden</h1>' }, blockedBySite],
    ['knows no such hut', { status: 404, body: '{"status":404}' }, unknownHut],
    ['blocks and calls it fine', { headers: html, body: '<h1>Access denied</h1>' }, blockedByPage],
    [
      'is asked too often',
      { status: 429, headers: html, body: '<h1>Blocked</h1>' },
      { code: 'network', userMessage: `HOST${availabilityPath} answered 429 (too many requests).` },
    ],
  ])('says so in words of its own where it %s', async (_, answer, failure) => {
    expect(await failureOf(answer)).toEqual(failure);
  });

  it.skipIf(!hasHutSamples).each([
    ['error-401-session-expired.constructed.json', 401, loginNeeded],
    ['error-403-blocked.constructed.html', 403, blockedBySite],
    ['error-404-unknown-hut.constructed.json', 404, unknownHut],
    ['error-403-blocked.constructed.html', 200, blockedByPage],
  ])('is understood with the sample bodies: %s, %d', async (file, status, failure) => {
    const headers = file.endsWith('.html') ? html : {};
    expect(await failureOf({ status, headers, body: readHutSample(file) })).toEqual(failure);
  });
});
