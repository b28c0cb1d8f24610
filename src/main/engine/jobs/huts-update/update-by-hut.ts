import { createHash } from 'node:crypto';
import { AppError, toAppError } from '#shared/errors.ts';
import type { Hut, HutMaster } from '#shared/model/hut.ts';
import type { HutReservationSource } from '#shared/model/source.ts';
import type { HutAvailability } from '../../sources/hut-readings.ts';
import { withoutUnknownCategories } from '../../sources/hut-reservation/known-categories.ts';
import type { JobContext } from '../define-job.ts';
import { applyAnswer, confirmAnswer, horizonOf } from './apply.ts';
import type { ChosenHut } from './choose.ts';
import { type HutsUpdateParameters, intervalsOf } from './parameters.ts';

const dayMs = 86_400_000;
/** Master data is asked for at most so often, and after a failure somewhat sooner. */
const masterGapMs = 7 * dayMs;
/** So many huts in a row without any answer say that the service is away, not that each hut failed. */
const awayAfter = 3;
/** A run waits out a pause that the service asks for up to this long, milliseconds. */
const longestPauseMs = 15 * 60_000;

/** Asks for the calendar of one hut after another, as many at once as the source allows; each fails alone. */
export async function updateByHut(
  context: JobContext,
  source: HutReservationSource,
  chosen: readonly ChosenHut[],
  params: HutsUpdateParameters,
): Promise<void> {
  const queue = chosen.values();
  const goings = watchService(context);
  const work = async (): Promise<void> => {
    for (const { hut } of queue) {
      await goings.goOn();
      await lookAt(context, source, hut, params, goings.note);
    }
  };
  await Promise.all(Array.from({ length: Math.min(source.limits.connections, chosen.length) }, work));
}

/** An answer and what stands for it; null where it is the same as that of the newest good look. */
type Found = { readonly answer: HutAvailability; readonly digest: string } | null;

async function lookAt(
  context: JobContext,
  source: HutReservationSource,
  hut: Hut,
  params: HutsUpdateParameters,
  noteOutcome: (error: AppError | null) => void,
): Promise<void> {
  const read = async (signal: AbortSignal): Promise<Found> => {
    try {
      const master = await freshMaster(context, source, hut, signal);
      const digests = digestsFor(context, hut, master, params);
      const { bookingRef } = hut;
      const answer = await context.sources.huts.availability(source, { bookingRef, signal, isKnown: digests.isKnown });
      noteOutcome(null);
      return answer === null ? null : { answer: readable(refine(answer, master)), digest: digests.last() };
    } catch (thrown) {
      const error = toAppError(thrown);
      noteOutcome(error);
      throw error;
    }
  };
  await context.check(hut.slug, read, (found) =>
    found === null ? confirmAnswer(context, hut) : applyAnswer(context, hut, found, params),
  );
}

/** The answer, unless not one of its rows could be read. */
function readable(answer: HutAvailability): HutAvailability {
  const [first] = answer.faults;
  if (answer.nights.length > 0 || first === undefined) return answer;
  const { length } = answer.faults;
  throw new AppError('source_changed', `None of ${length} rows could be read; ${first.label}: ${first.reason}`);
}

/** Tells answers that were read before by a digest of their text and of everything that they are read by. */
function digestsFor(
  { store, clock }: JobContext,
  hut: Hut,
  master: HutMaster | null,
  params: HutsUpdateParameters,
): { isKnown(text: string): boolean; last(): string } {
  const horizon = horizonOf(hut.timeZone, clock.now(), params.days);
  const readBy = JSON.stringify([horizon, hut, master?.categories, master?.isUnlocked, intervalsOf(params)]);
  let last = '';
  return {
    isKnown: (text) => {
      last = createHash('sha256').update(readBy).update(text).digest('base64');
      return store.hutLog.isSame(hut.slug, last);
    },
    last: () => last,
  };
}

/** What is known of the hut itself sharpens what its nights say. */
function refine(answer: HutAvailability, master: HutMaster | null): HutAvailability {
  if (master === null) return answer;
  const known = withoutUnknownCategories(answer, master.categories);
  if (master.isUnlocked !== false) return known;
  const nights = known.nights.map((night) =>
    night.reservationStatus === 'possible' ? { ...night, reservationStatus: 'not_online' as const } : night,
  );
  return { ...known, nights };
}

/** The hut's master data, asked for anew when a week has passed. They are an extra: failing to get them fails nothing. */
async function freshMaster(
  { store, clock, sources, note }: JobContext,
  source: HutReservationSource,
  hut: Hut,
  signal: AbortSignal,
): Promise<HutMaster | null> {
  const kept = store.huts.master(hut);
  const now = clock.now();
  const gapMs = kept?.fetchedAt === kept?.askedAt ? masterGapMs : dayMs;
  if (kept !== null && kept.askedAt <= now && now - kept.askedAt < gapMs) return kept.master;
  try {
    const master = await sources.huts.info(source, hut.bookingRef, signal);
    store.huts.keepMaster(hut, master, now);
    return master;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'canceled' || error.code === 'internal' || error.code === 'storage') throw error;
    store.huts.keepMaster(hut, null, now);
    note('warn', `What ${hut.name} is could not be read and stays as it was: ${error.userMessage}`);
    return kept?.master ?? null;
  }
}

/** Decides between two huts whether a run goes on. */
interface Goings {
  /** Notes how the newest hut went. */
  note(error: AppError | null): void;
  /** Waits where the service asked for a short pause. Rejects where the run shall end. */
  goOn(): Promise<void>;
}

/**
 * Ends a run whose service does not answer at all, or wants to be left alone for long: its other huts were not looked at,
 * which is not the same as having failed, and none of them has to wait for longer because of it.
 */
function watchService({ clock, signal, note }: JobContext): Goings {
  let inRow = 0;
  let last: AppError | null = null;
  const endRun = (error: AppError, what: string): never => {
    note('warn', `${what}; the others were not looked at.`);
    throw error;
  };
  return {
    note(error) {
      const isAway = error !== null && (error.code === 'network' || error.code === 'timeout');
      inRow = isAway ? inRow + 1 : 0;
      last = error;
    },
    async goOn() {
      if (last === null) return;
      if (last.retryAt === undefined) {
        if (inRow >= awayAfter) endRun(last, `${inRow} huts in a row got no answer`);
        return;
      }
      const pauseMs = last.retryAt - clock.now();
      if (pauseMs > longestPauseMs) endRun(last, 'The service is left alone for a while');
      if (pauseMs > 0) {
        note('info', `The service asked for a pause; Rounds goes on in ${Math.ceil(pauseMs / 1000)} seconds.`);
        await clock.wait(pauseMs, signal);
      }
      last = null;
      inRow = 0;
    },
  };
}
