import { draw, keyOf } from '../random.ts';

/** Where work is done: a filling station. */
export interface SamplePlace {
  readonly id: number;
  readonly customer: string;
  readonly customerId: number;
  readonly store: string;
  readonly brand: string;
  readonly accountCode: string;
  readonly address: readonly string[];
}

const chains = [
  { customer: 'Pelican Fuel Stores, Inc', brand: 'Pelican', id: 4101 },
  { customer: 'Manatee Markets', brand: 'Manatee', id: 4117 },
  { customer: 'Ring & Go Stores', brand: 'Ring & Go', id: 4190 },
  { customer: 'Sawgrass Petroleum', brand: 'Sawgrass', id: 4233 },
] as const;
const streets = [
  'Heron Key Road',
  'N Driftwood Avenue',
  'State Road 940',
  'SANDPIPER BLVD',
  'Old Cannery Court East',
] as const;
const crossings = ['Heron Key Rd. & Pier St.', 'SR 940 nr. Cannery Ct.', 'Driftwood & Sandpiper (SEC)'] as const;
const towns = [
  { town: 'Port Larkspur', zip: '33990', county: 'Larkspur County' },
  { town: 'ST. ALDERN', zip: '33991-0417', county: 'Aldern County' },
  { town: 'Coquina Bay', zip: '33992', county: 'Coquina County' },
] as const;
/** Stores that the sample portal knows. */
const placeCount = 90;

/** The place that a number stands for; the same for every number that leaves the same remainder. */
export function placeOf(seed: number, number: number): SamplePlace {
  const index = number % placeCount;
  const key = keyOf(seed, 7001, index);
  const chain = pick(chains, draw(key, 0));
  const { town, zip, county } = pick(towns, draw(key, 1));
  const street = `${1 + Math.floor(draw(key, 2) * 15_800)} ${pick(streets, draw(key, 3))}`;
  const crossStreet = draw(key, 4) < 0.6 ? [pick(crossings, draw(key, 5))] : [];
  const store = 5000 + index * 13;
  return {
    id: 60_000 + index,
    customer: chain.customer,
    customerId: chain.id,
    // One store has two numbers in one.
    store: index === 17 ? `#${store}/6448` : `#${store}`,
    brand: chain.brand,
    accountCode: `${chain.brand.slice(0, 3).toUpperCase()}001`,
    address: [street, ...crossStreet, `${town} FL ${zip}`, county],
  };
}

/** The place with an id of the portal's; undefined where there is none. */
export function placeWithId(seed: number, id: number): SamplePlace | undefined {
  return id >= 60_000 && id < 60_000 + placeCount ? placeOf(seed, id - 60_000) : undefined;
}

/** The entry of a list that a number from 0 up to 1 chooses. */
export function pick<T extends readonly [unknown, ...unknown[]]>(list: T, share: number): T[number] {
  return list[Math.floor(share * list.length)] ?? list[0];
}
