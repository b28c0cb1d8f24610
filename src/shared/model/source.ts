import { z } from 'zod';
import { DisplayName, Id } from './primitives.ts';

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

/** A Waitz school: one request to `live/<school>` gives all its buildings. */
export const Source = z.strictObject({
  id: Id,
  kind: z.literal('waitz'),
  name: DisplayName,
  baseUrl: BaseUrl,
  school: WaitzSchool,
  /** True only for test sites: lets the source live on a private or loopback address. */
  allowPrivateAddress: z.boolean().default(false),
  limits: SourceLimits.prefault({}),
});
export type Source = z.infer<typeof Source>;
