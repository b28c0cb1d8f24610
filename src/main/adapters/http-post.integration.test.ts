import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LoopbackSite, startLoopbackSite } from '../testing/loopback-site.ts';
import { createHttpPost } from './http-post.ts';

const now = Date.UTC(2026, 10, 22, 8);
const secret = '/services/T000/B000/top-secret';

let site: LoopbackSite;
beforeEach(async () => {
  site = await startLoopbackSite();
});
afterEach(() => site.close());

function post(
  change: { readonly url?: string; readonly allowPrivateAddress?: boolean } = {},
  signal = new AbortController().signal,
) {
  const message = { url: `${site.url}${secret}`, headers: {}, body: '{}', allowPrivateAddress: true, ...change };
  return createHttpPost({ now: () => now })(message, signal);
}

it('posts once', async () => {
  site.on(secret, { status: 200, body: 'ok' });
  await post();
  expect(site.count(secret)).toBe(1);
});

it('follows no redirect', async () => {
  site.on(secret, { status: 307, headers: { location: '/elsewhere' } });
  await expect(post()).rejects.toMatchObject({ code: 'refused', retryable: false });
  expect(site.count('/elsewhere')).toBe(0);
});

it.each([
  [400, 'refused', false],
  [404, 'refused', false],
  [410, 'refused', false],
  [408, 'network', true],
  [429, 'network', true],
  [500, 'network', true],
  [503, 'network', true],
])('takes %i for %s', async (status, code, retryable) => {
  site.on(secret, { status });
  await expect(post()).rejects.toMatchObject({ code, retryable });
});

it('says when the receiver wants to be asked again', async () => {
  site.on(secret, { status: 503, headers: { 'retry-after': '120' } });
  await expect(post()).rejects.toMatchObject({ retryAt: now + 120_000 });
});

it('reads no endless answer', async () => {
  let written = 0;
  const ended = new Promise<void>((resolve) => {
    site.on(secret, (_request, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(64 * 1024);
      const write = (): void => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
        if (!response.destroyed) response.once('drain', write);
      };
      response.on('close', resolve);
      write();
    });
  });
  await post();
  await ended;
  expect(written).toBeLessThan(64 * 1024 * 1024);
});

it('does not go to a private address, nor to a name of one', async () => {
  await expect(post({ allowPrivateAddress: false })).rejects.toMatchObject({ code: 'refused' });
  const named = `${site.url.replace('127.0.0.1', 'localhost')}${secret}`;
  await expect(post({ url: named, allowPrivateAddress: false })).rejects.toMatchObject({ code: 'refused' });
  expect(site.count()).toBe(0);
});

it('never repeats the address, in whatever way it fails', async () => {
  const messages = [
    { url: `not an address ${secret}` },
    { url: `ftp://example.invalid${secret}` },
    { url: `http://127.0.0.1:1${secret}` },
    { url: `http://nobody.invalid${secret}`, allowPrivateAddress: false },
    { allowPrivateAddress: false },
    {},
  ];
  for (const message of messages) {
    const error: unknown = await post(message).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('top-secret');
    expect((error as Error).cause).toBeUndefined();
  }
});

it('is broken off by its signal', async () => {
  site.on(secret, () => undefined);
  const stop = new AbortController();
  const posted = post({}, stop.signal);
  await expect.poll(() => site.count(secret)).toBe(1);
  stop.abort();
  await expect(posted).rejects.toMatchObject({ code: 'timeout' });
});
