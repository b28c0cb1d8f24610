import { randomFor } from './random.ts';
import { htmlPage, notFoundPage, type SampleAnswer } from './site.ts';

/** One request in so many goes wrong, so that the demo shows how Rounds takes it. */
const oneIn = 40;
const peacefulStart = 3;

/**
 * What goes wrong with the n-th request of a server, counted from 1: now and then a 429 that asks for five seconds of
 * silence, or a page that is not found. Never one of the first three, never two in a row; follows from its arguments.
 */
export function mishapAt(seed: number, requestNumber: number): SampleAnswer | null {
  if (requestNumber <= peacefulStart || !isUnlucky(seed, requestNumber) || isUnlucky(seed, requestNumber - 1))
    return null;
  if (randomFor(seed, 'which mishap', requestNumber) < 0.5) return notFoundPage();
  return { ...htmlPage(429, 'Too Many Requests', 'Please slow down.'), headers: { 'retry-after': '5' } };
}

function isUnlucky(seed: number, requestNumber: number): boolean {
  return randomFor(seed, 'mishap', requestNumber) < 1 / oneIn;
}
