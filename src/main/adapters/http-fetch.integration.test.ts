import { createServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FetchResponse } from '../engine/ports.ts';
import { type LoopbackSite, startLoopbackSite } from '../testing/loopback-site.ts';
import { createHttpFetch, type HttpFetch } from './http-fetch.ts';

let site: LoopbackSite;
let client: HttpFetch;

beforeEach(async () => {
  site = await startLoopbackSite();
  client = createHttpFetch();
});

afterEach(async () => {
  await client.close();
  await site.close();
});

function get(url: string, allowPrivateAddress = true, signal = new AbortController().signal): Promise<FetchResponse> {
  return client.fetch({ url, headers: { 'user-agent': 'Rounds/test' }, signal, allowPrivateAddress });
}

async function textOf({ body }: FetchResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

describe('one hop over HTTP', () => {
  it('gives status, headers by lower-case name and the body', async () => {
    site.on('/', { status: 418, headers: { 'X-Tea': 'pot' }, body: 'short & stout' });
    const answer = await get(`${site.url}/`);
    expect([answer.status, answer.headers.get('x-tea')]).toEqual([418, 'pot']);
    expect(await textOf(answer)).toBe('short & stout');
    expect(site.requests[0]?.headers).toMatchObject({ 'user-agent': 'Rounds/test', 'accept-encoding': 'gzip, br' });
  });

  it('follows no redirect', async () => {
    site.on('/', { status: 302, headers: { location: '/next' } });
    expect((await get(`${site.url}/`)).status).toBe(302);
    expect(site.count()).toBe(1);
  });

  it.each([
    ['gzip', gzipSync('unpacked')],
    ['br', brotliCompressSync('unpacked')],
    ['deflate', deflateSync('unpacked')],
    ['identity', Buffer.from('unpacked')],
  ])('unpacks %s', async (encoding, body) => {
    site.on('/', { headers: { 'content-encoding': encoding }, body });
    expect(await textOf(await get(`${site.url}/`))).toBe('unpacked');
  });

  it.each([['gzip, gzip'], ['gzip, br'], ['zstd'], ['exi']])('does not unpack %s', async (encoding) => {
    site.on('/', { headers: { 'content-encoding': encoding }, body: gzipSync(gzipSync('nested')) });
    await expect(get(`${site.url}/`).then(textOf)).rejects.toMatchObject({ code: 'source_changed' });
  });

  it('tells broken packing from packing that stops early', async () => {
    site.on('/broken', { headers: { 'content-encoding': 'gzip' }, body: 'no gzip at all' });
    site.on('/early', { headers: { 'content-encoding': 'gzip' }, body: gzipSync('x'.repeat(5000)).subarray(0, 20) });
    await expect(get(`${site.url}/broken`).then(textOf)).rejects.toMatchObject({ code: 'source_changed' });
    await expect(get(`${site.url}/early`).then(textOf)).rejects.toMatchObject({ code: 'network' });
  });

  it('closes the connection when nobody reads on', async () => {
    const closed = new Promise<void>((resolve) => {
      site.on('/', (_, response) => {
        response.on('close', () => resolve());
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.write(gzipSync('x'.repeat(100_000)));
      });
    });
    for await (const chunk of (await get(`${site.url}/`)).body) {
      expect(chunk.byteLength).toBeGreaterThan(0);
      break;
    }
    await closed;
  });

  it('closes the connection when its signal aborts before the body was looked at', async () => {
    const abort = new AbortController();
    const closed = new Promise<void>((resolve) => {
      site.on('/', (_, response) => {
        response.on('close', () => resolve());
        response.writeHead(200).write('begun');
      });
    });
    expect((await get(`${site.url}/`, true, abort.signal)).status).toBe(200);
    abort.abort();
    await closed;
  });
});

describe('failing connections', () => {
  it('says that the host refused', async () => {
    const { host, url } = site;
    await site.close();
    await expect(get(`${url}/secret?key=1`)).rejects.toMatchObject({
      code: 'network',
      userMessage: `${host} refused the connection.`,
    });
  });

  it('says that DNS knows no such name', async () => {
    await expect(get('http://no-such-host.invalid/')).rejects.toMatchObject({
      code: 'network',
      userMessage: expect.stringMatching(/^no-such-host\.invalid (has no address|could not be looked up)/),
    });
  });

  it('says that the host broke off, before and within the answer', async () => {
    site.on('/before', (request) => request.socket.destroy());
    site.on('/within', (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('begun');
      setImmediate(() => response.socket?.destroy());
    });
    const expected = { code: 'network', userMessage: `${site.host} broke off the connection.` };
    await expect(get(`${site.url}/before`)).rejects.toMatchObject(expected);
    await expect(get(`${site.url}/within`).then(textOf)).rejects.toMatchObject(expected);
  });

  it('says that something else than HTTP answers', async () => {
    const server = createServer((socket) =>
      socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.6\r\n', () => socket.destroySoon()),
    );
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(address !== null && typeof address === 'object' ? address.port : 0);
      });
    });
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'network',
      userMessage: `127.0.0.1:${port} did not answer in HTTP.`,
    });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('private addresses', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f000001', '[::ffff:127.0.0.1]', '0.0.0.0'])(
    'are refused as %s, naming host and setting',
    async (name) => {
      const port = new URL(site.url).port;
      const failure = get(`http://${name}:${port}/`, false);
      await expect(failure).rejects.toMatchObject({
        code: 'refused',
        userMessage: expect.stringContaining('“allowPrivateAddress”'),
      });
      expect(site.count()).toBe(0);
    },
  );

  it('are asked where the source allows it, and still refused to others afterwards', async () => {
    site.on('/', { body: 'here' });
    const url = `http://localhost:${new URL(site.url).port}/`;
    expect(await textOf(await get(url))).toBe('here');
    await expect(get(url, false)).rejects.toMatchObject({
      code: 'refused',
      userMessage: expect.stringMatching(/^localhost is on a private address \(/),
    });
    expect(site.count()).toBe(1);
  });
});
