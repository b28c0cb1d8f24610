import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, type Launched, test } from './fixtures.ts';
import { scheduleId, sourceId } from './hosts/configuration.ts';
import { integrityOf } from './hosts/database.ts';
import { parseReport } from './hosts/run-report.ts';
import { root } from './hosts/runtime.ts';
import { location } from './hosts/waitz-site.ts';
import { startWebSite } from './hosts/web-site.ts';
import { BuildingPage } from './pages/building-page.ts';
import { OccupancyPage } from './pages/occupancy-page.ts';
import { invoke } from './pages/page-api.ts';
import { Shell } from './pages/shell.ts';

const preload = join(root, 'out/preload/index.cjs');
const pageUrl = 'app://rounds/index.html';

/** Opens a window of its own in the app, as a bug might, and runs an expression in its page. */
function inAnotherWindow(
  app: ElectronApplication,
  { url, preload: script, expression }: { url: string; preload: string; expression: string },
): Promise<unknown> {
  return app.evaluate(
    async ({ BrowserWindow }, given) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: given.script,
          contextIsolation: true,
          sandbox: true,
          nodeIntegrationInSubFrames: true,
        },
      });
      try {
        await window.loadURL(given.url);
        const result: unknown = await window.webContents.executeJavaScript(given.expression);
        return result;
      } finally {
        window.destroy();
      }
    },
    { url, script, expression },
  );
}

test.describe('the window', () => {
  let launched: Launched;
  test.beforeEach(async ({ launch }) => {
    launched = await launch();
    await expect(new Shell(launched.window).heading).toBeVisible();
  });

  test('isolates its page and gives it no Node', async () => {
    const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in Electron's types, although it is there: what a page was really given.
      const read: unknown = contents === undefined ? undefined : Reflect.get(contents, 'getLastWebPreferences');
      const value: unknown = typeof read === 'function' ? Reflect.apply(read, contents, []) : {};
      return JSON.stringify(value);
    });
    expect(JSON.parse(preferences)).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
    const found = await launched.window.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window),
    );
    expect(found).toEqual([]);
  });

  test('offers its page two functions and nothing else', async () => {
    const api = await launched.window.evaluate(() => ({
      names: Object.keys(window.api).toSorted(),
      types: Object.values(window.api).map((member) => typeof member),
      isFixed: !Reflect.set(window, 'api', {}) || Object.isFrozen(window.api),
    }));
    expect(api).toEqual({ names: ['invoke', 'subscribe'], types: ['function', 'function'], isFixed: true });
  });

  test('sends its content security policy with every answer, word by word', async () => {
    const response = await launched.window.reload();
    expect(response?.headers()['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(response?.headers()['x-content-type-options']).toBe('nosniff');
  });

  test('runs no inline script, no handler in markup and no text as code', async () => {
    const { window: page } = launched;
    await page.evaluate(() => {
      const seen: string[] = [];
      Reflect.set(window, 'seenByTest', seen);
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.wasHacked = true';
      document.body.append(script);
      const holder = document.createElement('div');
      holder.innerHTML = '<img src="data:," onerror="window.wasHacked = true">';
      holder.querySelector('img')?.addEventListener('error', () => seen.push('the image failed'));
      document.body.append(holder);
      // What the test tool evaluates itself is not bound by the policy; what a task of the page evaluates is.
      requestAnimationFrame(() => {
        try {
          seen.push(String(Reflect.apply(Reflect.get(window, 'eval'), window, ['"evaluated"'])));
        } catch (error) {
          seen.push(error instanceof Error ? error.name : 'unknown');
        }
      });
    });
    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'seenByTest') as unknown))
      .toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr', 'the image failed', 'EvalError']));
    expect(await page.evaluate(() => 'wasHacked' in window)).toBe(false);
  });

  test('stays where it is whatever leads elsewhere', async () => {
    const site = await startWebSite();
    const { window: page, app } = launched;
    const targets = [`${site.url}/`, 'file:///etc/passwd', 'app://elsewhere/index.html', 'data:text/html,<p>x'];
    for (const target of targets) {
      await page.evaluate((address) => {
        const link = document.createElement('a');
        link.href = address;
        document.body.append(link);
        link.click();
        window.location.href = address;
      }, target);
      expect(await page.evaluate(() => window.location.href)).toContain(pageUrl);
    }
    const isRefused = await page.evaluate((address) => window.open(address) === null, site.url);
    expect(isRefused).toBe(true);
    // Asked of the page itself: the test tool waits for navigations that were begun, and these never end.
    expect(await page.evaluate(() => document.querySelector('h1')?.textContent)).toBe('Welcome to Rounds');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(site.requests).toEqual([]);
    await site.close();
  });

  test('follows no redirect, even where the program itself opened the page', async () => {
    const site = await startWebSite();
    await expect(
      inAnotherWindow(launched.app, { url: `${site.url}/redirect`, preload, expression: '1' }),
    ).rejects.toThrow(/ERR_|ABORTED|FAILED/);
    expect(site.requests).toEqual(['/redirect']);
    await site.close();
  });

  test('attaches no web view', async () => {
    const site = await startWebSite();
    const isPrevented = await launched.app.evaluate(async ({ BrowserWindow, webContents }, url) => {
      const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
      const attached = new Promise<boolean>((resolve) => {
        window.webContents.on('will-attach-webview', (event) => resolve(event.defaultPrevented));
      });
      await window.loadURL('app://rounds/index.html');
      await window.webContents.executeJavaScript(
        `document.body.append(Object.assign(document.createElement('webview'), { src: ${JSON.stringify(url)} })); 0`,
      );
      const wasPrevented = await attached;
      const views = webContents.getAllWebContents().filter((contents) => contents.getType() === 'webview');
      window.destroy();
      return wasPrevented && views.length === 0;
    }, site.url);
    expect(isPrevented).toBe(true);
    expect(site.requests).toEqual([]);
    await site.close();
  });

  test('refuses every permission that its page could ask for', async () => {
    const answers = await launched.window.evaluate(async () => {
      const nameOf = (error: unknown): string =>
        error instanceof Error || error instanceof DOMException ? error.name : 'refused';
      const states = await Promise.all(
        (['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as const).map((name) =>
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types know fewer names than Chromium
          navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state),
        ),
      );
      return {
        states,
        notifications: await Notification.requestPermission(),
        place: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            ({ code }) => resolve(code),
          );
        }),
        // Where there is no camera at all, that is the answer.
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', nameOf),
        clipboard: await navigator.clipboard.readText().then(() => 'given', nameOf),
      };
    });
    expect(answers).toEqual({
      states: ['denied', 'denied', 'denied', 'denied', 'denied'],
      notifications: 'denied',
      place: 1,
      camera: expect.stringMatching(/^Not(Allowed|Found)Error$/) as unknown,
      clipboard: 'NotAllowedError',
    });
  });

  test('downloads nothing that its page offers', async () => {
    const isPrevented = await launched.app.evaluate(async ({ BrowserWindow, session }) => {
      const asked = new Promise<boolean>((resolve) => {
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
      });
      await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `Object.assign(document.createElement('a'), { href: 'data:text/plain,x', download: 'x.txt' }).click()`,
      );
      return asked;
    });
    expect(isPrevented).toBe(true);
  });
});

test.describe('the app scheme', () => {
  test('serves the files of the page and nothing beside them', async ({ launch }) => {
    const { app } = await launch();
    const statuses = await app.evaluate(
      async ({ net }, addresses) =>
        Promise.all(
          addresses.map(async (address) => {
            const response = await net.fetch(address).catch(() => null);
            const text = response === null ? '' : await response.text();
            return [address, response?.status ?? 'failed', text.includes('"dependencies"') || text.includes('root:')];
          }),
        ),
      [
        'app://rounds/',
        'app://rounds/index.html',
        'app://rounds/../../package.json',
        'app://rounds/%2e%2e/%2e%2e/package.json',
        'app://rounds/..%2f..%2fpackage.json',
        'app://rounds/%2e%2e%2f%2e%2e%2fpackage.json',
        'app://rounds/..%5c..%5cpackage.json',
        'app://rounds/assets/..%2f..%2f..%2fpackage.json',
        'app://rounds/%2fetc%2fpasswd',
        'app://rounds//etc/passwd',
        'app://rounds/index.html%00.js',
        'app://rounds/%zz',
        'app://rounds/assets',
        'app://rounds/../main/index.js',
        'app://rounds/..%2fmain%2findex.js',
        'app://elsewhere/index.html',
        'app://rounds.evil/index.html',
      ],
    );
    const [home, index, ...others] = statuses;
    expect([home, index]).toMatchObject([
      ['app://rounds/', 200, false],
      ['app://rounds/index.html', 200, false],
    ]);
    expect(others.filter(([, status, leaked]) => status === 200 || leaked === true)).toEqual([]);
    const posted = await app.evaluate(async ({ net }) => {
      const response = await net.fetch('app://rounds/index.html', { method: 'POST', body: 'x' });
      return response.status;
    });
    expect(posted).toBe(403);
  });

  test('shows its page in nobody’s frame', async ({ launch }) => {
    const { app } = await launch();
    const site = await startWebSite({ '/frame': `<iframe id="it" src="${pageUrl}"></iframe>` });
    const hasApi = await inAnotherWindow(app, {
      url: `${site.url}/frame`,
      preload,
      expression: `(() => { try { return typeof document.getElementById('it').contentWindow.api } catch (e) { return e.name } })()`,
    });
    expect(hasApi).toMatch(/SecurityError|undefined/);
    const loaded = await app.evaluate(async ({ BrowserWindow, webContents }, url) => {
      const window = new BrowserWindow({ show: false });
      await window.loadURL(`${url}/frame`);
      const frames = webContents.fromId(window.webContents.id)?.mainFrame.framesInSubtree ?? [];
      const titles = await Promise.all(frames.map((frame) => frame.executeJavaScript('document.title')));
      window.destroy();
      return titles.map(String);
    }, site.url);
    expect(loaded).not.toContain('Rounds');
    await site.close();
  });
});

test.describe('a caller that is not the window’s page', () => {
  const ask = `window.api.invoke('app.info', {}).then((reply) => JSON.stringify(reply))`;
  const refusal = { ok: false, error: { code: 'refused', retryable: false } };

  test('is refused although it has the same preload script', async ({ launch }) => {
    const { app, window } = await launch();
    const site = await startWebSite();
    for (const url of [`${site.url}/`, 'data:text/html,<title>x', 'about:blank']) {
      const reply = await inAnotherWindow(app, { url, preload, expression: ask });
      expect(JSON.parse(String(reply)), url).toMatchObject(refusal);
    }
    expect(await invoke(window, 'app.info', {})).toMatchObject({ ok: true });
    await site.close();
  });

  test('is refused in a frame below a page, even where both have our address', async ({ launch }) => {
    const { app } = await launch();
    const replies = await app.evaluate(
      async ({ BrowserWindow, session }, { script, expression, url }) => {
        // A session whose pages lack our policy, so that one can stand in a frame of the other.
        const partition = session.fromPartition('framed');
        partition.protocol.handle('app', ({ url: asked }) => {
          const body = asked.endsWith('/inner.html') ? '<title>x' : '<iframe id="it" src="inner.html"></iframe>';
          return new Response(body, { headers: { 'content-type': 'text/html' } });
        });
        const preferences = { contextIsolation: true, sandbox: true, nodeIntegrationInSubFrames: true };
        const window = new BrowserWindow({
          show: false,
          webPreferences: { ...preferences, preload: script, session: partition },
        });
        await window.loadURL(url);
        const [outer, inner] = window.webContents.mainFrame.framesInSubtree;
        const answers: unknown[] = [
          await outer?.executeJavaScript(expression),
          await inner?.executeJavaScript(expression),
        ];
        window.destroy();
        return answers.map(String);
      },
      { script: preload, expression: ask, url: pageUrl },
    );
    expect(replies.map((reply): unknown => JSON.parse(reply))).toMatchObject([{ ok: true }, refusal]);
  });

  test('is refused in place of our page at another host of our scheme', async ({ launch }) => {
    const { app } = await launch();
    const reply = await app.evaluate(
      async ({ BrowserWindow, session }, { script, expression }) => {
        const partition = session.fromPartition('another');
        partition.protocol.handle('app', () => new Response('<title>x', { headers: { 'content-type': 'text/html' } }));
        const window = new BrowserWindow({
          show: false,
          webPreferences: { preload: script, contextIsolation: true, sandbox: true, session: partition },
        });
        await window.loadURL('app://rounds.evil/index.html');
        const answer: unknown = await window.webContents.executeJavaScript(expression);
        window.destroy();
        return answer;
      },
      { script: preload, expression: ask },
    );
    expect(JSON.parse(String(reply))).toMatchObject(refusal);
  });
});

test.describe('a call from the page', () => {
  test('with a wrong name or a wrong input gets a typed error, and the app goes on', async ({ launch, profile }) => {
    const { window } = await launch();
    const long = 'x'.repeat(1_000_000);
    const wrong: readonly (readonly [unknown, unknown])[] = [
      ...['nope', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'app.info ', 'APP.INFO', long].map(
        (name) => [name, {}] as const,
      ),
      ...[null, undefined, 1, 'x', true, [], [{}], { extra: 1 }, { toString: 'x' }].map(
        (input) => ['app.info', input] as const,
      ),
      ['app.info', JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}')],
      ['occupancy.building', { code: 5 }],
      ['occupancy.building', { code: long }],
      ['occupancy.building', { code: 'a\u0000b' }],
      ['occupancy.history', { code: 'B1', from: Number.NaN, until: 1, points: 10 }],
      ['occupancy.history', { code: 'B1', from: 10, until: 5, points: 10 }],
      ['occupancy.history', { code: 'B1', from: 0, until: 1e300, points: 1e9 }],
      ['occupancy.saveBuilding', { building: { code: 'x', name: long, sourceId: 'y', waitzId: '1' }, isNew: true }],
      ['occupancy.saveBuilding', { building: { code: 'x', name: 'x', sourceId: 'none', waitzId: '1' }, isNew: true }],
      ['runs.recent', { limit: -1 }],
      ['runs.recent', { limit: '5' }],
      ['runs.get', { id: "1' OR '1'='1" }],
      ['runs.cancel', { id: '__proto__' }],
      ['runs.start', { kind: '__proto__', params: {}, reason: '' }],
      ['runs.start', { kind: 'occupancy.update', params: { buildings: ['../../etc'] }, reason: '' }],
      ['schedules.setPaused', { scheduleId: 'constructor', isPaused: true }],
      ['config.import', { text: long }],
      ['config.import', { text: '{"__proto__": {}}' }],
      ['config.import', { text: '['.repeat(100_000) }],
      ['app.openLink', { url: 'javascript:alert(1)' }],
      ['app.openLink', { url: 'file:///etc/passwd' }],
      ['app.openLink', { url: 'smb://server/share' }],
      ['app.openLink', { url: `https://example.org/${long}` }],
      ['app.openLink', { url: 'nonsense' }],
    ];
    for (const [name, input] of wrong) {
      const reply = await invoke(window, name, input);
      const said = `${String(name).slice(0, 40)} ${(JSON.stringify(input) ?? 'undefined').slice(0, 80)}`;
      expect(reply.ok, said).toBe(false);
      if (reply.ok) continue;
      expect(['invalid_input', 'not_found'], said).toContain(reply.error.code);
      expect(reply.error.userMessage, said).not.toMatch(/\bat .*:\d+|SELECT |\/root\//);
    }
    expect(await window.evaluate(() => 'polluted' in {})).toBe(false);
    expect(await invoke(window, 'app.info', {})).toMatchObject({ ok: true });
    expect(await invoke(window, 'sources.list', {})).toEqual({ ok: true, value: [] });
    expect(integrityOf(profile)).toBe('ok');
  });

  test('is answered even in a flood of five hundred', async ({ launch, rounds, site }) => {
    await rounds.configure(site);
    const { window: page } = await launch();
    const replies = await page.evaluate(() =>
      Promise.all(
        Array.from({ length: 500 }, (_, index) =>
          window.api.invoke(index % 2 === 0 ? 'occupancy.list' : `nope ${index}`, {}).then(({ ok }) => ok),
        ),
      ),
    );
    expect(replies.filter(Boolean)).toHaveLength(250);
    await new Shell(page).open('Occupancy');
    await expect(new OccupancyPage(page).rows).toHaveCount(3);
  });
});

test('a link opens outside, in the user’s browser, and only over http and https', async ({ launch, rounds, site }) => {
  await rounds.configure(site);
  const { app, window } = await launch();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedByTest', opened);
    shell.openExternal = async (url) => void opened.push(url);
  });
  const opened = (): Promise<unknown> => app.evaluate(() => Reflect.get(globalThis, 'openedByTest') as unknown);
  await new Shell(window).open('Occupancy');
  await new OccupancyPage(window).link('Climbing Gym').click();
  await new BuildingPage(window).sourceLink.click();
  await expect.poll(opened).toEqual([`${site.url}/test-campus`]);
  for (const url of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://example.org/',
    'app://rounds/',
    'vbscript:x',
  ]) {
    expect(await invoke(window, 'app.openLink', { url }), url).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  }
  expect(await opened()).toHaveLength(1);
});

test('text from a source is shown as text wherever it stands, and is no formula in an export', async ({
  launch,
  rounds,
  site,
}) => {
  const image = '<img src=x onerror="window.wasHacked=1">';
  const script = '<script>window.wasHacked=1</script>';
  site.setLocations([
    location(1, `Library ${image}`, 41, {
      hourSummary: `open ${script}`,
      bestLabel: image,
      subLocs: [
        { ...location(11, `Floor ${image}`, 20), abbreviation: script, hourSummary: image },
        { ...location(12, 'Loft', 70), abbreviation: '2' },
      ],
    }),
    location(2, '=HYPERLINK("http://evil")', 12, { hourSummary: '+cmd|calc' }),
    location(3, `Unwatched ${image}`, 5),
  ]);
  const building = { sourceId, name: '', code: '', waitzId: '' };
  await rounds.configure(site, {
    buildings: [
      { ...building, code: 'B1', name: `Library ${image}`, waitzId: '1' },
      { ...building, code: '@B2', name: '=1+2', waitzId: '2' },
      { ...building, code: 'B9', name: 'Lost', waitzId: script },
    ],
  });
  await rounds.run(['--run-once', '--job', scheduleId]);
  const { window } = await launch();
  const foreign: string[] = [];
  window.on('dialog', (dialog) => foreign.push(`dialog ${dialog.message()}`));
  window.on('request', (request) => {
    if (!request.url().startsWith('app://rounds/')) foreign.push(request.url());
  });
  const shell = new Shell(window);
  const list = new OccupancyPage(window);

  await shell.open('Occupancy');
  await expect(list.row(`Library ${image}`)).toContainText(`Floor ${image}`);
  await list.link(`Library ${image}`).click();
  await expect(shell.heading).toHaveText(`Library ${image}`);
  await expect(window.getByText(`open ${script}`)).toBeVisible();
  await expect(window.getByRole('table', { name: /^Parts/ })).toContainText(image);
  await shell.open('Now');
  await expect(window.getByText(/Lost: Waitz lists no location/)).toContainText(script);
  await shell.open('Runs');
  await window.getByRole('table').getByRole('link').first().click();
  await expect(window.getByRole('table', { name: 'Targets that failed' })).toContainText(script);
  await shell.open('Occupancy');
  await list.addBuilding.click();
  await expect(shell.dialog('Add building').getByText(`Unwatched ${image}`)).toBeVisible();
  expect(await window.evaluate(() => 'wasHacked' in window || document.querySelector('img[src="x"]') !== null)).toBe(
    false,
  );
  expect(foreign).toEqual([]);

  const { stdout } = await rounds.run(['--export', 'occupancy', '--format', 'csv']);
  expect(stdout).toContain("\r\n'@B2,'=1+2,");
  expect(stdout).toContain(",'+cmd|calc,");
  const cells = stdout.split('\r\n').flatMap((line) => line.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? []);
  expect(cells.filter((cell) => /^,?"?[=+@-]/.test(cell))).toEqual([]);
});

test('a private address is not asked unless its source says so', async ({ rounds, site, launch }) => {
  await rounds.configure(site, { allowPrivateAddress: false });
  const { code, stdout } = await rounds.run(['--run-once', '--job', scheduleId, '--json']);
  expect(code).toBe(1);
  const [run] = parseReport(stdout).runs;
  expect(run?.errors[0]).toMatchObject({ target: sourceId, code: 'refused' });
  expect(run?.errors[0]?.message).toContain('private address');
  const { window } = await launch();
  const reply = await invoke(window, 'sources.refreshSuggestions', { sourceId });
  expect(reply).toMatchObject({ ok: false, error: { code: 'refused' } });
  expect(site.requests).toEqual([]);
});
