import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noon, openPoliteBench, type PoliteBench } from './testing/polite-bench.ts';

const spaces = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1_048_576, 0x20);
const brotli = (bytes: Buffer): Buffer =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

let bench: PoliteBench;

beforeEach(async () => {
  bench = await openPoliteBench();
});

afterEach(() => bench.close());

describe('redirects', () => {
  it('are followed, each as a request of its own', async () => {
    bench.site.on('/a', { status: 301, headers: { location: '/b' } });
    bench.site.on('/b', { status: 307, headers: { location: `${bench.site.url}/c` } });
    bench.site.on('/c', { body: '"there"' });
    expect(await bench.ask('/a')).toMatchObject({ url: `${bench.site.url}/c`, text: '"there"' });
    expect(bench.ledger.usage(bench.site.host, noon).usedToday).toBe(3);
  });

  it('end after five', async () => {
    bench.site.on('/a', { status: 302, headers: { location: '/a' } });
    await expect(bench.ask('/a')).rejects.toMatchObject({
      code: 'source_changed',
      userMessage: `${bench.site.host}/a pointed elsewhere more than 5 times in a row.`,
    });
    expect(bench.site.count('/a')).toBe(6);
  });

  it.each([
    ['file:///etc/passwd', 'refused', /pointed to an address that begins with file: instead of http or https/],
    ['javascript:alert(1)', 'refused', /begins with javascript:/],
    ['http://user:word@127.0.0.1/', 'refused', /holds a user name or password/],
    ['http://', 'source_changed', /without saying where/],
  ])('to %s are not followed', async (location, code, message) => {
    bench.site.on('/a', { status: 302, headers: { location } });
    await expect(bench.ask('/a')).rejects.toMatchObject({ code, userMessage: expect.stringMatching(message) });
    expect(bench.site.count()).toBe(1);
  });

  it('to a private address are refused where the source does not allow it', async () => {
    const fake = bench.createHttp({
      // The first hop plays a public site; every other one is the real bench.client.
      fetch: async (request) =>
        request.url === 'https://public.test/'
          ? {
              status: 302,
              headers: new Map([['location', `https://localhost:${new URL(bench.site.url).port}/`]]),
              body: (async function* () {})(),
            }
          : bench.client.fetch(request),
    });
    await expect(bench.ask('https://public.test/', { allowPrivateAddress: false }, fake)).rejects.toMatchObject({
      code: 'refused',
      userMessage: expect.stringMatching(/^localhost is on a private address/),
    });
    expect(bench.site.count()).toBe(0);
  });

  it('from https to http are refused', async () => {
    const fake = bench.createHttp({
      fetch: async () => ({
        status: 302,
        headers: new Map([['location', 'http://public.test/?key=1']]),
        body: (async function* () {})(),
      }),
    });
    await expect(bench.ask('https://public.test/live', {}, fake)).rejects.toMatchObject({
      code: 'refused',
      userMessage: 'public.test/live pointed to public.test without encryption, and Rounds does not follow that.',
    });
  });
});

describe('limits on bodies', () => {
  it('end a gzip bomb at 10 MB', async () => {
    bench.site.on('/bomb', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(spaces(128), { level: 1 }) });
    await expect(bench.ask('/bomb')).rejects.toMatchObject({
      code: 'source_changed',
      userMessage: `${bench.site.host}/bomb answered more than 10 MB, which is more than Rounds reads.`,
    });
  });

  it('end a brotli bomb of a few hundred bytes', async () => {
    bench.site.on('/bomb', { headers: { 'content-encoding': 'br' }, body: brotli(spaces(128)) });
    await expect(bench.ask('/bomb')).rejects.toMatchObject({ code: 'source_changed' });
  });

  it('end an endless plain body and hang up', async () => {
    let hungUp = (): void => undefined;
    const end = new Promise<void>((resolve) => (hungUp = resolve));
    bench.site.on('/endless', (_, response) => {
      response.on('close', hungUp);
      const chunk = 'x'.repeat(262_144);
      const more = (): void =>
        void (response.destroyed || (response.write(chunk) ? setImmediate(more) : response.once('drain', more)));
      more();
    });
    await expect(bench.ask('/endless')).rejects.toMatchObject({ code: 'source_changed' });
    await end;
  });

  it('take a large but allowed body', async () => {
    bench.site.on('/large', { headers: { 'content-encoding': 'br' }, body: brotli(spaces(10)) });
    expect((await bench.ask('/large')).text).toHaveLength(10 * 1_048_576);
  });
});

describe('limits on time', () => {
  it('end a request whose headers never come', async () => {
    bench.site.on('/silent', () => {});
    await expect(bench.ask('/silent', { limits: { timeoutMs: 100 } })).rejects.toMatchObject({
      code: 'timeout',
      userMessage: `${bench.site.host}/silent did not answer in full within 0.1 s.`,
    });
  });

  it('end a body that stalls', async () => {
    bench.site.on('/stall', (_, response) => void response.writeHead(200).write('{'));
    await expect(bench.ask('/stall', { limits: { timeoutMs: 100 } })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('end a body that drips for ever', async () => {
    bench.site.on('/drip', (_, response) => {
      const dripping = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(dripping));
    });
    await expect(bench.ask('/drip', { limits: { timeoutMs: 150 } })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('end a body that falls silent long before the whole time is over', async () => {
    const impatient = bench.createHttp({
      // Every deadline of ten seconds is over at once: the one for silence.
      clock: {
        ...bench.clock,
        deadline: (durationMs, abort) => bench.clock.deadline(durationMs === 10_000 ? 20 : durationMs, abort),
      },
    });
    bench.site.on('/stall', (_, response) => void response.writeHead(200).write('{'));
    await expect(bench.ask('/stall', { limits: { timeoutMs: 60_000 } }, impatient)).rejects.toMatchObject({
      code: 'timeout',
      userMessage: `${bench.site.host}/stall fell silent for 10 s in the middle of its answer.`,
    });
  });

  it('end with the caller, whether it waits for its turn or for an answer', async () => {
    const abort = new AbortController();
    const reached = new Promise<void>((resolve) => bench.site.on('/silent', () => resolve()));
    const outcomes = Promise.allSettled([
      bench.ask('/silent', { signal: abort.signal }),
      bench.ask('/silent', { signal: abort.signal }),
      bench.ask('/silent', { signal: AbortSignal.abort() }),
    ]);
    await reached;
    abort.abort();
    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual([
      'canceled',
      'canceled',
      'canceled',
    ]);
    expect(bench.site.count()).toBe(1);
    expect(bench.ledger.usage(bench.site.host, noon).usedToday).toBe(1);
  });
});
