import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEnvironmentSecrets } from './adapters/environment-secrets.ts';
import { demoEnvironment, portalSourceConfig } from './demo-work-orders.ts';
import { importConfig } from './engine/config/import-config.ts';
import { jobs } from './engine/jobs/registry.ts';
import { openPortalBench, type PortalBench } from './engine/sources/testing/portal-bench.ts';
import { createTestEngine, type TestEngine } from './engine/testing/test-engine.ts';

let test: TestEngine;
let bench: PortalBench;
beforeEach(async () => {
  test = await createTestEngine();
  bench = await openPortalBench({ orderCount: 30 });
});
afterEach(async () => {
  await bench.close();
  await test.close();
});

it('signs in at the sample portal with what the configuration and the environment of sample data say', async () => {
  const { store } = test.engine;
  importConfig(JSON.stringify({ version: 1, ...portalSourceConfig(bench.sites.url) }), { store, jobs, now: 0 });
  const [source] = store.sources.list();
  if (source?.kind !== 'workfossa') throw new Error('There is no portal.');
  bench.accounts.secret = createEnvironmentSecrets(demoEnvironment).read(source.passwordEnv ?? '') ?? '';
  const portal = await bench.open({}, source);
  expect(await portal.glance()).toEqual({ orders: 25, matches: 30 });
  await portal.close();
});
