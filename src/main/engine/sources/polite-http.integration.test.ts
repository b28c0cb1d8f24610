import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLoopbackSite } from '../../testing/loopback-site.ts';
import { noon, openPoliteBench, type PoliteBench } from './testing/polite-bench.ts';

let bench: PoliteBench;

beforeEach(async () => {
  bench = await openPoliteBench();
});

afterEach(() => bench.close());

describe('a polite request', () => {
  it('says who asks and what it takes', async () => {
    bench.site.on('/live/a', { body: '{}' });
    expect(await bench.ask('/live/a')).toEqual({ url: `${bench.site.url}/live/a`, text: '{}', isConfirmation: false });
    expect(bench.site.requests[0]?.headers).toMatchObject({
      'user-agent': 'Rounds/0.1.0 (+ops@example.test)',
      accept: 'application/json',
    });
  });

  it.each([['ftp://waitz.io/x'], ['file:///etc/passwd'], ['http://user:word@waitz.io/'], ['no address']])(
    'refuses to ask %s',
    async (url) => {
      await expect(bench.ask(url)).rejects.toMatchObject({ code: 'refused' });
    },
  );

  it('counts every request against the day and keeps the gap', async () => {
    bench.site.on('/a', { body: '{}' });
    await bench.ask('/a', { limits: { minGapMs: 500 } });
    await bench.ask('/a', { limits: { minGapMs: 500 } });
    expect(bench.clock.waits).toEqual([500]);
    expect(bench.ledger.usage(bench.site.host, bench.clock.now()).usedToday).toBe(2);
  });

  it('asks one at a time where one connection is allowed', async () => {
    let open = 0;
    const seen: number[] = [];
    bench.site.on('/a', (_, response) => {
      open += 1;
      seen.push(open);
      setImmediate(() => {
        open -= 1;
        response.end('{}');
      });
    });
    await Promise.all(Array.from({ length: 5 }, () => bench.ask('/a')));
    expect(seen).toEqual([1, 1, 1, 1, 1]);
  });

  it('shares the budget with another process on the same database', async () => {
    const other = bench.createHttp({ ledger: await bench.openLedger() });
    bench.site.on('/a', { body: '{}' });
    const limits = { requestsPerDay: 3 };
    await bench.ask('/a', { limits });
    await bench.ask('/a', { limits }, other);
    await bench.ask('/a', { limits });
    await expect(bench.ask('/a', { limits }, other)).rejects.toMatchObject({
      code: 'refused',
      retryable: false,
      retryAt: Date.UTC(2026, 2, 3),
      userMessage: `${bench.site.host} was asked 3 times today, which is its limit. It is asked again from 2026-03-03 00:00 UTC.`,
    });
    expect(bench.site.count()).toBe(3);
  });

  it('never puts a query into a sentence', async () => {
    const failure: unknown = await bench.ask('/a?key=secret').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'refused', userMessage: expect.not.stringContaining('secret') });
  });
});

describe('a host that asks for a pause', () => {
  it.each([
    [429, '300', 300_000],
    [503, 'Mon, 02 Mar 2026 12:05:00 GMT', 300_000],
    [429, '999999999', 86_400_000],
  ])('by %d with Retry-After %s is not asked before', async (status, retry, waitMs) => {
    bench.site.on('/a', { status, headers: { 'retry-after': retry } }, { body: '{}' });
    await expect(bench.ask('/a')).rejects.toMatchObject({ code: 'network', retryAt: noon + waitMs });
    await expect(bench.ask('/a')).rejects.toMatchObject({
      code: 'network',
      retryAt: noon + waitMs,
      userMessage: expect.stringMatching(/^127\.0\.0\.1:\d+ asked Rounds to wait until .*UTC\.$/),
    });
    expect(bench.site.count()).toBe(1);
    bench.clock.advance(waitMs);
    expect((await bench.ask('/a')).text).toBe('{}');
  });

  it('does not hold up other hosts', async () => {
    const other = await startLoopbackSite();
    other.on('/a', { body: '{}' });
    bench.site.on('/a', { status: 429, headers: { 'retry-after': '300' } });
    await expect(bench.ask('/a')).rejects.toMatchObject({ code: 'network' });
    expect((await bench.ask(`${other.url}/a`)).text).toBe('{}');
    await other.close();
  });

  it.each([[undefined], ['soon'], ['-1']])('but names no time (%s) may be asked again', async (retry) => {
    bench.site.on('/a', { status: 429, headers: retry === undefined ? {} : { 'retry-after': retry } }, { body: '{}' });
    await expect(bench.ask('/a')).rejects.toMatchObject({ code: 'network', retryAt: undefined });
    expect((await bench.ask('/a')).text).toBe('{}');
  });

  it('stops requests that were waiting for their turn', async () => {
    bench.site.on('/a', { status: 429, headers: { 'retry-after': '300' } });
    const outcomes = await Promise.allSettled([bench.ask('/a'), bench.ask('/a'), bench.ask('/a')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(bench.site.count()).toBe(1);
    expect(bench.ledger.usage(bench.site.host, noon).usedToday).toBe(1);
  });
});

describe('a host that keeps failing', () => {
  it('is left alone after five failures, then probed once', async () => {
    bench.site.on('/a', { status: 500 });
    for (let time = 0; time < 5; time += 1) await expect(bench.ask('/a')).rejects.toMatchObject({ code: 'network' });
    await expect(bench.ask('/a')).rejects.toMatchObject({
      code: 'network',
      retryAt: noon + 60_000,
      userMessage: `${bench.site.host} failed 5 times in a row; Rounds leaves it alone until 12:01 UTC.`,
    });
    expect(bench.site.count()).toBe(5);
    bench.clock.advance(60_000);
    bench.site.on('/a', { body: '{}' });
    const outcomes = await Promise.allSettled([
      bench.ask('/a', { limits: { connections: 2 } }),
      bench.ask('/a', { limits: { connections: 2 } }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(bench.site.count()).toBe(6);
    expect((await bench.ask('/a')).text).toBe('{}');
  });

  it('counts broken connections and time-outs, but no 4xx', async () => {
    bench.site.on('/reset', (request) => request.socket.destroy());
    bench.site.on('/silent', () => {});
    for (let time = 0; time < 4; time += 1)
      await expect(bench.ask('/reset')).rejects.toMatchObject({ code: 'network' });
    await expect(bench.ask('/missing')).rejects.toMatchObject({ code: 'refused' });
    for (let time = 0; time < 4; time += 1)
      await expect(bench.ask('/reset')).rejects.toMatchObject({ code: 'network' });
    await expect(bench.ask('/silent', { limits: { timeoutMs: 100 } })).rejects.toMatchObject({ code: 'timeout' });
    await expect(bench.ask('/missing')).rejects.toMatchObject({
      userMessage: expect.stringContaining('5 times in a row'),
    });
  });

  it('is not blamed for a network that is down', async () => {
    for (let time = 0; time < 7; time += 1) {
      await expect(bench.ask('http://no-such-host.invalid/')).rejects.toMatchObject({
        userMessage: expect.not.stringContaining('in a row'),
      });
    }
  });
});

describe('asking again', () => {
  it('sends the validators and takes a 304 as a confirmation of the kept body', async () => {
    const headers = { etag: '"v1"', 'last-modified': 'Mon, 02 Mar 2026 11:00:00 GMT' };
    bench.site.on('/a', { headers, body: '{"v":1}' }, { status: 304 });
    expect(await bench.ask('/a')).toMatchObject({ text: '{"v":1}', isConfirmation: false });
    expect(await bench.ask('/a')).toMatchObject({ text: '{"v":1}', isConfirmation: true });
    expect(bench.site.requests[0]?.headers).not.toHaveProperty('if-none-match');
    expect(bench.site.requests[1]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 02 Mar 2026 11:00:00 GMT',
    });
  });

  it('forgets the kept body when a newer answer has no validators', async () => {
    bench.site.on('/a', { headers: { etag: '"v1"' }, body: '1' }, { body: '2' }, { body: '3' });
    for (const text of ['1', '2', '3']) expect((await bench.ask('/a')).text).toBe(text);
    expect(bench.site.requests[2]?.headers).not.toHaveProperty('if-none-match');
  });

  it('keeps no body of more than 1 MB', async () => {
    bench.site.on('/a', { headers: { etag: '"v1"' }, body: 'x'.repeat(1_048_577) });
    await bench.ask('/a');
    await bench.ask('/a');
    expect(bench.site.requests[1]?.headers).not.toHaveProperty('if-none-match');
  });

  it('does not believe a 304 that nobody asked for', async () => {
    bench.site.on('/a', { status: 304 });
    await expect(bench.ask('/a')).rejects.toMatchObject({ code: 'source_changed' });
  });
});
