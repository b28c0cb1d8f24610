import { z } from 'zod';
import { BookingRef } from '#shared/model/hut.ts';
import { Id } from '#shared/model/primitives.ts';
import type { JobFlag } from '../define-job.ts';
import type { Intervals } from './due.ts';

const Minutes = z.int().min(5).max(10_080);

/** The parameters of `huts.update`. */
export const HutsUpdateParameters = z.strictObject({
  /** Only this source; every source of huts when left out. */
  sourceId: Id.optional(),
  /** Only these huts, by slug or by the source's reference, due or not; those that are due when left out. */
  huts: z.array(BookingRef).min(1).optional().meta({ title: 'Huts', description: 'Slugs or numbers; due or not.' }),
  /** Looks at every hut, due or not. */
  all: z.boolean().default(false).meta({ title: 'Look at every hut, due or not' }),
  /** Nights that come to be known, counted from today. */
  days: z.int().min(1).max(731).default(365).meta({ title: 'Nights to keep' }),
  /** Smallest distance of two requests, seconds; the source's own limit holds where it is longer. */
  requestIntervalSeconds: z.number().min(0).max(60).default(0.1).meta({ title: 'Seconds between requests, at least' }),
  /** How often a hut is looked at by its fullest night of the next two weeks: high or full, medium, low or empty, unknown. */
  busyMinutes: Minutes.default(30).meta({ title: 'Minutes between looks at a hut full or nearly full' }),
  mediumMinutes: Minutes.default(180).meta({ title: 'Minutes between looks at a hut filling' }),
  quietMinutes: Minutes.default(1440).meta({ title: 'Minutes between looks at a hut with beds enough' }),
  unknownMinutes: Minutes.default(10_080).meta({ title: 'Minutes between looks at a hut without figures' }),
});
export type HutsUpdateParameters = z.output<typeof HutsUpdateParameters>;

/** The command-line flags of `huts.update`. */
export const hutsUpdateFlags = {
  hut: {
    parameter: 'huts',
    isList: true,
    valueName: 'SLUG|ID',
    description: 'only this hut, by slug or by its number at the source, due or not; repeatable',
  },
  days: { parameter: 'days', isList: false, kind: 'number', valueName: 'N', description: 'nights to keep (365)' },
  'request-interval': {
    parameter: 'requestIntervalSeconds',
    isList: false,
    kind: 'number',
    valueName: 'S',
    description: 'least distance of two requests, seconds (0.1); a longer one of the source holds',
  },
} as const satisfies Record<string, JobFlag<Extract<keyof HutsUpdateParameters, string>>>;

/** The intervals that parameters ask for. */
export function intervalsOf(params: HutsUpdateParameters): Intervals {
  const minuteMs = 60_000;
  return {
    busyMs: params.busyMinutes * minuteMs,
    mediumMs: params.mediumMinutes * minuteMs,
    quietMs: params.quietMinutes * minuteMs,
    unknownMs: params.unknownMinutes * minuteMs,
  };
}
