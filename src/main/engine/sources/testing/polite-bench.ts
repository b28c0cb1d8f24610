import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { SourceLimits } from '#shared/model/source.ts';
import { createHttpFetch, type HttpFetch } from '../../../adapters/http-fetch.ts';
import { type LoopbackSite, startLoopbackSite } from '../../../testing/loopback-site.ts';
import type { Clock, Log } from '../../ports.ts';
import { openConnection } from '../../store/connection.ts';
import { createHostLedger, type HostLedger } from '../../store/host-ledger.ts';
import { migrate } from '../../store/migrate.ts';
import {
  createPoliteHttp,
  type PoliteAnswer,
  type PoliteHttp,
  type PoliteHttpOptions,
  type PoliteRequest,
} from '../polite-http.ts';

/** When tests of the polite client begin: 2 March 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 2, 2, 12);

/** A clock whose waits pass at once and move it, and whose deadlines are real. */
interface TestClock extends Clock {
  advance(durationMs: number): void;
  readonly waits: readonly number[];
}

/** What a test may change about a request; limits over those of a source without a gap. */
interface Asked extends Partial<Omit<PoliteRequest, 'limits'>> {
  readonly limits?: Partial<SourceLimits>;
}

/** The polite client over real sockets and a real database, with a scripted site to ask. */
export interface PoliteBench {
  readonly clock: TestClock;
  readonly site: LoopbackSite;
  readonly client: HttpFetch;
  readonly ledger: HostLedger;
  /** Another connection to the same database, as another process has it. */
  openLedger(): Promise<HostLedger>;
  /** A polite client of its own; what is not given is that of the bench. */
  createHttp(options: Partial<PoliteHttpOptions>): PoliteHttp;
  /** Asks for a path of the site or a whole address. */
  ask(target: string, asked?: Asked, through?: PoliteHttp): Promise<PoliteAnswer>;
  close(): Promise<void>;
}

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Sets up a bench in a folder of its own; the caller closes it. */
export async function openPoliteBench(): Promise<PoliteBench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rounds-http-'));
  const closers: (() => void)[] = [];
  const clock = createTestClock();
  const openLedger = async (): Promise<HostLedger> => {
    const connection = openConnection({ path: path.join(folder, 'rounds.db'), clock, log });
    closers.push(() => connection.close());
    await migrate(connection);
    return createHostLedger(connection);
  };
  const ledger = await openLedger();
  const client = createHttpFetch();
  const site = await startLoopbackSite();
  const userAgent = (): string => 'Rounds/0.1.0 (+ops@example.test)';
  const createHttp = (options: Partial<PoliteHttpOptions>): PoliteHttp =>
    createPoliteHttp({ clock, fetch: client.fetch, ledger, log, userAgent, ...options });
  const http = createHttp({});
  return {
    clock,
    site,
    client,
    ledger,
    openLedger,
    createHttp,
    ask: (target, { limits = {}, ...rest } = {}, through = http) =>
      through.getText({
        url: target.startsWith('/') ? site.url + target : target,
        accept: 'application/json',
        allowPrivateAddress: true,
        signal: new AbortController().signal,
        limits: SourceLimits.parse({ minGapMs: 0, ...limits }),
        ...rest,
      }),
    async close() {
      await client.close();
      await site.close();
      for (const close of closers) close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A clock whose waits pass at once and move it, and whose deadlines are real. */
export function createTestClock(): TestClock {
  let now = noon;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    monotonicMs: () => performance.now(),
    uptimeMs: () => performance.now(),
    breathe: () => Promise.resolve(),
    advance: (durationMs) => void (now += durationMs),
    wait: async (durationMs, signal) => {
      if (signal.aborted) throw new AppError('canceled', 'Waiting was canceled.');
      waits.push(durationMs);
      now += durationMs;
    },
    deadline(durationMs, abort = new AbortController()) {
      const timer = setTimeout(() => abort.abort(), durationMs);
      return { signal: abort.signal, end: () => clearTimeout(timer) };
    },
  };
}
