import { z } from 'zod';
import { isRecord } from '../describe-issue.ts';
import { isSoundText, oneLine } from '../plain-text.ts';

/** Head counts and capacities beyond this are no counts of people in a building. */
const maxPeople = 1_000_000;
const maxTextLength = 200;
/** Parts of one location beyond this are no floors and wings. */
const maxParts = 1000;

const orNull = <T>(value: T | null | undefined): T | null => value ?? null;

const percentError = 'is no percent figure from 0 to 1000';
const fractionError = 'is no fraction from 0 to 10';
const peopleError = 'is no number of people';

const Percent = z.number(percentError).min(0, percentError).max(1000, percentError).nullish().transform(orNull);
const Fraction = z.number(fractionError).min(0, fractionError).max(10, fractionError).nullish().transform(orNull);
const People = z
  .number(peopleError)
  .min(0, peopleError)
  .max(maxPeople, peopleError)
  .nullish()
  .transform((value) => (value == null ? null : Math.round(value)));
const YesNo = z.boolean('is neither true nor false').nullish().transform(orNull);
const Words = z
  .string('is no text')
  .refine(isSoundText, 'holds broken characters')
  .nullish()
  .transform((value) => (value == null ? null : oneLine(value, maxTextLength)));

/** Figures of a place that says it has no live data mean nothing, so nothing is asked of them. */
function withoutDeadFigures(entry: unknown): unknown {
  if (!isRecord(entry) || entry['isAvailable'] !== false) return entry;
  return { ...entry, busyness: null, percentage: null, people: null };
}

const placeShape = {
  busyness: Percent,
  percentage: Fraction,
  people: People,
  capacity: People,
  isOpen: YesNo,
  isAvailable: YesNo,
  hourSummary: Words,
};

const PlaceFields = z.object(placeShape);
/** The fields that a location and a part share, checked; null where Waitz gave nothing. */
export type PlaceInput = z.output<typeof PlaceFields>;

const PartFields = z.preprocess(
  withoutDeadFigures,
  z
    .object({ ...placeShape, id: z.unknown().optional(), name: Words, abbreviation: Words })
    .transform((part) => ({ ...part, id: idOf(part) }))
    .transform((part) => ({ ...part, name: part.name ?? part.abbreviation ?? `Part ${part.id ?? ''}`.trim() })),
);

/** `false` and null stand for a list without parts; a part without an id cannot be told apart and is left out. */
const Parts = z
  .union(
    [z.literal(false), z.array(PartFields).max(maxParts, `holds more than ${maxParts} parts`)],
    'is no list of parts',
  )
  .nullish()
  .transform((parts) => (parts || []).flatMap((part) => (part.id === null ? [] : [{ ...part, id: part.id }])));

/** A location of the live list as Waitz sends it, checked field by field; what Rounds does not use is not looked at. */
export const LocationFields = z.preprocess(
  withoutDeadFigures,
  z.object({ ...placeShape, name: Words, bestLabel: Words, subLocs: Parts }),
);
export type LocationInput = z.output<typeof LocationFields>;

/** A part of a location, checked. */
export type PartInput = LocationInput['subLocs'][number];

/** The id of an entry as text: a whole number or a short word; null where it has none. */
export function idOf(entry: unknown): string | null {
  if (!isRecord(entry)) return null;
  const id = entry['id'];
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : null;
  return typeof id === 'string' && /^[\w.-]{1,64}$/.test(id.trim()) ? id.trim() : null;
}

/** The name of an entry on one line; null where it has none. */
export function nameOf(entry: unknown): string | null {
  const name = isRecord(entry) ? entry['name'] : null;
  return typeof name === 'string' ? oneLine(name, maxTextLength) : null;
}
