import { sendAnswer } from '../src/main/testing/loopback-site.ts';
import { startPagesHost } from './hosts/pages-host.ts';
import { expect, failure, html, test } from './hosts/pages-test.ts';

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
    expect(await host.ask({ do: 'waitUntil', page: 'one', condition })).toMatchObject({ found: 'li' });
    const outlined = { ...condition, outlineWithout: 'li' };
    expect(await host.ask({ do: 'waitUntil', page: 'one', condition: outlined })).toMatchObject({
      html: expect.stringContaining('<ul><li>W-1</li></ul>'),
      outline: expect.stringMatching(/^<!DOCTYPE html><html>.*<ul><li><\/li><\/ul>.*<\/html>$/s),
    });
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
    expect(await host.ask({ do: 'waitUntil', page: 'one', condition: { anyOf: ['li'] } })).toMatchObject({
      found: 'li',
    });
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

  test('is clicked where it shows something, far down as well, and never where it hides', async ({
    host,
    site,
    open,
  }) => {
    const link = (style: string, says: string): string =>
      `<a style="${style}" onclick="document.title = '${says}'">x</a>`;
    const hidden = [link('display: none', 'gone'), link('visibility: hidden', 'hidden')].join('');
    site.on('/', html(`${hidden}<p style="height: 9000px">${link('', 'shown')}`));
    site.on('/hidden', html(hidden));
    await open();
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    expect(await host.ask({ do: 'click', page: 'one', selector: 'a' })).toBe(true);
    expect(await host.ask({ do: 'read', page: 'one', selector: 'title' })).toBe('<title>shown</title>');
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/hidden` });
    expect(await host.ask({ do: 'click', page: 'one', selector: 'a' })).toBe(false);
  });

  test('that builds itself up from one picture to the next gets its pictures', async ({ host, site, open }) => {
    // With a picture a second this would take four times as long as a step may.
    const script = `let left = 40; const draw = () => {
      left -= 1;
      if (left > 0) requestAnimationFrame(draw); else document.body.append(document.createElement('li'));
    }; draw();`;
    site.on('/', html(`<body><script>${script}</script>`));
    await open();
    await host.ask({ do: 'goTo', page: 'one', url: `${site.url}/` });
    const condition = { anyOf: ['li'] };
    expect(await host.ask({ do: 'waitUntil', page: 'one', condition })).toMatchObject({ found: 'li' });
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
