import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { hasKeyring, type Keyring, startKeyring } from './hosts/keyring.ts';
import { buildPagesApp, type OrderError, type PagesHost, startPagesHost } from './hosts/pages-host.ts';

interface Fixtures {
  readonly folder: string;
  /** Starts a process of ours that finds a keyring. */
  readonly start: (keyring: Keyring) => Promise<PagesHost>;
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
  folder: async ({}, provide) => {
    // Sockets lie in it, whose paths must be short.
    const folder = mkdtempSync(join(tmpdir(), 'rk-'));
    await provide(folder);
    rmSync(folder, { recursive: true });
  },
  start: async ({ app, folder }, provide) => {
    const hosts: PagesHost[] = [];
    await provide(async ({ env }) => {
      const host = await startPagesHost(app, { home: join(folder, 'home'), env });
      hosts.push(host);
      return host;
    });
    for (const host of hosts) await host.close();
  },
});

const secret = 'correct horse battery staple';

async function failure(asked: Promise<unknown>): Promise<OrderError> {
  return asked.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: OrderError) => error,
  );
}

/** Every file below a folder that can be read. */
function filesIn(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => readFileSync(path));
}

test.describe('with a keyring', () => {
  test.skip(!hasKeyring(), 'GNOME keyring is not installed: apt-get install gnome-keyring');

  test('what is sealed is opened by every later process, and lies nowhere in clear', async ({ folder, start }) => {
    const keyring = await startKeyring(join(folder, 'ring'));
    const host = await start(keyring);
    expect(await host.ask({ do: 'keychain' })).toEqual({ isThere: true, description: 'GNOME keyring' });
    const sealed = String(await host.ask({ do: 'seal', text: secret }));
    expect(Buffer.from(sealed, 'base64').includes(secret)).toBe(false);
    expect(await host.ask({ do: 'unseal', sealed })).toBe(secret);
    // So many that another key would open some of them, were it only for the way in which they are filled up.
    const many: string[] = [];
    for (let index = 0; index < 500; index += 1)
      many.push(String(await host.ask({ do: 'seal', text: `${secret} ${index}` })));
    await host.close();
    const later = await start(keyring);
    expect(await later.ask({ do: 'unseal', sealed })).toBe(secret);
    await later.close();
    expect(filesIn(folder).filter((file) => file.includes(secret))).toEqual([]);

    const other = await startKeyring(join(folder, 'other'));
    const stranger = await start(other);
    const error = await failure(stranger.ask({ do: 'unseal', sealed }));
    expect(error).toMatchObject({ code: 'refused' });
    expect(error.message).not.toContain(secret);
    for (const each of many)
      expect(await failure(stranger.ask({ do: 'unseal', sealed: each }))).toMatchObject({ code: 'refused' });
    await stranger.close();
    await keyring.close();
    await other.close();
  });
});

test('without a keyring nothing is sealed, and it says why and what to do', async ({ folder, start }) => {
  test.skip(process.platform !== 'linux', 'Elsewhere the system has one.');
  const nothing = await startKeyring(join(folder, 'ring'), { isEmpty: true });
  for (const env of [nothing.env, { ...nothing.env, XDG_CURRENT_DESKTOP: '' }]) {
    const host = await start({ ...nothing, env });
    const keychain = await host.ask({ do: 'keychain' });
    expect(keychain).toMatchObject({ isThere: false, description: expect.stringContaining('passwordEnv') });
    expect(await failure(host.ask({ do: 'seal', text: secret }))).toMatchObject({ code: 'refused' });
    const clear = Buffer.from(`v10${secret}`).toString('base64');
    expect(await failure(host.ask({ do: 'unseal', sealed: clear }))).toMatchObject({ code: 'refused' });
    await host.close();
  }
  await nothing.close();
});
