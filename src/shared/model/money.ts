import { z } from 'zod';

/** An amount without currency, two decimals: `1000.00`; up to nine digits before the point. */
export const Money = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/, 'must be an amount such as 1000.00')
  .transform((text) => moneyOf(minorUnitsOf(text)));
export type Money = z.output<typeof Money>;

/** How often an amount is taken, up to two decimals, at most 99.99: `1.50`. */
export const Multiplier = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,2})?$/, 'must be a factor such as 1.50')
  .refine((text) => Number(text) > 0, { error: 'must be more than 0' })
  .transform((text) => moneyOf(minorUnitsOf(text)));
export type Multiplier = z.output<typeof Multiplier>;

/** Hundredths of an amount that is written as `Money` is. */
export function minorUnitsOf(text: string): number {
  // Eleven digits times a hundred are far within what a number holds exactly, so only the last step rounds.
  return Math.round(Number(text) * 100);
}

/** An amount from hundredths: `1000.00`. */
export function moneyOf(minorUnits: number): string {
  const cents = String(minorUnits % 100).padStart(2, '0');
  return `${Math.floor(minorUnits / 100)}.${cents}`;
}

/** `minorUnits × hundredths / 100`, a half rounded to the even neighbour as decimal arithmetic does by default. */
export function timesHundredths(minorUnits: number, hundredths: number): number {
  const product = minorUnits * hundredths;
  const whole = Math.floor(product / 100);
  const rest = product % 100;
  if (rest === 50) return whole % 2 === 0 ? whole : whole + 1;
  return rest > 50 ? whole + 1 : whole;
}
