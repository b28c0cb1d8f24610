import { z } from 'zod';
import { DisplayName, Id, TimeZone } from './primitives.ts';

/** How hard a source's host may be asked; shared by every source on the same host. */
export const SourceLimits = z.strictObject({
  /** Requests at once. */
  connections: z.int().min(1).max(16).default(1),
  /** Smallest distance between the starts of two requests, milliseconds. */
  minGapMs: z.int().min(0).max(3_600_000).default(500),
  /** Requests per UTC day, whoever asks. */
  requestsPerDay: z.int().min(1).max(1_000_000).default(2000),
  /** Total time of one request with its redirects, milliseconds. */
  timeoutMs: z.int().min(100).max(300_000).default(15_000),
});
export type SourceLimits = z.infer<typeof SourceLimits>;

/** An http(s) address without credentials, query or fragment. */
const BaseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine((value) => isPlainAddress(value), { error: 'must hold no user name, password, query or fragment' })
  .transform((value) => value.replace(/\/+$/, ''));

function isPlainAddress(value: string): boolean {
  // Only the shape matters here; what is not an address at all was refused one step earlier.
  return !/[?#]/.test(value) && !/^https?:\/\/[^/]*@/.test(value);
}

/** The key of a school in Waitz addresses, such as `ucsd`. */
const WaitzSchool = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/i, 'must be a Waitz school key, such as ucsd');

/** What sources of every kind have. */
const common = {
  id: Id,
  name: DisplayName,
  baseUrl: BaseUrl,
  /** True only for test sites: lets the source live on a private or loopback address. */
  allowPrivateAddress: z.boolean().default(false),
  limits: SourceLimits.prefault({}),
};

/** A Waitz school: one request to `live/<school>` gives all its buildings. */
export const WaitzSource = z.strictObject({ ...common, kind: z.literal('waitz'), school: WaitzSchool });
export type WaitzSource = z.infer<typeof WaitzSource>;

/** A service like hut-reservation.org: one request gives one hut's whole calendar. */
export const HutReservationSource = z.strictObject({ ...common, kind: z.literal('hut-reservation') });
export type HutReservationSource = z.infer<typeof HutReservationSource>;

/** The week tables of huts.org: one page gives a week of all huts of the associations named. */
export const HutsOrgSource = z.strictObject({
  ...common,
  kind: z.literal('huts-org'),
  /** Numbers of the associations whose huts are asked for, as in the site's own addresses: `1,3`. */
  associations: z
    .string()
    .regex(/^\d{1,4}(,\d{1,4}){0,19}$/, 'must be numbers with commas between, such as 1,3')
    .default('1,3'),
});
export type HutsOrgSource = z.infer<typeof HutsOrgSource>;

/** A work-order portal behind a login; its list is made by scripts. The password is kept elsewhere, never here. */
export const WorkFossaSource = z.strictObject({
  ...common,
  kind: z.literal('workfossa'),
  /** What is typed into the field for the e-mail address. */
  username: z.string().trim().min(1).max(200),
  /** The environment variable that holds the password, for use without a keychain. */
  passwordEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'must be the name of an environment variable')
    .optional(),
  /** The zone of the portal's dates and times, which name none. */
  timeZone: TimeZone.default('America/New_York'),
});
export type WorkFossaSource = z.infer<typeof WorkFossaSource>;

/** An external system that Rounds asks. */
export const Source = z.discriminatedUnion('kind', [WaitzSource, HutReservationSource, HutsOrgSource, WorkFossaSource]);
export type Source = z.infer<typeof Source>;
/** A source of huts, of either kind. */
export type HutSource = HutReservationSource | HutsOrgSource;

/** Whether a source tells of huts. */
export function isHutSource(source: Source): source is HutSource {
  return isHutKind(source.kind);
}

/** Whether sources of a kind tell of huts. */
export function isHutKind(kind: string): kind is HutSource['kind'] {
  return kind === 'hut-reservation' || kind === 'huts-org';
}
