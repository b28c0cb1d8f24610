// Opens pages as the product does, told by lines of JSON on its input, and answers on its output. For tests.
import { createInterface } from 'node:readline';
import { app } from 'electron';
import { createBrowserStart } from '../../../src/main/adapters/browser-start.ts';
import { createElectronVault } from '../../../src/main/adapters/electron-vault.ts';
import { createElectronPages } from '../../../src/main/adapters/pages/electron-pages.ts';
import { systemClock } from '../../../src/main/adapters/system-clock.ts';
import type { Log } from '../../../src/main/engine/ports.ts';
import type { PageCookie, RenderedPage } from '../../../src/main/engine/rendered-pages.ts';
import { AppError, toAppError } from '../../../src/shared/errors.ts';
import type { PagesOrder } from './orders.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const browser = createBrowserStart(app, {
  platform: process.platform,
  environment: process.env,
  ozonePlatform: app.commandLine.getSwitchValue('ozone-platform'),
});
const pages = createElectronPages({ browser, clock: systemClock, log: silent });
const vault = createElectronVault(browser);
const opened = new Map<string, { readonly page: RenderedPage; readonly abort: AbortController }>();

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function open({ page: name, options }: Extract<PagesOrder, { do: 'open' }>): Promise<void> {
  const abort = new AbortController();
  const page = await pages.open({
    partition: 'test',
    userAgent: 'Rounds/test',
    allowPrivateAddress: true,
    stepLimitMs: 10_000,
    cookies: [],
    ...options,
    signal: abort.signal,
    admit: async (url, kind) => {
      tell({ event: 'admit', page: name, url, kind });
      if (options.refuses !== undefined && url.includes(options.refuses))
        throw new AppError('network', 'Not now.', { retryAt: 1 });
    },
    answered: (url, status, retryAfter) => tell({ event: 'answered', page: name, url, status, retryAfter }),
  });
  opened.set(name, { page, abort });
}

function pageOf(name: string): { readonly page: RenderedPage; readonly abort: AbortController } {
  const one = opened.get(name);
  if (one === undefined) throw new Error(`There is no page ${name}.`);
  return one;
}

async function obey(order: PagesOrder): Promise<unknown> {
  switch (order.do) {
    case 'open':
      return open(order);
    case 'goTo':
      return pageOf(order.page).page.goTo(order.url);
    case 'url':
      return pageOf(order.page).page.url();
    case 'waitUntil':
      return pageOf(order.page).page.waitUntil(order.condition);
    case 'read':
      return pageOf(order.page).page.read(order.selector);
    case 'type':
      return pageOf(order.page).page.type(order.selector, order.text);
    case 'click':
      return pageOf(order.page).page.click(order.selector);
    case 'html':
      return pageOf(order.page).page.html();
    case 'picture': {
      const picture = await pageOf(order.page).page.picture();
      return picture === null ? null : Buffer.from(picture).toString('base64');
    }
    case 'cookies':
      return (await pageOf(order.page).page.cookies()) satisfies readonly PageCookie[];
    case 'close':
      return pageOf(order.page).page.close();
    case 'abort':
      return pageOf(order.page).abort.abort();
    case 'processes':
      return app.getAppMetrics().map(({ type, pid }) => ({ type, pid }));
    case 'keychain':
      return vault.keychain();
    case 'seal':
      return Buffer.from(await vault.seal(order.text)).toString('base64');
    case 'unseal':
      return vault.open(Buffer.from(order.sealed, 'base64'));
    case 'quit':
      return app.exit(0);
  }
}

app.on('window-all-closed', () => {});
process.on('SIGTERM', () => tell({ event: 'signal', name: 'SIGTERM' }));
createInterface(process.stdin).on('line', (line) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other side is this test's own
  const { id, order } = JSON.parse(line) as { readonly id: number; readonly order: PagesOrder };
  obey(order).then(
    (value) => tell({ id, value: value ?? null }),
    (thrown: unknown) => {
      const { code, userMessage, cause } = toAppError(thrown);
      tell({ id, error: { code, userMessage, cause: String(cause) } });
    },
  );
});
