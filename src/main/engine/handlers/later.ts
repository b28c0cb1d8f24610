import { AppError } from '#shared/errors.ts';

/** Stands where a handler will. */
export const later = async (): Promise<never> => {
  throw new AppError('internal', 'Not built yet.');
};
