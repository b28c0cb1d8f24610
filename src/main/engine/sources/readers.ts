import type { Source } from '#shared/model/source.ts';
import type { WaitzTrend } from './waitz/compare.ts';
import { readWaitzCompare, readWaitzLive, type WaitzReader } from './waitz/fetch.ts';
import type { WaitzLocation } from './waitz/parse.ts';

/** Every external system as jobs see it: fetched politely, parsed off the main thread, checked. */
export interface SourceReaders {
  readonly waitz: {
    /** Every location of a school; one request. */
    live(source: Source, signal: AbortSignal): Promise<readonly WaitzLocation[]>;
    /** The text facts of a school's locations; one request. */
    compare(source: Source, signal: AbortSignal): Promise<readonly WaitzTrend[]>;
  };
}

/** Binds the readers to one polite client and one parse worker. */
export function createSourceReaders(reader: WaitzReader): SourceReaders {
  return {
    waitz: {
      live: (source, signal) => readWaitzLive(reader, source, signal),
      compare: (source, signal) => readWaitzCompare(reader, source, signal),
    },
  };
}
