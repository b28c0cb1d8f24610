import { z } from 'zod';
import { errorCodes } from '../errors.ts';

/** An error code where it is read from outside: a row, a message, a file. */
export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;
