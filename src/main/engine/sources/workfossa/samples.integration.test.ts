import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackSite, startLoopbackSite } from '../../../testing/loopback-site.ts';
import { openPortalBench, portalSource, type PortalBench } from '../testing/portal-bench.ts';
import { hasPortalSamples, readPortalSample } from '../testing/portal-samples.ts';
import type { WorkListReading } from './portal.ts';

let bench: PortalBench;
let site: LoopbackSite;

beforeEach(async () => {
  bench = await openPortalBench({ orderCount: 1 });
  site = await startLoopbackSite();
  // Something is kept, so that no password is asked for ahead.
  bench.accounts.cookies = [
    { name: 'session', value: 'kept', path: '/', isSecure: false, isHttpOnly: true, expiresAt: null },
  ];
});
afterEach(async () => {
  await site.close();
  await bench.close();
});

/** Plays samples one after another in place of the list; each click on “next” shows the one after. */
async function readSamples(names: readonly string[], timeoutMs = 10_000): Promise<WorkListReading> {
  const pages = names.map((name) => withoutItsScripts(readPortalSample(name)));
  const [first = '', ...others] = pages;
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  for (const [index, page] of others.entries())
    site.on(`/page/${index + 2}`, { headers, body: turning(page, index + 3) });
  site.on('/app/work/list', { headers, body: turning(first, 2) });
  const portal = await bench.open({}, portalSource(site.url, timeoutMs));
  try {
    return await portal.readList();
  } finally {
    await portal.close();
  }
}

/** The scripts and styles of the real portal are not there, and its form leads to the site that plays it. */
function withoutItsScripts(html: string): string {
  const bare = html.replaceAll(/<(script|style)\b[^>]*>[^]*?<\/\1>|<link\b[^>]*>/g, '');
  return bare.replaceAll(/action="https:\/\/[^"/]+/g, 'action="');
}

/** A page whose next link leads to another one, in place of the script that would fetch it. */
function turning(html: string, next: number): string {
  const script = `<script>for (const link of document.querySelectorAll('.paginator-wrapper .next-page:not(.disabled)')) link.setAttribute('href', '/page/${next}');</script>`;
  return html.replace('</body>', `${script}</body>`);
}

describe.skipIf(!hasPortalSamples)('the recorded pages of the portal, served on loopback', { timeout: 60_000 }, () => {
  it('are 58 orders on one page', async () => {
    const list = await readSamples(['work-list-58-rows-2025-06-14.recorded.html']);
    expect(list).toMatchObject({ faults: [], doubts: [], trouble: null, pages: 1, matches: null });
    expect(list.orders).toHaveLength(58);
    const first = list.orders.find(({ order }) => order.number === 'W-129651');
    // 09:41 in New York, in summer.
    expect(first?.order.createdAt).toBe(Date.UTC(2025, 3, 8, 13, 41));
  });

  it('are the same orders on three pages, found by the right pager', async () => {
    const names = [1, 2, 3].map((page) => `work-list-page-${page}-of-3.constructed.html`);
    const list = await readSamples(names);
    expect(list).toMatchObject({ faults: [], doubts: [], trouble: null, pages: 3 });
    expect(list.orders).toHaveLength(58);
  });

  it('are no orders where the list is empty, and it is looked at twice', async () => {
    expect(await readSamples(['work-list-empty.constructed.html'], 2000)).toMatchObject({
      orders: [],
      doubts: [],
      trouble: null,
    });
    expect(bench.pages.asked).toHaveLength(2);
  });

  it('are signed out, never no orders, where the form to sign in comes in place of the list', async () => {
    bench.accounts.secret = 'sample-password';
    const page = withoutItsScripts(readPortalSample('login-page.recorded.html'));
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    site.on('/login', { headers, body: page });
    const reading = readSamples(['login-page.recorded.html']);
    await expect(reading).rejects.toMatchObject({ code: 'signed_out' });
    expect(bench.accounts.told).toEqual(['password', 'refused', 'kept']);
  });
});
