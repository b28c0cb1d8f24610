import type { SourceLimits } from '#shared/model/source.ts';

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
