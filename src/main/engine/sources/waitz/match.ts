import { AppError } from '#shared/errors.ts';
import { oneLine } from '../plain-text.ts';

/** What matching needs to know of a location. */
export interface NamedLocation {
  readonly id: string;
  readonly name: string;
}

/** How many names a failure offers. */
const maxSuggestions = 3;
/** Below this likeness, 0–1, a name is no help. */
const leastLikeness = 0.25;
/** Words that say nothing about which place is meant. */
const commonWords = new Set(['a', 'and', 'at', 'building', 'center', 'centre', 'for', 'hall', 'in', 'of', 'on', 'the']);

/**
 * The location that a building's Waitz id means: the one with that number when it is all digits, else the one with
 * exactly that name, upper and lower case told apart. Nothing is guessed: throws `not_found` naming up to three of the
 * nearest names (to `ownName`, the desk's name of the building, where a number is not there), and `conflict` listing the ids when several locations bear the name.
 */
export function matchBuilding<L extends NamedLocation>(waitzId: string, locations: readonly L[], ownName = ''): L {
  const wanted = oneLine(waitzId, 500) ?? '';
  const isNumber = /^\d+$/.test(wanted);
  const found = locations.filter((location) => (isNumber ? location.id : location.name) === wanted);
  const [first] = found;
  if (first === undefined) throw notFound(wanted, isNumber ? ownName : wanted, locations);
  const ids = [...new Set(found.map(({ id }) => id))];
  if (ids.length === 1) return first;
  throw new AppError(
    'conflict',
    `Waitz lists ${ids.length} locations named “${wanted}” (ids ${ids.join(', ')}). Give the building the id of the one that is meant.`,
  );
}

function notFound(wanted: string, likeName: string, locations: readonly NamedLocation[]): AppError {
  const missing = /^\d+$/.test(wanted) ? `with the id ${wanted}` : `named “${wanted}”`;
  if (locations.length === 0) return new AppError('not_found', `Waitz lists no location ${missing}.`);
  const near = likeName === '' ? [] : nearestLocations(likeName, locations);
  if (near.length > 0)
    return new AppError('not_found', `Waitz lists no location ${missing}. Nearest names: ${listed(near)}.`);
  const examples = locations.slice(0, maxSuggestions);
  return new AppError(
    'not_found',
    `Waitz lists no location ${missing}. The list has ${locations.length}, such as ${listed(examples)}.`,
  );
}

function listed(locations: readonly NamedLocation[]): string {
  return locations.map(({ id, name }) => `“${name}” (${id})`).join(', ');
}

/** Up to three locations whose names are most like the wanted one, the likest first; for suggestions, never for matching. */
function nearestLocations<L extends NamedLocation>(wanted: string, locations: readonly L[]): readonly L[] {
  return locations
    .map((location) => ({ location, likeness: likeness(wanted, location.name) }))
    .filter((each) => each.likeness >= leastLikeness)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, maxSuggestions)
    .map(({ location }) => location);
}

/** The better of Dice's coefficient over letter pairs and over telling words, 0–1. */
function likeness(a: string, b: string): number {
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  return Math.max(dice(pairsOf(wordsA.join(' ')), pairsOf(wordsB.join(' '))), dice(telling(wordsA), telling(wordsB)));
}

function wordsOf(name: string): readonly string[] {
  return (
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\p{M}'’]/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function telling(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.filter((word) => word.length > 1 && !commonWords.has(word)));
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
}

/** https://en.wikipedia.org/wiki/Dice-S%C3%B8rensen_coefficient */
function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  const shared = [...a].filter((each) => b.has(each)).length;
  return (2 * shared) / (a.size + b.size);
}
