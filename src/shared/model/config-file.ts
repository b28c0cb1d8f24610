import { z } from 'zod';
import { Provider, Service } from './booking.ts';
import { Contact } from './contact.ts';
import { Hut } from './hut.ts';
import { Building } from './occupancy.ts';
import { Schedule } from './schedule.ts';
import { HutReservationSource, HutsOrgSource, WaitzSource, WorkFossaSource } from './source.ts';

function explainKind(kind: unknown): string {
  return kind === undefined ? 'is missing' : 'must be "waitz", "hut-reservation", "huts-org" or "workfossa"';
}

/** One entry of `sources`. What it leaves out takes its default. */
export const ConfigSource = z.discriminatedUnion(
  'kind',
  [WaitzSource, HutReservationSource, HutsOrgSource, WorkFossaSource],
  { error: ({ code, input }) => (code === 'invalid_union' ? explainKind(kindOf(input)) : undefined) },
);
export type ConfigSource = z.infer<typeof ConfigSource>;

function kindOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'kind' in input ? input.kind : undefined;
}

/** One entry of `schedules`. What it leaves out takes its default; that its rule is sound is checked beside it. */
export const ConfigSchedule = z.strictObject({
  ...Schedule.shape,
});
export type ConfigSchedule = z.infer<typeof ConfigSchedule>;

/** The configuration file: the format that `--import-config` reads and `--export-config` writes. */
export const ConfigFile = z.strictObject({
  version: z.literal(1, {
    error: ({ input }) => (input === undefined ? 'is missing; this version of Rounds reads version 1' : 'must be 1'),
  }),
  contact: Contact.optional(),
  sources: z.array(ConfigSource).default([]),
  buildings: z.array(Building).default([]),
  huts: z.array(Hut).default([]),
  providers: z.array(Provider).default([]),
  services: z.array(Service).default([]),
  schedules: z.array(ConfigSchedule).default([]),
});
export type ConfigFile = z.infer<typeof ConfigFile>;
