import type { AppError } from '#shared/errors.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { Accounts } from '../../accounts.ts';
import type { Clock, Log, Parse } from '../../ports.ts';
import type { RenderedPages } from '../../rendered-pages.ts';
import type { PoliteTurns } from '../polite-turns.ts';
import { locationAddress } from './addresses.ts';
import { createAnswerWatch } from './answer-watch.ts';
import type { OpenPortal, Portal, PortalOptions } from './portal.ts';
import { openFirstPage, readPages } from './read-list.ts';
import { selectors } from './selectors.ts';
import { enter, openList } from './sign-in.ts';
import { asList, goTo, readText, runStep, see, type Seen, type Visit } from './visit.ts';

/** What opening a portal asks of the rest. */
export interface PortalParts {
  readonly pages: RenderedPages;
  readonly parse: Parse;
  readonly accounts: Accounts;
  readonly turns: PoliteTurns;
  readonly clock: Clock;
  readonly log: Log;
  /** Read anew for every portal, because a person may change the contact in it. */
  userAgent(): string;
}

/** Opens portals in the browser, one page each; the session is kept for the next one. */
export function createOpenPortal(parts: PortalParts): OpenPortal {
  return async (source, options) => {
    const { accounts, log } = parts;
    warmUp(parts, options);
    const isTest = options.password !== undefined;
    const cookies = isTest ? [] : await accounts.session(source);
    // Without a session the password is needed anyhow, and one that was refused must not lead to a request.
    const password = options.password ?? (cookies.length === 0 ? await accounts.password(source) : null);
    const visit = await openVisit(parts, source, options, cookies);
    const keepSession = async (): Promise<void> => {
      if (!isTest) await accounts.keepSession(source, await visit.page.cookies());
    };
    try {
      const seen = await enter(visit, accounts, password);
      await keepSession();
      return createPortal(visit, seen, async () => {
        try {
          await keepSession();
        } catch (error) {
          log.warn({ error, sourceId: source.id }, 'The session of the portal could not be kept');
        } finally {
          await visit.page.close();
        }
      });
    } catch (error) {
      await visit.page.close();
      throw error;
    }
  };
}

/** Lets the parser be loaded while the browser gets ready; what it makes of nothing tells nothing. */
function warmUp({ parse }: PortalParts, { signal }: PortalOptions): void {
  parse('workfossa.page', '<html></html>', signal).catch(() => undefined);
}

async function openVisit(
  { pages, parse, turns, clock, log, userAgent }: PortalParts,
  source: WorkFossaSource,
  options: PortalOptions,
  cookies: Awaited<ReturnType<Accounts['session']>>,
): Promise<Visit> {
  const { limits } = source;
  const { signal } = options;
  const watch = createAnswerWatch(clock, limits.timeoutMs);
  const page = await pages.open({
    // A test waits for a run to end, or the other way round; neither finds more of the other than the cookies it is given.
    partition: source.id,
    origin: new URL(source.baseUrl).origin,
    userAgent: userAgent(),
    allowPrivateAddress: source.allowPrivateAddress,
    stepLimitMs: limits.timeoutMs,
    signal,
    cookies,
    admit: (url, kind) => turns.take(url, kind, { limits, signal }),
    answered(url, status, retryAfter) {
      turns.settle(url, status, retryAfter);
      watch.note(status);
    },
  });
  const shown = new WeakSet<AppError>();
  return { source, page, parse, clock, log, options, shown, lastStatus: watch.lastStatus, nextAnswer: watch.next };
}

function createPortal(visit: Visit, entered: Seen, leave: () => Promise<void>): Portal {
  /** What the page shows, as long as nothing moved it. */
  let seen: Seen | null = entered;
  let closing: Promise<void> | null = null;
  const list = async (): Promise<Seen> => seen ?? openList(visit, 'the list');
  return {
    async readList() {
      visit.options.onProgress('Page 1 of the list');
      const current = await list();
      seen = null;
      return readPages(visit, await openFirstPage(visit, current));
    },
    async glance() {
      const { html } = await runStep(visit, 'the list', async () => asList(await list()));
      const { rows, pager } = await readText(visit, 'the list', html);
      return { orders: rows, matches: pager.matches };
    },
    readEquipment(locationId) {
      seen = null;
      return runStep(visit, `the equipment of place ${locationId}`, () => readEquipment(visit, locationId));
    },
    close: () => (closing ??= leave()),
  };
}

async function readEquipment(visit: Visit, locationId: string): ReturnType<Portal['readEquipment']> {
  const { page, parse, options, source } = visit;
  await goTo(visit, locationAddress(source, locationId));
  const sight = await page.waitUntil({ anyOf: [selectors.loginForm, selectors.equipmentHeading] });
  if (sight.found === selectors.loginForm) asList(await see(visit, sight));
  return parse('workfossa.equipment', sight.html, options.signal);
}
