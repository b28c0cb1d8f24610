import { randomFor } from '../random.ts';

/** What can go wrong at the portal. */
export type PortalTrouble =
  | 'session dies at page 2'
  | 'page 3 fails'
  | 'order on two pages'
  | 'row without number'
  | 'impossible date'
  | 'changed layout'
  | 'changed heading'
  | 'deaf page size'
  | 'no orders'
  | 'late rows'
  | 'same page again'
  | 'wrong count'
  | 'list fails';

const hourMs = 3_600_000;
/** Days after which sessions die again, for an hour before noon. */
const dyingEveryDays = 9;
/** One page after the first in so many fails, but none of the first requests. */
const oneFailureIn = 30;
const peacefulRequests = 400;

/** What goes wrong with a request of its own accord; follows from its arguments. */
export function troublesAt(seed: number, timeMs: number, requestNumber: number): readonly PortalTrouble[] {
  const hour = Math.floor(timeMs / hourMs);
  const isDyingDay = Math.floor(hour / 24) % dyingEveryDays === 4 && hour % 24 === 11;
  const isFailing = requestNumber > peacefulRequests && randomFor(seed, 'portal', requestNumber) < 1 / oneFailureIn;
  return [...(isDyingDay ? ['session dies at page 2' as const] : []), ...(isFailing ? ['page 3 fails' as const] : [])];
}
