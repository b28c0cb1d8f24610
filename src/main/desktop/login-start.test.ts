import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginStart, desktopEntry, type LoginStartOptions } from './login-start.ts';

let folder = '';
let isOpenAtLogin = false;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rounds-login-'));
  isOpenAtLogin = false;
});

afterEach(() => rmSync(folder, { recursive: true }));

function options(change: Partial<LoginStartOptions>): LoginStartOptions {
  return {
    platform: 'linux',
    isPossible: true,
    program: '/opt/Rounds/rounds',
    configFolder: folder,
    system: {
      get: () => isOpenAtLogin,
      set: (starts) => {
        isOpenAtLogin = starts;
      },
    },
    ...change,
  };
}

describe('starting at login', () => {
  it('leaves a file in the autostart folder of Linux, and takes it away', async () => {
    const login = createLoginStart(options({}));
    expect(await login.read()).toBe(false);
    await login.write(true);
    expect(await login.read()).toBe(true);
    expect(readFileSync(join(folder, 'autostart', 'rounds.desktop'), 'utf8')).toContain('Exec="/opt/Rounds/rounds"\n');
    await login.write(false);
    expect(await login.read()).toBe(false);
    await login.write(false);
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'sees that the desktop switched it off by %s',
    async (line) => {
      const login = createLoginStart(options({}));
      await login.write(true);
      writeFileSync(join(folder, 'autostart', 'rounds.desktop'), `${desktopEntry('/opt/Rounds/rounds')}${line}\n`);
      expect(await login.read()).toBe(false);
    },
  );

  it('keeps a path one argument, whatever its signs', () => {
    expect(desktopEntry(String.raw`/a b/100%/$x\y"z`)).toContain(String.raw`Exec="/a b/100%%/\\$x\\\\y\\"z"`);
  });

  it('says where the autostart folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(createLoginStart(options({ configFolder: file })).write(true)).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it.each(['darwin', 'win32'] as const)('asks the system on %s', async (platform) => {
    const login = createLoginStart(options({ platform }));
    expect(await login.read()).toBe(false);
    await login.write(true);
    expect(isOpenAtLogin).toBe(true);
    expect(await login.read()).toBe(true);
  });

  it('tells when the system did not take it over', async () => {
    const login = createLoginStart(options({ platform: 'win32', system: { get: () => false, set: () => undefined } }));
    await expect(login.write(true)).rejects.toMatchObject({ code: 'refused' });
  });

  it.each([{ isPossible: false }, { platform: 'freebsd' as const }])('cannot be asked with %j', async (change) => {
    const login = createLoginStart(options(change));
    expect(await login.read()).toBeNull();
    await expect(login.write(true)).rejects.toMatchObject({ code: 'refused' });
  });
});
