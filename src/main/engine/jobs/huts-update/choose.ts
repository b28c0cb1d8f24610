import type { Hut } from '#shared/model/hut.ts';
import type { HutSource } from '#shared/model/source.ts';
import { readStandings } from '../../store/hut-standings.ts';
import type { Store } from '../../store/store.ts';
import type { JobContext } from '../define-job.ts';
import { decidingNights, type DueHut, dueOf, isDue } from './due.ts';
import { type HutsUpdateParameters, intervalsOf } from './parameters.ts';

/** A hut that a run looks at, and why. */
export interface ChosenHut {
  readonly hut: Hut;
  readonly due: DueHut;
  readonly why: string;
}

/** Whether a hut goes by that name: its slug, or its reference at the source. */
export function isCalled({ slug, bookingRef }: Hut, name: string): boolean {
  return slug === name || bookingRef === name;
}

/** The huts that a run may look at, due or not. */
export function chosenHuts(store: Store, source: HutSource, { huts: names }: HutsUpdateParameters): Hut[] {
  return store.huts.list(source.id).filter((hut) => names?.some((name) => isCalled(hut, name)) ?? true);
}

/** The huts that are looked at: failures first, those in a row the longest, then the oldest look. */
export function whichAreDue(context: JobContext, huts: readonly Hut[], params: HutsUpdateParameters): ChosenHut[] {
  const now = context.clock.now();
  const standings = readStandings(context.store.connection, huts, { now, nights: decidingNights });
  const isForced = params.all || params.huts !== undefined;
  return huts
    .flatMap((hut) => {
      const standing = standings.get(hut.slug);
      if (standing === undefined) return [];
      const due = dueOf(standing, intervalsOf(params));
      if (!isForced && !isDue(due, now, context.stepMs)) return [];
      const why = params.huts === undefined ? (params.all ? 'All were asked for.' : due.why) : 'It was named.';
      return [{ hut, due, why, standing }];
    })
    .toSorted(
      (left, right) =>
        right.standing.failuresInRow - left.standing.failuresInRow ||
        (left.standing.lastChecked ?? 0) - (right.standing.lastChecked ?? 0),
    );
}
