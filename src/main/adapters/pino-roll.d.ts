/** What Rounds uses of pino-roll 4, which ships no types. */
declare module 'pino-roll' {
  import type { DestinationStream } from 'pino';

  interface RollOptions {
    readonly file: string;
    readonly extension?: string;
    /** Such as `5m` for five megabytes. */
    readonly size?: string;
    readonly limit?: { readonly count: number };
    readonly mkdir?: boolean;
    readonly sync?: boolean;
  }
  export default function roll(options: RollOptions): Promise<DestinationStream & { flushSync(): void; end(): void }>;
}
