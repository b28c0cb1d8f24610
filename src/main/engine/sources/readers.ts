import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutMaster } from '#shared/model/hut.ts';
import type { HutReservationSource, HutsOrgSource, WaitzSource } from '#shared/model/source.ts';
import { readHutAvailability, readHutInfo } from './hut-reservation/fetch.ts';
import type { HutAvailability } from './hut-readings.ts';
import { readHutsOrgWeek } from './huts-org/fetch.ts';
import type { HutsOrgWeek } from './huts-org/parse-week.ts';
import type { SourceReader } from './source-reader.ts';
import type { OpenPortal } from './workfossa/portal.ts';
import type { WaitzTrend } from './waitz/compare.ts';
import { readWaitzCompare, readWaitzLive } from './waitz/fetch.ts';
import type { WaitzLocation } from './waitz/parse.ts';

/** Every external system as jobs see it: fetched politely, parsed off the main thread, checked. */
export interface SourceReaders {
  readonly waitz: {
    /** Every location of a school; one request. */
    live(source: WaitzSource, signal: AbortSignal): Promise<readonly WaitzLocation[]>;
    /** The text facts of a school's locations; one request. */
    compare(source: WaitzSource, signal: AbortSignal): Promise<readonly WaitzTrend[]>;
  };
  readonly huts: {
    /** The whole calendar of a hut, or null where `isKnown` knows the answer's text; one request. */
    availability(
      source: HutReservationSource,
      question: { readonly bookingRef: string; readonly signal: AbortSignal; isKnown(text: string): boolean },
    ): Promise<HutAvailability | null>;
    /** What is told of a hut itself; one request. */
    info(source: HutReservationSource, bookingRef: string, signal: AbortSignal): Promise<HutMaster>;
    /** The week of all huts that holds a date; one request. */
    week(source: HutsOrgSource, from: CalendarDate, signal: AbortSignal): Promise<HutsOrgWeek>;
  };
  /** Opens a work-order portal, signed in. */
  readonly workfossa: OpenPortal;
}

/** What the readers of one process work with. */
export interface ReaderParts extends SourceReader {
  readonly openPortal: OpenPortal;
}

/** Binds the readers to one polite client and one parse worker. */
export function createSourceReaders({ openPortal, ...reader }: ReaderParts): SourceReaders {
  return {
    waitz: {
      live: (source, signal) => readWaitzLive(reader, source, signal),
      compare: (source, signal) => readWaitzCompare(reader, source, signal),
    },
    huts: {
      availability: (source, question) => readHutAvailability(reader, source, question),
      info: (source, bookingRef, signal) => readHutInfo(reader, source, bookingRef, signal),
      week: (source, from, signal) => readHutsOrgWeek(reader, source, from, signal),
    },
    workfossa: openPortal,
  };
}
