import type { EpochMs } from '#shared/model/primitives.ts';

/** What the polite client asks of the ledger of hosts; `store/host-ledger.ts` keeps it in the database. */
export interface PoliteLedger {
  /** Counts one request and says when it may start, or why it may not; atomic over processes. */
  reserve(
    host: string,
    limits: { readonly minGapMs: number; readonly requestsPerDay: number },
    now: EpochMs,
  ): { readonly kind: 'granted'; readonly startAt: EpochMs } | HostRefusal;
  /** Counts one request that takes no place behind the gap, or says why it may not be sent. */
  count(host: string, limits: { readonly requestsPerDay: number }, now: EpochMs): HostRefusal | null;
  /** Why a granted request must not start any more after all; null when it may. */
  refusal(host: string, now: EpochMs): HostRefusal | null;
  /** Gives a granted request back that was never sent. */
  giveBack(host: string, startAt: EpochMs): void;
  answered(host: string): void;
  failed(host: string, now: EpochMs): void;
  undecided(host: string): void;
  askedToWait(host: string, until: EpochMs, reason: string): void;
  keptAnswer(url: string): KeptAnswer | undefined;
  keepAnswer(url: string, answer: KeptAnswer, now: EpochMs): void;
  forgetAnswer(url: string): void;
}

/** Why a host is not asked now. */
export type HostRefusal =
  | { readonly kind: 'asked_to_wait'; readonly until: EpochMs }
  | { readonly kind: 'broken'; readonly until: EpochMs; readonly failuresInRow: number }
  | { readonly kind: 'over_budget'; readonly until: EpochMs; readonly requestsPerDay: number };

/** An answer with its validators, for asking again under a condition. */
export interface KeptAnswer {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly body: string;
}
