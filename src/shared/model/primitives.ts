import { z } from 'zod';

/** An instant: UTC epoch milliseconds. */
export const EpochMs = z.int().min(0).max(8.64e15);
export type EpochMs = z.infer<typeof EpochMs>;

/** A short identifier that a person chose: letters, digits, dot, dash and underscore, 1–64 characters. */
export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'use letters, digits, dot, dash and underscore, beginning with a letter or digit',
  );
export type Id = z.infer<typeof Id>;

/** A name for people: one line, 1–200 characters. */
export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');

/** An IANA time zone that this runtime knows, such as `Europe/Zurich`. */
export const TimeZone = z.string().refine(isTimeZone, { error: 'is not a time zone known here' });

/** Zones found good before: asking costs milliseconds, and schedules are read often. */
const knownZones = new Set(['UTC']);

function isTimeZone(value: string): boolean {
  if (knownZones.has(value)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value }).format(0);
    knownZones.add(value);
    return true;
  } catch {
    return false;
  }
}
