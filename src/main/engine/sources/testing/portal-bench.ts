import { AppError } from '#shared/errors.ts';
import { WorkFossaSource } from '#shared/model/source.ts';
import { createSampleSites, type SampleSites } from '../../../sample-sites/index.ts';
import { portalAccount } from '../../../sample-sites/portal/site.ts';
import type { PortalTrouble } from '../../../sample-sites/portal/troubles.ts';
import type { Accounts } from '../../accounts.ts';
import type { PageCookie } from '../../rendered-pages.ts';
import { createMemoryLog } from '../../testing/fake-ports.ts';
import { createOpenPortal } from '../workfossa/open-portal.ts';
import type { Evidence, Portal, PortalOptions } from '../workfossa/portal.ts';
import { createJsdomPages, type JsdomPages } from './jsdom-pages.ts';
import { parseHere } from './parse-here.ts';
import { createTestClock } from './polite-bench.ts';

/** Accounts in memory that note what they were told. */
export interface MemoryAccounts extends Accounts {
  /** The session that is kept; a test may empty it. */
  cookies: readonly PageCookie[];
  secret: string;
  readonly told: string[];
}

/** A sample portal on loopback, pages without a browser, and everything else that opening a portal needs. */
export interface PortalBench {
  readonly sites: SampleSites;
  readonly pages: JsdomPages;
  readonly accounts: MemoryAccounts;
  readonly log: ReturnType<typeof createMemoryLog>;
  readonly evidence: Evidence[];
  /** Documents that wanted a turn, and what became of them. */
  readonly turns: string[];
  /** What goes wrong from now on. */
  troubles: readonly PortalTrouble[];
  /** The time at the portal, UTC epoch milliseconds. */
  now: number;
  readonly source: WorkFossaSource;
  open(change?: Partial<PortalOptions>, source?: WorkFossaSource): Promise<Portal>;
  /** Opens, reads the list and closes. */
  readList(change?: Partial<PortalOptions>): ReturnType<Portal['readList']>;
  close(): Promise<void>;
}

/** When the tests of the portal begin: 2 March 2026, 15:20 UTC, when no order is away. */
const start = Date.UTC(2026, 2, 2, 15, 20);

/** Sets up a bench; `orderCount` orders, and steps that end after `timeoutMs`. The caller closes it. */
export async function openPortalBench({ orderCount = 230, timeoutMs = 5000 } = {}): Promise<PortalBench> {
  const state: { troubles: readonly PortalTrouble[]; now: number } = { troubles: [], now: start };
  const sites = await createSampleSites({
    seed: 1,
    now: () => state.now,
    portal: { orderCount, troubles: () => state.troubles },
  });
  const pages = createJsdomPages();
  const accounts = createMemoryAccounts();
  const log = createMemoryLog();
  const evidence: Evidence[] = [];
  const turns: string[] = [];
  const source = portalSource(sites.url, timeoutMs);
  const openPortal = createOpenPortal({
    pages,
    parse: parseHere,
    accounts,
    clock: createTestClock(),
    log,
    userAgent: () => 'Rounds/0.1.0 (+ops@example.test)',
    turns: {
      take: async (url, kind) => void turns.push(`${kind} ${new URL(url).pathname}`),
      settle: (_, status) => void turns.push(String(status)),
    },
  });
  const bench: PortalBench = Object.assign(state, {
    sites,
    pages,
    accounts,
    log,
    evidence,
    turns,
    source,
    open: (change: Partial<PortalOptions> = {}, of = source) =>
      openPortal(of, {
        signal: new AbortController().signal,
        onEvidence: (seen) => void evidence.push(seen),
        onProgress: () => undefined,
        ...change,
      }),
    async readList(change: Partial<PortalOptions> = {}) {
      const portal = await bench.open(change);
      try {
        return await portal.readList();
      } finally {
        await portal.close();
      }
    },
    close: () => sites.close(),
  });
  return bench;
}

/** The source of a portal at an address, whose steps end after so long. */
export function portalSource(baseUrl: string, timeoutMs: number): WorkFossaSource {
  return WorkFossaSource.parse({
    kind: 'workfossa',
    id: 'portal',
    name: 'Portal',
    baseUrl,
    username: portalAccount.username,
    allowPrivateAddress: true,
    limits: { minGapMs: 0, timeoutMs },
  });
}

function createMemoryAccounts(): MemoryAccounts {
  const told: string[] = [];
  let refused: string | null = null;
  const accounts: MemoryAccounts = {
    cookies: [],
    secret: portalAccount.password,
    told,
    account: () => Promise.reject(new AppError('internal', 'Nobody asks for this here.')),
    async password() {
      told.push('password');
      if (accounts.secret === refused) throw new AppError('signed_out', 'The portal refused this password before.');
      return accounts.secret;
    },
    async savePassword(_, password) {
      accounts.secret = password;
    },
    async forgetPassword() {
      accounts.cookies = [];
    },
    async noteRefused(_, password) {
      refused = password;
      told.push('refused');
    },
    noteSignedIn: () => void told.push('signed in'),
    forgiveRefusal: () => (refused = null),
    session: async () => accounts.cookies,
    async keepSession(_, cookies) {
      accounts.cookies = cookies;
      told.push('kept');
    },
  };
  return accounts;
}
