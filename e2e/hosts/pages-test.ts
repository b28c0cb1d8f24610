import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { type LoopbackSite, startLoopbackSite } from '../../src/main/testing/loopback-site.ts';
import { stillRunning, processTree } from './processes.ts';
import { buildPagesApp, type OrderError, type PagesHost, startPagesHost } from './pages-host.ts';
import type { PageOrderOptions } from './pages-app/orders.ts';

interface Fixtures {
  readonly site: LoopbackSite;
  /** Another site, which no page of the first may reach. */
  readonly elsewhere: LoopbackSite;
  readonly host: PagesHost;
  readonly home: string;
  /** Opens a page of the site. */
  readonly open: (options?: Partial<PageOrderOptions>, name?: string) => Promise<void>;
}

/** Tests of pages, with a site, a process of ours and another site that it must not reach. */
export const test = base.extend<Fixtures, { readonly app: string }>({
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
export function html(body: string, headers: Readonly<Record<string, string>> = {}) {
  return {
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: `<!DOCTYPE html><title>Portal</title>${body}`,
  };
}

/** What an order failed with. */
export async function failure(asked: Promise<unknown>): Promise<OrderError> {
  return asked.then(
    (value) => {
      throw new Error(`It did not fail: ${JSON.stringify(value)}`);
    },
    (error: OrderError) => error,
  );
}

export { expect };
