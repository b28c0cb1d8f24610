import { z } from 'zod';
import { Provider, Service } from './booking.ts';
import { Hut } from './hut.ts';
import { Building } from './occupancy.ts';
import { Schedule } from './schedule.ts';
import { HutReservationSource, HutsOrgSource, WaitzSource } from './source.ts';

/** A thing that the format knows and this version cannot keep: said aloud, never left out in silence. */
function notYet(what: string) {
  return z.never({ error: `this version of Rounds cannot keep ${what} yet` }).optional();
}

/** The kinds of sources that the format knows and this version cannot keep. */
export const laterSourceKinds: readonly string[] = ['workfossa'];

function explainKind(kind: unknown): string {
  if (typeof kind === 'string' && laterSourceKinds.includes(kind)) {
    return `this version of Rounds cannot keep ${kind} sources yet`;
  }
  return kind === undefined ? 'is missing' : 'must be "waitz", "hut-reservation" or "huts-org"';
}

const later = {
  username: notYet('a user name'),
  passwordEnv: notYet('a password'),
  timeZone: notYet('the time zone of a source'),
};

/** One entry of `sources`. What it leaves out takes its default. */
export const ConfigSource = z.discriminatedUnion(
  'kind',
  [WaitzSource.extend(later), HutReservationSource.extend(later), HutsOrgSource.extend(later)],
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

/** How the operator can be reached: an e-mail or web address, fit for a request header. */
const Contact = z
  .string()
  .max(200)
  .regex(/^[!-~]+$/, 'must be one line of plain ASCII without blanks')
  .refine((value) => z.email().safeParse(value).success || isWebAddress(value), {
    error: 'must be an e-mail address or an http(s) address',
  });

function isWebAddress(value: string): boolean {
  return z.url({ protocol: /^https?$/ }).safeParse(value).success;
}

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
