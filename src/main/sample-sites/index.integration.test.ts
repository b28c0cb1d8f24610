import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { availabilityAt } from './huts/availability.ts';
import { createSampleSites, type SampleSites } from './index.ts';
import { blockPageAt, mishapAt } from './mishaps.ts';
import { waitzAt } from './waitz/live.ts';

let now = Date.UTC(2026, 2, 2, 12, 30);
let sites: SampleSites;

beforeEach(async () => {
  sites = await createSampleSites({ seed: 1, now: () => now });
});

afterEach(() => sites.close());

describe('the sample sites', () => {
  it('play the live feed of the campus', async () => {
    const answer = await fetch(`${sites.url}/live/harbour-campus`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await answer.json()).toEqual(waitzAt(1, now));
  });

  it('confirm what has not changed, until the minute is over', async () => {
    const first = await fetch(`${sites.url}/live/harbour-campus`);
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await fetch(`${sites.url}/live/harbour-campus`, { headers })).status).toBe(304);
    now += 60_000;
    expect((await fetch(`${sites.url}/live/harbour-campus`, { headers })).status).toBe(200);
  });

  it.each(['/live/elsewhere', '/compare/elsewhere', '/live/', '/nothing'])(
    'answer %s with a page that is not found',
    async (path) => {
      const answer = await fetch(sites.url + path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    },
  );

  it('play the hut exchange, asked by query', async () => {
    const address = `${sites.url}/api/v1/reservation/getHutAvailability?step=WIZARD&hutId=205`;
    const answer = await fetch(address);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await answer.json()).toEqual(availabilityAt(1, 205, now));
    const unknown = await fetch(`${sites.url}/api/v1/reservation/hutInfo/999`);
    expect(await unknown.json()).toEqual({ status: 404, description: 'Hut not found' });
    const page = await fetch(`${sites.url}/reservation/book-hut/201/wizard`);
    expect(await page.text()).toContain('<h1>Cabane de la Lune Rousse</h1>');
  });

  it('can have another time at the huts, and more huts', async () => {
    await sites.close();
    const hutsNow = Date.UTC(2026, 7, 1);
    sites = await createSampleSites({ seed: 1, now: () => now, hutsNow: () => hutsNow, hutCount: 30 });
    const answer = await fetch(`${sites.url}/api/v1/reservation/getHutAvailability?hutId=1005`);
    expect(await answer.json()).toEqual(availabilityAt(1, 1005, hutsNow));
    expect(await (await fetch(`${sites.url}/live/harbour-campus`)).json()).toEqual(waitzAt(1, now));
  });

  it('play the portal behind its login, and take no other form', async () => {
    expect(await (await fetch(`${sites.url}/`)).text()).toContain('class="login-form"');
    const list = await fetch(`${sites.url}/app/work/list`, { redirect: 'manual' });
    expect([list.status, list.headers.get('location')]).toEqual([302, '/']);
    const body = new URLSearchParams({ email: 'x' });
    expect((await fetch(`${sites.url}/login`, { method: 'POST', body })).status).toBe(419);
    expect((await fetch(`${sites.url}/live/harbour-campus`, { method: 'POST', body })).status).toBe(405);
    await expect(fetch(`${sites.url}/login`, { method: 'POST', body: 'x'.repeat(20_000) })).rejects.toThrow(
      'fetch failed',
    );
  });

  it('have a page for people', async () => {
    expect(await (await fetch(`${sites.url}/harbour-campus`)).text()).toContain('<h1>Harbour Campus</h1>');
  });

  it('end at once although a connection is kept alive', async () => {
    await (await fetch(`${sites.url}/compare/harbour-campus`, { headers: { connection: 'keep-alive' } })).text();
    await sites.close();
    await expect(fetch(`${sites.url}/harbour-campus`)).rejects.toThrow('fetch failed');
    sites = await createSampleSites({ seed: 1, now: () => now });
  });
});

describe('mishaps', () => {
  it.each([1, 2, 3, 42])('with seed %d come about once in forty requests, never at first, never in a row', (seed) => {
    const mishaps = Array.from({ length: 4000 }, (_, index) => mishapAt(seed, index + 1));
    const numbers = mishaps.flatMap((mishap, index) => (mishap ? [index + 1] : []));
    expect(numbers.length).toBeGreaterThan(60);
    expect(numbers.length).toBeLessThan(150);
    expect(numbers[0]).toBeGreaterThan(3);
    expect(numbers.some((number, index) => numbers[index + 1] === number + 1)).toBe(false);
    expect(new Set(mishaps.map((mishap) => mishap?.status))).toEqual(new Set([undefined, 404, 429]));
    expect(mishaps.find((mishap) => mishap?.status === 429)?.headers).toEqual({ 'retry-after': '5' });
  });

  it.each([1, 2, 3, 42])('with seed %d block about one calendar in sixty, none of the first ninety-six', (seed) => {
    const blocked = Array.from({ length: 6000 }, (_, index) => index + 1).filter((n) => blockPageAt(seed, n, 96));
    expect(blocked.length).toBeGreaterThan(60);
    expect(blocked.length).toBeLessThan(150);
    expect(blocked[0]).toBeGreaterThan(96);
    expect(blocked.some((number, index) => blocked[index + 1] === number + 1)).toBe(false);
  });
});
