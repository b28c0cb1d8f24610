import { AppError } from '#shared/errors.ts';
import type { HutMaster } from '#shared/model/hut.ts';
import type { HutReservationSource } from '#shared/model/source.ts';
import type { StatusAdvice } from '../http-answers.ts';
import type { HutAvailability } from '../hut-readings.ts';
import { placeOf } from '../name-source.ts';
import type { PoliteRequest } from '../polite-http.ts';
import { readAnswer, readNewAnswer, type SourceReader } from '../source-reader.ts';

/**
 * The whole published calendar of a hut, by one request; null where the text of the answer is known. `bookingRef` is the
 * hut's number at the service; rejects with `refused` without asking where it is none, else like `readAnswer`.
 */
export async function readHutAvailability(
  reader: SourceReader,
  source: HutReservationSource,
  question: { readonly bookingRef: string; readonly signal: AbortSignal; isKnown(text: string): boolean },
): Promise<HutAvailability | null> {
  const request = requestOf(source, { ...question, pathOf: (hut) => `getHutAvailability?hutId=${hut}` });
  return readNewAnswer(reader, 'hut-reservation.availability', request, question.isKnown);
}

/** What the service tells about a hut itself, by one request; rejects like `readHutAvailability`. */
export async function readHutInfo(
  reader: SourceReader,
  source: HutReservationSource,
  bookingRef: string,
  signal: AbortSignal,
): Promise<HutMaster> {
  const request = requestOf(source, { bookingRef, pathOf: (hut) => `hutInfo/${hut}`, signal });
  return readAnswer(reader, 'hut-reservation.info', request);
}

interface HutQuestion {
  readonly bookingRef: string;
  readonly pathOf: (hut: string) => string;
  readonly signal: AbortSignal;
}

function requestOf(
  { baseUrl, limits, allowPrivateAddress }: HutReservationSource,
  { bookingRef, pathOf, signal }: HutQuestion,
): PoliteRequest {
  const hut = bookingRef.trim();
  const place = placeOf(baseUrl);
  if (!/^\d{1,12}$/.test(hut))
    throw new AppError('refused', `“${hut}” is no hut number, and ${place} knows huts by number only, such as 281.`);
  const url = `${baseUrl}/api/v1/reservation/${pathOf(hut)}`;
  const advice = adviceFor(hut, place);
  return { url, accept: 'application/json', limits, allowPrivateAddress, signal, advice };
}

function adviceFor(hut: string, place: string): StatusAdvice {
  return new Map([
    [401, `Rounds has no login for it: look whether ${place} still shows its calendars to everybody.`],
    [403, 'The site blocks Rounds for now. Wait an hour, then ask it less often.'],
    [404, `Hut number ${hut} is not known at ${place}. Correct the number of the hut.`],
  ]);
}
