import { z } from 'zod';
import { Id, TimeZone } from '#shared/model/primitives.ts';
import type { JobFlag } from '../define-job.ts';

/** The parameters of `slots.maintain`. */
export const SlotsMaintainParameters = z.strictObject({
  /** Only providers in this time zone; those of every zone when left out. */
  timeZone: TimeZone.optional().meta({ title: 'Only providers in this time zone' }),
  /** Only these providers, and only these services; all of them when left out. */
  providers: z.array(Id).min(1).optional().meta({ title: 'Providers', description: 'Their ids; all when left out.' }),
  services: z.array(Id).min(1).optional().meta({ title: 'Services', description: 'Their ids; all when left out.' }),
  /** Slots are kept for today, in each provider's zone, and so many dates after it. */
  daysAhead: z.int().min(0).max(366).default(30).meta({ title: 'Days ahead' }),
  /** Also removes booked slots of past dates. Never from a schedule, and only after a word was typed. */
  forceCleanup: z.boolean().default(false).meta({ title: 'Remove booked slots of past dates too' }),
  /** A service whose rules make more slots than this in the window is left alone with an error. */
  mostSlotsPerService: z.int().min(1).max(20_000).default(5000).meta({ title: 'Most slots of one service' }),
});
export type SlotsMaintainParameters = z.output<typeof SlotsMaintainParameters>;

/** Days of the window that slot maintenance keeps filled where nothing else is said, today included. */
export const windowDays = SlotsMaintainParameters.parse({}).daysAhead + 1;

/** The command-line flags of `slots.maintain`. */
export const slotsMaintainFlags = {
  'days-ahead': {
    parameter: 'daysAhead',
    isList: false,
    kind: 'number',
    valueName: 'N',
    description: 'keep slots for today and so many days after it (30)',
  },
  provider: { parameter: 'providers', isList: true, valueName: 'ID', description: 'only this provider; repeatable' },
  service: { parameter: 'services', isList: true, valueName: 'ID', description: 'only this service; repeatable' },
  'force-cleanup': {
    parameter: 'forceCleanup',
    isList: false,
    kind: 'switch',
    valueName: '',
    description: 'also remove booked slots of past dates, once the plan is confirmed',
  },
} as const satisfies Record<string, JobFlag<Extract<keyof SlotsMaintainParameters, string>>>;
