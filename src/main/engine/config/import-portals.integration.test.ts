import { afterEach, beforeEach, expect, it } from 'vitest';
import { jobs } from '../jobs/registry.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { exportConfig } from './export-config.ts';
import { importConfig } from './import-config.ts';

const portal = {
  id: 'fossa',
  kind: 'workfossa',
  name: 'WorkFossa',
  baseUrl: 'https://portal.example',
  username: 'operator@example.org',
  passwordEnv: 'PORTAL_PASSWORD',
  timeZone: 'America/Chicago',
};

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
});
afterEach(() => test.close());

const importSources = (...sources: readonly object[]) =>
  importConfig(JSON.stringify({ version: 1, sources }), { store: test.store, jobs, now: test.clock.now() });

it('adds a portal with a schedule of its own in its zone, once', () => {
  expect(importSources(portal).created).toMatchObject({ sources: 1, schedules: 1 });
  expect(test.store.schedules.get('work-orders-fossa').schedule).toMatchObject({
    job: 'work-orders.sync',
    params: { sourceId: 'fossa' },
    every: 'PT1H',
    timeZone: 'America/Chicago',
    enabled: true,
  });
  expect(importSources(portal)).toMatchObject({ created: { sources: 0, schedules: 0 }, unchanged: { sources: 1 } });
});

it('writes out what it read, and never a password', () => {
  importSources(portal);
  const text = exportConfig({ store: test.store });
  expect(JSON.parse(text)).toMatchObject({ sources: [{ ...portal, allowPrivateAddress: false }] });
  const again = importConfig(text, { store: test.store, jobs, now: test.clock.now() });
  expect(again).toMatchObject({ created: { sources: 0, schedules: 0 }, changed: { sources: 0, schedules: 0 } });
});

it.each<[string, object, RegExp]>([
  ['a password in the file', { password: 'hush' }, /sources\[0\]\.password: unknown key/],
  ['no user name', { username: undefined }, /sources\[0\]\.username/],
  ['a zone that is none', { timeZone: 'Mars/Olympus' }, /sources\[0\]\.timeZone: is not a time zone known here/],
  ['a variable whose name is none', { passwordEnv: 'not a name' }, /sources\[0\]\.passwordEnv: must be the name/],
  ['an address with a password', { baseUrl: 'https://me:hush@portal.example' }, /sources\[0\]\.baseUrl/],
])('refuses %s, without repeating a secret', (_what, change, message) => {
  const refuse = () => importSources({ ...portal, ...change });
  expect(refuse).toThrow(message);
  expect(refuse).not.toThrow(/hush/);
  expect(test.store.sources.list()).toEqual([]);
});

it('refuses a building or a hut at a portal', () => {
  const file = {
    version: 1,
    sources: [portal],
    buildings: [{ code: '1', name: 'One', sourceId: 'fossa', waitzId: '8' }],
    huts: [{ slug: 'karst', name: 'Karst', sourceId: 'fossa', bookingRef: '1' }],
  };
  const refuse = () => importConfig(JSON.stringify(file), { store: test.store, jobs, now: 0 });
  expect(refuse).toThrow(/buildings\[0\]\.sourceId: source "fossa" is a workfossa source, which has no buildings/);
  expect(refuse).toThrow(/huts\[0\]\.sourceId: source "fossa" is a workfossa source, which has no huts/);
});
