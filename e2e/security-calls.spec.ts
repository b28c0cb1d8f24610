import { expect, test } from './fixtures.ts';
import { inAnotherWindow, pageUrl, preload } from './hosts/another-window.ts';
import { integrityOf } from './hosts/database.ts';
import { startWebSite } from './hosts/web-site.ts';
import { openOccupancy } from './pages/occupancy-page.ts';
import { invoke } from './pages/page-api.ts';

test.describe('a caller that is not the window’s page', () => {
  const ask = `window.api.invoke('app.info', {}).then((reply) => JSON.stringify(reply))`;
  const refusal = { ok: false, error: { code: 'refused', retryable: false } };

  test('is refused although it has the same preload script', async ({ opened }) => {
    const { app, window } = opened;
    const site = await startWebSite();
    for (const url of [`${site.url}/`, 'data:text/html,<title>x', 'about:blank']) {
      const reply = await inAnotherWindow(app, { url, preload, expression: ask });
      expect(JSON.parse(String(reply)), url).toMatchObject(refusal);
    }
    expect(await invoke(window, 'app.info', {})).toMatchObject({ ok: true });
    await site.close();
  });

  test('is refused in a frame below a page, even where both have our address', async ({ opened }) => {
    const { app } = opened;
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

  test('is refused in place of our page at another host of our scheme', async ({ opened }) => {
    const { app } = opened;
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
    const { list } = await openOccupancy(page);
    await expect(list.rows).toHaveCount(3);
  });
});
