import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { type LoopbackSite, sendAnswer, startLoopbackSite } from '../src/main/testing/loopback-site.ts';
import { stillRunning, processTree } from './hosts/processes.ts';
import { buildPagesApp, type OrderError, type PagesHost, startPagesHost } from './hosts/pages-host.ts';
import type { PageOrderOptions } from './hosts/pages-app/orders.ts';

interface Fixtures {
  readonly site: LoopbackSite;
  /** Another site, which no page of the first may reach. */
  readonly elsewhere: LoopbackSite;
  readonly host: PagesHost;
  readonly home: string;
  /** Opens a page of the site. */
  readonly open: (options?: Partial<PageOrderOptions>, name?: string) => Promise<void>;
}

const test = base.extend<Fixtures, { readonly app: string }>({
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
    async ({}, provide) => {
      const folder = mkdtempSync(join(tmpdir(), 'rounds-pages-'));
      await provide(await buildPagesApp(folder));
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
  site: async ({}, provide) => {
    const site = await startLoopbackSite();
    await provide(site);
    await site.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
  elsewhere: async ({}, provide) => {
    const site = await startLoopbackSite();
    await provide(site);
    await site.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
  home: async ({}, provide, testInfo) => provide(testInfo.outputPath('home')),
  host: async ({ app, home }, provide) => {
    const host = await startPagesHost(app, { home });
    const marks = processTree(host.pid);
    await provide(host);
    await host.close();
    await expect.poll(() => stillRunning(marks)).toEqual([]);
  },
  open: async ({ host, site }, provide) => {
    await provide(async (options = {}, name = 'one') => {
      await host.ask({ do: 'open', page: name, options: { origin: site.url, ...options } });
    });
  },
});

/** A page of HTML. */
function html(body: string, headers: Readonly<Record<string, string>> = {}) {
  return {
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: `<!DOCTYPE html><title>Portal</title>${body}`,
  };
}

/** What an order failed with. */
async function failure(asked: Promise<unknown>): Promise<OrderError> {
  return asked.then(
    (value) => {
      throw new Error(`It did not fail: ${JSON.stringify(value)}`);
    },
    (error: OrderError) => error,
  );
}

test.describe('a page that behaves', () => {
  test('is read after its scripts have run, asks leave for each request, and keeps its session', async ({
    host,
    site,
    open,
  }) => {
    site.on('/', html('<ul></ul><script src="/rows.js"></script><img src="/picture.png">'));
    site.on('/rows.js', {
      headers: {
        'content-type': 'text/javascript',
        'cache-control': 'max-age=600',
        'set-cookie': 'visit=2; HttpOnly; Max-Age=600',
      },
      body: 'setTimeout(() => { document.querySelector("ul").innerHTML = "<li>W-1</li>"; }, 100);',
    });
    const kept = { name: 'session', value: 'abc', path: '/', isSecure: false, isHttpOnly: true, expiresAt: null };
    await open({ cookies: [kept] });
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    const condition = { anyOf: ['.login-form', 'li'] };
    expect(await host.ask({ do: 'waitUntil', page: 'one', condition })).toBe('li');
    expect(await host.ask({ do: 'read', page: 'one', selector: 'ul' })).toBe('<ul><li>W-1</li></ul>');
    expect(await host.ask({ do: 'read', page: 'one', selector: 'table' })).toBeNull();
    expect(await host.ask({ do: 'html', page: 'one' })).toContain('<li>W-1</li>');
    expect(await host.ask({ do: 'url', page: 'one' })).toBe(`${site.url}/`);
    expect(site.requests[0]?.headers).toMatchObject({ cookie: 'session=abc', 'user-agent': 'Rounds/test' });
    const cookies = await host.ask({ do: 'cookies', page: 'one' });
    expect(cookies).toContainEqual(kept);
    expect(cookies).toContainEqual(
      expect.objectContaining({ name: 'visit', isHttpOnly: true, expiresAt: expect.any(Number) }),
    );

    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    await host.ask({ do: 'waitUntil', page: 'one', condition });
    await host.ask({ do: 'close', page: 'one' });
    expect(site.count('/picture.png')).toBe(0);
    const told = host.events.map(
      ({ event, url, kind, status }) => `${event} ${url.slice(site.url.length)} ${kind ?? status}`,
    );
    expect(told).toEqual([
      'admit / document',
      'answered / 200',
      'admit /rows.js part',
      'admit / document',
      'answered / 200',
    ]);
    expect(site.count('/rows.js')).toBe(1);
    await open();
    expect(await host.ask({ do: 'cookies', page: 'one' })).toEqual([]);
  });

  test('takes what is typed, follows a click to the next document and tells pages apart', async ({
    host,
    site,
    open,
  }) => {
    site.on(
      '/',
      html(`<form hidden><input name=email></form><form action="/login" method=post><input name=email><input name=password type=password>
        <button>Sign in</button></form><p></p><script>
        addEventListener('input', ({ target }) => { document.querySelector('p').textContent += target.name + ' '; });</script>`),
    );
    const bodies: string[] = [];
    site.on('/login', (request, response) => {
      request.on('data', (part: Buffer) => bodies.push(part.toString()));
      request.on('end', () => sendAnswer(response, { status: 302, headers: { location: '/work' } }));
    });
    site.on(
      '/work',
      html(
        '<ul><li>1</li></ul><button onclick="setTimeout(() => document.querySelector(\'li\').textContent++, 50)">Next</button>',
      ),
    );
    await open();
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    await host.ask({ do: 'type', page: 'one', selector: '[name=email]', text: 'kim@example.org' });
    await host.ask({ do: 'type', page: 'one', selector: '[name=password]', text: `p"'\\\u2028 &` });
    expect(await host.ask({ do: 'read', page: 'one', selector: 'p' })).toContain('email password');
    expect(await host.ask({ do: 'click', page: 'one', selector: '.nothing' })).toBe(false);
    expect(await host.ask({ do: 'click', page: 'one', selector: 'button' })).toBe(true);
    expect(await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['li'] } })).toBe('li');
    expect(Object.fromEntries(new URLSearchParams(bodies.join('')))).toEqual({
      email: 'kim@example.org',
      password: `p"'\\\u2028 &`,
    });
    const before = '<li>1</li>';
    expect(await host.ask({ do: 'read', page: 'one', selector: 'li' })).toBe(before);
    await host.ask({ do: 'click', page: 'one', selector: 'button' });
    const differs = { selector: 'li', from: before };
    await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['li'], differs } });
    expect(await host.ask({ do: 'read', page: 'one', selector: 'li' })).toBe('<li>2</li>');
    const missing = await failure(host.ask({ do: 'type', page: 'one', selector: '[name=email]', text: 'x' }));
    expect(missing).toMatchObject({ code: 'source_changed' });
  });

  test('shows no field in its picture, and has them back after', async ({ host, site, open }) => {
    const style =
      '<style>body { margin: 0; background: white } input { border: 0; outline: 0; font-size: 90px; width: 100% }</style>';
    site.on('/empty', html(`${style}<input name=password>`));
    site.on('/full', html(`${style}<input name=password value="hunter2">`));
    await open();
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/empty` });
    const empty = await host.ask({ do: 'picture', page: 'one' });
    expect(empty).not.toBeNull();
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/full` });
    expect(await host.ask({ do: 'picture', page: 'one' })).toBe(empty);
    await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['[name=password]'] } });
    await host.ask({ do: 'type', page: 'one', selector: 'input', text: 'hunter3' });
    expect(await host.ask({ do: 'picture', page: 'one' })).toBe(empty);
  });

  test('waits for the one before it in its partition, and not for those of others', async ({ host, site, open }) => {
    site.on('/', html('<p>'));
    await open();
    const second = open({}, 'two');
    await open({ partition: 'other' }, 'three');
    await host.ask({ do: 'goTo', page: 'three', url: `${site.url}/` });
    expect((await failure(host.ask({ do: 'url', page: 'two' }))).message).toContain('no page two');
    await host.ask({ do: 'close', page: 'one' });
    await second;
    await host.ask({ do: 'goTo', page: 'two', url: `${site.url}/` });
    expect(await failure(host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` }))).toMatchObject({
      code: 'canceled',
    });
  });
});

test.describe('a site in trouble', () => {
  test('fails the step as the polite client would', async ({ host, site, open }) => {
    site.on('/503', {
      ...html('<p>Later'),
      status: 503,
      headers: { 'content-type': 'text/html', 'retry-after': '120' },
    });
    site.on('/404', { status: 404, body: '' });
    site.on('/cut', (_request, response) => response.destroy());
    await open();
    const ask = (path: string) => host.ask({ do: 'goTo', page: 'one', url: `${site.url}${path}` });
    const busy = await failure(ask('/503'));
    expect(busy).toMatchObject({ code: 'network' });
    expect(busy.message).toContain('503 (not available now) and asked Rounds to wait until');
    expect(await host.ask({ do: 'html', page: 'one' })).toContain('Later');
    expect(await failure(ask('/404'))).toMatchObject({ code: 'refused' });
    expect(await failure(ask('/cut'))).toMatchObject({ code: 'network' });
    const answered = host.events
      .filter(({ event }) => event === 'answered')
      .map(({ status, retryAfter }) => [status, retryAfter]);
    expect(answered).toEqual([
      [503, '120'],
      [404, undefined],
      [null, undefined],
    ]);
    site.on('/good', html('<p>Good'));
    await ask('/good');
    expect(await host.ask({ do: 'read', page: 'one', selector: 'p' })).toBe('<p>Good</p>');
  });

  test('fails the step with what kept its request from leaving', async ({ host, site, open }) => {
    site.on('/', html('<p><a href="/later">Later</a>'));
    await open({ refuses: '/later' });
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    const steps = async (): Promise<void> => {
      await host.ask({ do: 'click', page: 'one', selector: 'a' });
      await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['table'] } });
    };
    const error = await failure(steps());
    expect(error).toMatchObject({ code: 'network' });
    expect(error.message).toContain('Not now.');
    expect(site.count('/later')).toBe(0);
  });

  test('is not asked on a private address unless that is allowed', async ({ site, open }) => {
    expect(await failure(open({ allowPrivateAddress: false }))).toMatchObject({ code: 'refused' });
    const named = site.url.replace('127.0.0.1', 'localhost');
    expect(await failure(open({ allowPrivateAddress: false, origin: named }))).toMatchObject({ code: 'refused' });
    expect(site.requests).toHaveLength(0);
  });
});

test.describe('a hostile page', () => {
  const stray = /led to 127\.0\.0\.1:\d+.*, where Rounds does not go/;
  const away = [
    ['a script', (to: string) => html(`<script>location.href = '${to}/taken'</script>`)],
    ['a refresh', (to: string) => html(`<meta http-equiv=refresh content="0;url=${to}/taken">`)],
    [
      'a form',
      (to: string) => html(`<form action="${to}/taken" method=post></form><script>document.forms[0].submit()</script>`),
    ],
    ['a redirect', (to: string) => ({ status: 302, headers: { location: `${to}/taken` }, body: '' })],
  ] as const;
  for (const [what, page] of away) {
    test(`that navigates elsewhere by ${what} fails the step and gets nowhere`, async ({
      host,
      site,
      elsewhere,
      open,
    }) => {
      site.on('/', page(elsewhere.url));
      await open({ stepLimitMs: 5_000 });
      const steps = async (): Promise<void> => {
        await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
        await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['table'] } });
      };
      const error = await failure(steps());
      expect(error).toMatchObject({ code: 'source_changed' });
      expect(error.message).toMatch(stray);
      expect(elsewhere.requests).toHaveLength(0);
    });
  }

  test('that opens windows, asks for leave, talks to others and stays on reaches nobody', async ({
    host,
    site,
    elsewhere,
    open,
  }) => {
    site.on('/worker.js', { headers: { 'content-type': 'text/javascript' }, body: '' });
    site.on(
      '/',
      html(`<link rel=preconnect href="${elsewhere.url}"><link rel=stylesheet href="${elsewhere.url}/style.css">
        <iframe src="${elsewhere.url}/frame"></iframe><iframe src="data:text/html,<p>hi"></iframe>
        <object data="${elsewhere.url}/object"></object><video src="${elsewhere.url}/video" autoplay></video>
        <script src="${elsewhere.url}/script.js"></script><a ping="${elsewhere.url}/ping" href="#x">x</a>
        <form target=_blank action="/popup"></form>
        <script>
          const seen = {};
          const note = (name, value) => { seen[name] = String(value); };
          const trial = async (name, work) => { try { note(name, await work()); } catch (error) { note(name, 'refused: ' + error.name); } };
          onbeforeunload = () => 'Stay';
          addEventListener('beforeunload', (event) => event.preventDefault());
          (async () => {
            await trial('window', () => open('${elsewhere.url}/window'));
            await trial('own window', () => open('/popup'));
            document.forms[0].submit();
            await trial('alert', () => alert('Hello'));
            await trial('confirm', () => confirm('Hello'));
            await trial('prompt', () => prompt('Hello'));
            await trial('print', () => print());
            await trial('fetch', () => fetch('${elsewhere.url}/fetch', { mode: 'no-cors' }));
            await trial('beacon', () => navigator.sendBeacon('${elsewhere.url}/beacon', 'x'));
            await trial('socket', () => new Promise((resolve, reject) => {
              const socket = new WebSocket('${elsewhere.url.replace('http', 'ws')}/socket'); socket.onopen = resolve; socket.onerror = () => reject(new TypeError());
            }));
            await trial('own socket', () => new Promise((resolve, reject) => {
              const socket = new WebSocket('${site.url.replace('http', 'ws')}/socket'); socket.onopen = resolve; socket.onerror = () => reject(new TypeError());
            }));
            await trial('service worker', () => navigator.serviceWorker.register('/worker.js'));
            await trial('location', () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)));
            await trial('notification', () => Notification.requestPermission());
            await trial('camera', () => navigator.mediaDevices.getUserMedia({ video: true }));
            await trial('screen', () => navigator.mediaDevices.getDisplayMedia());
            await trial('clipboard', () => navigator.clipboard.readText());
            await trial('clipboard write', () => navigator.clipboard.writeText('x'));
            await trial('usb', () => navigator.usb.requestDevice({ filters: [] }));
            await trial('files', () => showOpenFilePicker());
            await trial('midi', () => navigator.requestMIDIAccess());
            await trial('node', () => typeof require + typeof process + typeof module);
            const end = document.createElement('pre');
            end.textContent = JSON.stringify(seen);
            document.body.append(end);
          })();
        </script>`),
    );
    await open({ stepLimitMs: 30_000 });
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['pre'] } });
    const pre = String(await host.ask({ do: 'read', page: 'one', selector: 'pre' }));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the page above wrote it
    const seen = JSON.parse(pre.replace(/<[^>]+>/g, '').replaceAll('&quot;', '"')) as Record<string, string>;
    expect(seen).toMatchObject({ window: 'null', 'own window': 'null', alert: 'undefined', confirm: 'false' });
    expect(seen['node']).toBe('undefinedundefinedundefined');
    const refused = [
      'prompt',
      'fetch',
      'socket',
      'own socket',
      'service worker',
      'location',
      'camera',
      'screen',
      'clipboard',
      'usb',
      'files',
      'midi',
    ];
    for (const name of refused) expect(seen[name], name).toMatch(/refused|null|denied/);
    expect(elsewhere.requests).toHaveLength(0);
    expect(site.count('/popup')).toBe(0);
    expect(site.count('/socket')).toBe(0);
    site.on('/next', html('<p>Next'));
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/next` });
    expect(await host.ask({ do: 'read', page: 'one', selector: 'p' })).toBe('<p>Next</p>');
  });

  test('cannot change what a step sees by changing its own functions', async ({ host, site, open }) => {
    site.on(
      '/',
      html(`<ul><li>true</li></ul><form name=querySelectorAll></form><img name=documentElement><script>
        const lie = () => [{ outerHTML: '<li>false</li>' }];
        Document.prototype.querySelectorAll = lie; Document.prototype.querySelector = lie; document.querySelectorAll = lie;
        Array.prototype.find = () => 'lie'; Promise.prototype.then = () => 'lie'; window.MutationObserver = null; JSON.stringify = lie;
        Object.defineProperty(Element.prototype, 'outerHTML', { get: () => '<li>false</li>' });
      </script>`),
    );
    await open();
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    expect(await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['table', 'li'] } })).toBe('li');
    expect(await host.ask({ do: 'read', page: 'one', selector: 'li' })).toBe('<li>true</li>');
    expect(await host.ask({ do: 'html', page: 'one' })).toContain('<li>true</li>');
  });

  test('that wants something saved fails the step, and nothing is', async ({ host, site, home, open }) => {
    site.on('/', { headers: { 'content-disposition': 'attachment; filename="virus.sh"' }, body: 'rm' });
    await open({ stepLimitMs: 5_000 });
    const before = existsSync(home) ? readdirSync(home, { recursive: true }) : [];
    const error = await failure(host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` }));
    expect(error).toMatchObject({ code: 'source_changed' });
    expect(error.message).toContain('download');
    expect(readdirSync(home, { recursive: true }).filter((name) => String(name).includes('virus'))).toEqual([]);
    expect(before.filter((name) => String(name).includes('virus'))).toEqual([]);
  });

  test('that never comes to rest is ended in time', async ({ host, site, open }) => {
    site.on('/', html('<p>Hello</p><script>setTimeout(() => { for (;;); }, 300);</script>'));
    await open({ stepLimitMs: 2_000 });
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    const error = await failure(host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['table'] } }));
    expect(error).toMatchObject({ code: 'timeout' });
    expect(await failure(host.ask({ do: 'html', page: 'one' }))).toMatchObject({ code: 'timeout' });
    expect(await host.ask({ do: 'picture', page: 'one' })).toBeNull();
    await host.ask({ do: 'close', page: 'one' });
    site.on('/', html('<script>for (;;);</script>'));
    await open({ stepLimitMs: 1_000 });
    expect(await failure(host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` }))).toMatchObject({
      code: 'timeout',
    });
    const tabs = async () => JSON.stringify(await host.ask({ do: 'processes' }));
    await host.ask({ do: 'close', page: 'one' });
    await expect.poll(tabs).not.toContain('Tab');
  });

  test('that reloads itself for ever is ended in time', async ({ host, site, open }) => {
    site.on('/', html('<script>location.reload()</script>'));
    await open({ stepLimitMs: 2_000 });
    const steps = async (): Promise<void> => {
      await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
      await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['table'] } });
    };
    expect(await failure(steps())).toMatchObject({ code: 'timeout' });
  });

  const hoards = [
    ['of its own process', 'kept.push(new Uint8Array(4e6).fill(1))'],
    ['of the program', 'kept.push(new Blob([new Uint8Array(4e6).fill(1)]))'],
  ] as const;
  for (const [whose, keep] of hoards) {
    test(`that fills the memory ${whose} is ended, and the next one opens`, async ({ host, site, open }) => {
      site.on(
        '/',
        html(`<p>Hello</p><script>
          const kept = []; setInterval(() => { for (let i = 0; i < 8; i += 1) { ${keep}; } }, 20);</script>`),
      );
      await open({ stepLimitMs: 60_000 });
      await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
      const error = await failure(host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['table'] } }));
      expect(error).toMatchObject({ code: 'source_changed' });
      expect(error.message).toContain('more memory');
      await host.ask({ do: 'close', page: 'one' });
      site.on('/', html('<p>Fine'));
      await open();
      await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
      expect(await host.ask({ do: 'read', page: 'one', selector: 'p' })).toBe('<p>Fine</p>');
    });
  }

  test('that sends or makes a huge text fails the step', async ({ host, site, open }) => {
    site.on('/long', html('x'.repeat(11_000_000), { 'content-length': '11000039' }));
    site.on('/stream', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(1_000_000), () => setImmediate(more));
      };
      more();
    });
    site.on('/made', html(`<p></p><script>document.querySelector('p').textContent = 'x'.repeat(11e6)</script>`));
    await open();
    for (const path of ['/long', '/stream']) {
      const error = await failure(host.ask({ do: 'goTo', page: 'one', url: `${site.url}${path}` }));
      expect(error).toMatchObject({ code: 'source_changed' });
      expect(error.message).toContain('more than 10 MB');
    }
    await host.ask({ do: 'close', page: 'one' });
    await open();
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/made` });
    expect(await failure(host.ask({ do: 'html', page: 'one' }))).toMatchObject({ code: 'source_changed' });
    expect(await failure(host.ask({ do: 'read', page: 'one', selector: 'p' }))).toMatchObject({
      code: 'source_changed',
    });
  });

  test('is closed with its caller, whatever it does', async ({ host, site, open }) => {
    site.on('/', html('<p>Hello'));
    site.on('/slow', () => undefined);
    await open();
    const slow = failure(host.ask({ do: 'goTo', page: 'one', url: `${site.url}/slow` }));
    await expect.poll(() => site.count('/slow')).toBe(1);
    await host.ask({ do: 'abort', page: 'one' });
    expect(await slow).toMatchObject({ code: 'canceled' });
    expect(await failure(host.ask({ do: 'html', page: 'one' }))).toMatchObject({ code: 'canceled' });
    await open();
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
  });
});

test('a process without a screen and without the switch says which one it needs', async ({ app, home, site }) => {
  const host = await startPagesHost(app, { home, switches: [] });
  const error = await failure(host.ask({ do: 'open', page: 'one', options: { origin: site.url } }));
  await host.close();
  // Without the switch Electron ends the process once the main module has run, so that is said before.
  expect(['refused', 'gone']).toContain(error.code);
});

test('a signal still reaches the program once its browser runs', async ({ host, open }) => {
  await open();
  host.kill('SIGTERM');
  await expect.poll(() => host.events.some(({ event }) => event === 'signal')).toBe(true);
  await host.ask({ do: 'close', page: 'one' });
});
