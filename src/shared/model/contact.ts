import { z } from 'zod';

/** How the operator can be reached: an e-mail or web address, fit for a request header. */
export const Contact = z
  .string()
  .max(200)
  .regex(/^[!-~]+$/, 'must be one line of plain ASCII without blanks')
  .refine((value) => z.email().safeParse(value).success || isWebAddress(value), {
    error: 'must be an e-mail address or an http(s) address',
  });

function isWebAddress(value: string): boolean {
  return z.url({ protocol: /^https?$/ }).safeParse(value).success;
}
