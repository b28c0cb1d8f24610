import type { EpochMs } from '#shared/model/primitives.ts';
import type { SourceLimits } from '#shared/model/source.ts';
import type { Clock, Log } from '../ports.ts';
import { readAddress } from './addresses.ts';
import { canceledError } from './hop-watch.ts';
import { describeStatus, refusalError, retryAfter } from './http-answers.ts';
import type { PoliteLedger } from './polite-ledger.ts';

/** The same ledger of hosts for whoever asks by other means than `PoliteHttp`: a browser. */
export interface PoliteTurns {
  /**
   * Waits for the turn of a document, or counts a part of one, which waits for nothing. Rejects like `PoliteHttp` where the host is not
   * to be asked now: over budget, asked to wait, broken, or canceled.
   */
  take(
    url: string,
    kind: 'document' | 'part',
    options: { readonly limits: SourceLimits; readonly signal: AbortSignal },
  ): Promise<void>;
  /** Notes what became of a document, for the circuit breaker; null: no answer. A wait that it asks for is kept to. */
  settle(url: string, status: number | null, retryAfter?: string): void;
}

/** What turns are taken with. */
export interface TurnParts {
  readonly clock: Clock;
  readonly ledger: PoliteLedger;
  readonly log: Log;
}

/** Makes the turns of a process. */
export function createPoliteTurns(parts: TurnParts): PoliteTurns {
  const { clock, ledger } = parts;
  return {
    async take(url, kind, options) {
      const { host } = readAddress(url);
      if (options.signal.aborted) throw canceledError(host, options.signal);
      if (kind === 'document') return takeTurn(parts, host, options);
      const refusal = ledger.count(host, options.limits, clock.now());
      if (refusal) throw refusalError(host, refusal, clock.now());
    },
    settle(url, status, asked) {
      const { host } = readAddress(url);
      if (status === null || status >= 500) ledger.failed(host, clock.now());
      else ledger.answered(host);
      if (status !== null) noteWait(parts, host, status, asked);
    },
  };
}

/**
 * Takes a place in the ledger and waits for it. Rejects where the host is not to be asked now, with the place given back, and with
 * what the signal was aborted with.
 */
export async function takeTurn(
  { clock, ledger }: Pick<TurnParts, 'clock' | 'ledger'>,
  host: string,
  { limits, signal }: { readonly limits: SourceLimits; readonly signal: AbortSignal },
): Promise<void> {
  const reserved = ledger.reserve(host, limits, clock.now());
  if (reserved.kind !== 'granted') throw refusalError(host, reserved, clock.now());
  let isSent = false;
  try {
    const waitMs = reserved.startAt - clock.now();
    if (waitMs > 0) await clock.wait(waitMs, signal);
    const refusal = ledger.refusal(host, clock.now());
    if (refusal) throw refusalError(host, refusal, clock.now());
    if (signal.aborted) throw canceledError(host, signal);
    isSent = true;
  } finally {
    if (!isSent) ledger.giveBack(host, reserved.startAt);
  }
}

/** Notes the pause that an answer asks for, for everybody on the database, and gives its end; null where it asks for none. */
export function noteWait(
  { clock, ledger, log }: TurnParts,
  host: string,
  status: number,
  header: string | undefined,
): EpochMs | null {
  const canAsk = status === 429 || status === 503;
  const retryAt = canAsk ? retryAfter(header, clock.now()) : null;
  if (retryAt === null) return null;
  ledger.askedToWait(host, retryAt, describeStatus(status));
  log.info({ host, status, retryAt }, 'A host asked for a pause');
  return retryAt;
}
