import { AppError, toAppError } from '#shared/errors.ts';
import { sourceSubject } from './json-answer.ts';

const maxPlaceLength = 120;

/** Host and path of an address for sentences: `waitz.io/live/ucsd`; never the query, credentials or fragment. */
export function placeOf(address: string | URL): string {
  const url = typeof address === 'string' ? new URL(address) : address;
  const place = `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
  return place.length > maxPlaceLength ? `${place.slice(0, maxPlaceLength - 1)}…` : place;
}

/**
 * The same failure with the place in its sentence: `The source lists no …` becomes `waitz.io/live/ucsd lists no …`.
 * Failures that do not speak of the source, such as a cancellation, stay as they are.
 */
export function namingSource(thrown: unknown, place: string): AppError {
  const error = toAppError(thrown);
  if (!error.userMessage.startsWith(sourceSubject)) return error;
  const options = { cause: error.cause, retryable: error.retryable };
  const message = `${place}${error.userMessage.slice(sourceSubject.length)}`;
  return new AppError(
    error.code,
    message,
    error.retryAt === undefined ? options : { ...options, retryAt: error.retryAt },
  );
}
