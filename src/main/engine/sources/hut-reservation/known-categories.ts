import type { BedCategory } from '#shared/model/hut.ts';
import type { HutAvailability, HutReading, NightFault } from '../hut-readings.ts';

/**
 * The same nights, except that one with free beds in a category which the hut does not have becomes a fault: nobody can say
 * what such a bed is. An unknown category without free beds harms nothing. An empty list of categories checks nothing.
 */
export function withoutUnknownCategories(
  availability: HutAvailability,
  categories: readonly BedCategory[],
): HutAvailability {
  if (categories.length === 0) return availability;
  const known: ReadonlySet<string> = new Set(categories.map(({ id }) => id));
  const nights: HutReading[] = [];
  const faults: NightFault[] = [...availability.faults];
  for (const night of availability.nights) {
    const unknown = night.categories.find(({ id, free }) => free > 0 && !known.has(id));
    if (unknown === undefined) nights.push(night);
    else faults.push({ date: night.date, label: night.date, reason: describeUnknown(unknown) });
  }
  return { nights, faults };
}

function describeUnknown({ id, free }: HutReading['categories'][number]): string {
  return `The field freeBedsPerCategory.${id} is ${free}, but category ${id} is not one of the hut's.`;
}
