import { expect, test } from './fixtures.ts';
import { inAnotherWindow, pageUrl, preload } from './hosts/another-window.ts';
import { startWebSite } from './hosts/web-site.ts';
import { windowCount } from './pages/app-window.ts';
import { Shell } from './pages/shell.ts';

test.describe('the window', () => {
  test.beforeEach(async ({ opened }) => {
    await opened.window.reload();
    await expect(new Shell(opened.window).heading).toBeVisible();
  });

  test('isolates its page and gives it no Node', async ({ opened }) => {
    const preferences = await opened.app.evaluate(({ BrowserWindow }) => {
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
    const found = await opened.window.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window),
    );
    expect(found).toEqual([]);
  });

  test('offers its page two functions and nothing else', async ({ opened }) => {
    const api = await opened.window.evaluate(() => ({
      names: Object.keys(window.api).toSorted(),
      types: Object.values(window.api).map((member) => typeof member),
      isFixed: !Reflect.set(window, 'api', {}) || Object.isFrozen(window.api),
    }));
    expect(api).toEqual({ names: ['invoke', 'subscribe'], types: ['function', 'function'], isFixed: true });
  });

  test('sends its content security policy with every answer, word by word', async ({ opened }) => {
    const response = await opened.window.reload();
    expect(response?.headers()['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(response?.headers()['x-content-type-options']).toBe('nosniff');
  });

  test('runs no inline script, no handler in markup and no text as code', async ({ opened }) => {
    const { window: page } = opened;
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

  test('stays where it is whatever leads elsewhere', async ({ opened }) => {
    const site = await startWebSite();
    const { window: page, app } = opened;
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
    expect(await windowCount(app)).toBe(1);
    expect(site.requests).toEqual([]);
    await site.close();
  });

  test('follows no redirect, even where the program itself opened the page', async ({ opened }) => {
    const site = await startWebSite();
    await expect(
      inAnotherWindow(opened.app, { url: `${site.url}/redirect`, preload, expression: '1' }),
    ).rejects.toThrow(/ERR_|ABORTED|FAILED/);
    expect(site.requests).toEqual(['/redirect']);
    await site.close();
  });

  test('attaches no web view', async ({ opened }) => {
    const site = await startWebSite();
    const isPrevented = await opened.app.evaluate(async ({ BrowserWindow, webContents }, url) => {
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

  test('refuses every permission that its page could ask for', async ({ opened }) => {
    const answers = await opened.window.evaluate(async () => {
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

  test('downloads nothing that its page offers', async ({ opened }) => {
    const isPrevented = await opened.app.evaluate(async ({ BrowserWindow, session }) => {
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
  test('serves the files of the page and nothing beside them', async ({ opened }) => {
    const { app } = opened;
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
        'app://rounds/../main/start.mjs',
        'app://rounds/..%2fmain%2fstart.mjs',
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
    const posted = await app.evaluate(({ net }) =>
      net.fetch('app://rounds/index.html', { method: 'POST', body: 'x' }).then(
        ({ status }) => String(status),
        (thrown: unknown) => String(thrown),
      ),
    );
    expect(posted).toContain('ERR_ACCESS_DENIED');
  });

  test('shows its page in nobody’s frame', async ({ opened }) => {
    const { app } = opened;
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
