import { randomFor } from './random.ts';
import { htmlPage, notFoundPage, type SampleAnswer } from './site.ts';

/** One request in so many goes wrong, so that the demo shows how Rounds takes it. */
const oneIn = 40;
const peacefulStart = 3;
/** One calendar of a hut in so many is blocked. */
const oneBlockIn = 60;

/**
 * What goes wrong with the n-th request of a server, counted from 1: now and then a 429 that asks for five seconds of
 * silence, or a page that is not found. Never one of the first three, never two in a row; follows from its arguments.
 */
export function mishapAt(seed: number, requestNumber: number): SampleAnswer | null {
  if (requestNumber <= peacefulStart || !isAlone(seed, 'mishap', requestNumber, oneIn)) return null;
  if (randomFor(seed, 'which mishap', requestNumber) < 0.5) return notFoundPage();
  return { ...htmlPage(429, 'Too Many Requests', 'Please slow down.'), headers: { 'retry-after': '5' } };
}

/**
 * The page of a protective layer, 403, that the n-th request of a server gets now and then in place of a hut's calendar.
 * Never one of the first `peacefulRequests`, never two in a row; follows from its arguments.
 */
export function blockPageAt(seed: number, requestNumber: number, peacefulRequests: number): SampleAnswer | null {
  if (requestNumber <= peacefulRequests || !isAlone(seed, 'block', requestNumber, oneBlockIn)) return null;
  return htmlPage(403, 'Forbidden', 'Access denied. Your request was blocked.');
}

/** Unlucky, after one that was not. */
function isAlone(seed: number, what: string, requestNumber: number, oneInSoMany: number): boolean {
  const isUnlucky = (number: number): boolean => randomFor(seed, what, number) < 1 / oneInSoMany;
  return isUnlucky(requestNumber) && !isUnlucky(requestNumber - 1);
}
