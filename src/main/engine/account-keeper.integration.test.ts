import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkFossaSource } from '#shared/model/source.ts';
import { createAccounts } from './account-keeper.ts';
import type { Accounts } from './accounts.ts';
import { createFakeVault, type FakeVault } from './testing/fake-vault.ts';
import { createTestStore, type TestStore } from './testing/test-store.ts';

const password = 'correct horse battery';
const source = WorkFossaSource.parse({
  id: 'portal',
  kind: 'workfossa',
  name: 'Portal',
  baseUrl: 'https://portal.example.org',
  username: 'kim@example.org',
  passwordEnv: 'PORTAL_PASSWORD',
});
const cookie = { name: 'session', value: 'hush-hush', path: '/', isSecure: true, isHttpOnly: true, expiresAt: null };

let bench: TestStore;
let vault: FakeVault;
let environment: Record<string, string>;
let told: string[];
let accounts: Accounts;

function open(store = bench.store): Accounts {
  const publish = (name: string): void => void told.push(name);
  const ports = {
    clock: bench.clock,
    secrets: { read: (name: string) => environment[name] },
    vault,
    log: bench.log,
    publish,
  };
  return createAccounts({ ports, sealed: store.sealedSecrets, states: store.accountStates });
}

beforeEach(async () => {
  bench = await createTestStore();
  bench.store.sources.save(source, bench.clock.now());
  vault = createFakeVault();
  environment = {};
  told = [];
  accounts = open();
});

afterEach(() => bench.close());

describe('a password', () => {
  it('comes from the environment first, then from the keychain, and else is asked for', async () => {
    await expect(accounts.password(source)).rejects.toMatchObject({
      code: 'signed_out',
      userMessage: expect.stringContaining('PORTAL_PASSWORD'),
    });
    expect(await accounts.account(source)).toMatchObject({ passwordFrom: 'nowhere', isEnvSet: false });
    await accounts.savePassword(source, password);
    expect(await accounts.password(source)).toBe(password);
    expect(await open().account(source)).toMatchObject({ passwordFrom: 'keychain', refusedAt: null, signedInAt: null });
    environment['PORTAL_PASSWORD'] = 'from outside';
    const uses = vault.uses;
    expect(await accounts.password(source)).toBe('from outside');
    expect(vault.uses, 'the keychain is left alone').toBe(uses);
    expect(await accounts.account(source)).toMatchObject({ passwordFrom: 'environment', isEnvSet: true });
    await accounts.forgetPassword(source);
    environment['PORTAL_PASSWORD'] = '';
    await expect(accounts.password(source)).rejects.toMatchObject({ code: 'signed_out' });
    expect(told).toEqual(['accounts.changed', 'accounts.changed']);
  });

  it('is not kept where there is no keychain, and nobody pretends', async () => {
    vault.isThere = false;
    await expect(accounts.savePassword(source, password)).rejects.toMatchObject({ code: 'refused' });
    expect(await accounts.account(source)).toMatchObject({ passwordFrom: 'nowhere', keychain: { isThere: false } });
  });

  it('belongs to one address and one user name', async () => {
    await accounts.savePassword(source, password);
    for (const change of [{ baseUrl: 'https://evil.example.org' }, { username: 'else@example.org' }]) {
      const other = { ...source, ...change };
      await expect(accounts.password(other)).rejects.toMatchObject({ code: 'signed_out' });
      expect((await accounts.account(other)).passwordFrom).toBe('nowhere');
    }
    expect(await accounts.password({ ...source, baseUrl: 'https://portal.example.org/app' })).toBe(password);
  });

  it('that another keychain sealed is told apart from none', async () => {
    await accounts.savePassword(source, password);
    vault.exchange();
    await expect(accounts.password(source)).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('a refused password', () => {
  beforeEach(async () => {
    await accounts.savePassword(source, password);
    await accounts.noteRefused(source, password);
  });

  it('is not tried again by anybody until it is forgiven', async () => {
    const { store, close } = await bench.openAnother();
    for (const each of [accounts, open(store)])
      await expect(each.password(source)).rejects.toMatchObject({
        code: 'signed_out',
        userMessage: expect.stringContaining('refused the password at 08:00 UTC'),
      });
    expect((await accounts.account(source)).refusedAt).toBe(bench.clock.now());
    accounts.forgiveRefusal(source);
    expect(await open(store).password(source)).toBe(password);
    close();
  });

  it('gives way to another one, but not to itself', async () => {
    await accounts.savePassword(source, password);
    await expect(accounts.password(source)).rejects.toMatchObject({ code: 'signed_out' });
    environment['PORTAL_PASSWORD'] = 'another';
    expect(await accounts.password(source)).toBe('another');
    expect((await accounts.account(source)).refusedAt).toBeNull();
    environment = {};
    await accounts.savePassword(source, 'a third');
    expect(await accounts.password(source)).toBe('a third');
  });

  it('is over with the next sign-in', async () => {
    bench.clock.setWall(bench.clock.now() + 1000);
    accounts.noteSignedIn(source);
    expect(await accounts.account(source)).toMatchObject({ refusedAt: null, signedInAt: bench.clock.now() });
  });

  it('of a source that is not stored is noted nowhere', async () => {
    const other = { ...source, id: 'draft' };
    await accounts.noteRefused(other, password);
    accounts.noteSignedIn(other);
    expect(await accounts.account(other)).toMatchObject({ refusedAt: null, signedInAt: null });
  });
});

describe('a session', () => {
  it('is kept for this process, and for others where there is a keychain', async () => {
    expect(await accounts.session(source)).toEqual([]);
    await accounts.keepSession(source, [cookie]);
    expect(await accounts.session(source)).toEqual([cookie]);
    expect(await open().session(source)).toEqual([cookie]);
    expect(await accounts.session({ ...source, username: 'else@example.org' })).toEqual([]);
    vault.isThere = false;
    bench.clock.setWall(bench.clock.now() + 1000);
    await accounts.keepSession(source, [{ ...cookie, value: 'newer' }]);
    expect(await accounts.session(source)).toEqual([{ ...cookie, value: 'newer' }]);
  });

  it('that another process has renewed since is taken over', async () => {
    await accounts.keepSession(source, [cookie]);
    bench.clock.setWall(bench.clock.now() + 1000);
    await open().keepSession(source, [{ ...cookie, value: 'renewed' }]);
    expect(await accounts.session(source)).toEqual([{ ...cookie, value: 'renewed' }]);
  });

  it('leaves out what has run out, and is none where it cannot be opened', async () => {
    await accounts.keepSession(source, [cookie, { ...cookie, name: 'old', expiresAt: bench.clock.now() }]);
    expect(await accounts.session(source)).toEqual([cookie]);
    vault.exchange();
    expect(await open().session(source)).toEqual([]);
  });

  it('ends with its password', async () => {
    await accounts.keepSession(source, [cookie]);
    await accounts.forgetPassword(source);
    expect(await accounts.session(source)).toEqual([]);
    expect(await open().session(source)).toEqual([]);
  });
});

it('no file of the profile and no line of the log holds a secret', async () => {
  await accounts.savePassword(source, password);
  await accounts.keepSession(source, [cookie]);
  await accounts.noteRefused(source, password);
  await accounts.password(source).catch(() => undefined);
  const folder = dirname(bench.path);
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  expect(files.length).toBeGreaterThan(0);
  for (const secret of [
    password,
    cookie.value,
    Buffer.from(password).toString('base64'),
    Buffer.from(password).toString('hex'),
  ]) {
    expect(files.filter((file) => file.includes(secret))).toEqual([]);
    expect(JSON.stringify([bench.log.lines, told])).not.toContain(secret);
  }
});
