import type { HutForecast } from '#shared/contract/huts.ts';
import type { Hut, HutDue } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { durationMs } from '#shared/schedule/rule.ts';
import type { Store } from '../../store/store.ts';
import { decidingNights, type DueHut, dueOf, type Intervals, isDue, looksPerDay } from './due.ts';
import { HutsUpdateParameters, intervalsOf } from './parameters.ts';
import { readStandings } from '../../store/hut-standings.ts';

/** When the stored huts are due, as the schedules that look at them have it. */
export interface DueInStore {
  dueOf(slug: string): HutDue;
  readonly forecast: HutForecast;
}

/** Master data is asked for once a week for each hut. */
const mastersPerDay = 1 / 7;
const runStepMs = durationMs('PT30M');

/** Works out when the watched huts, or those of a source, or one of them, are due. */
export function dueInStore(
  store: Store,
  now: EpochMs,
  { slug, sourceId }: { readonly slug?: string; readonly sourceId?: string | undefined } = {},
): DueInStore {
  const huts = slug === undefined ? store.huts.list(sourceId) : [store.huts.get(slug)];
  const intervals = intervalsBySource(store);
  const standings = readStandings(store.connection, huts, { now, nights: decidingNights });
  const dues = new Map<string, DueHut>();
  for (const hut of huts) {
    const standing = standings.get(hut.slug);
    if (standing !== undefined) dues.set(hut.slug, dueOf(standing, intervals(hut)));
  }
  const all = [...dues.values()];
  return {
    dueOf: (name) => {
      const { stepMs: _step, ...due } = dues.get(name) ?? unknownHut;
      return due;
    },
    forecast: {
      huts: huts.length,
      requestsPerDay: looksPerDay(all) + huts.length * mastersPerDay,
      dueNow: all.filter((due) => isDue(due, now, runStepMs)).length,
    },
  };
}

const unknownHut: DueHut = { class: 'new', dueAt: null, why: 'Nobody has looked at it yet.', stepMs: runStepMs };

/** The intervals of the schedule that looks at a hut's source; the usual ones where none does. */
function intervalsBySource(store: Store): (hut: Hut) => Intervals {
  const usual = intervalsOf(HutsUpdateParameters.parse({}));
  const schedules = store.schedules
    .list()
    .filter(({ schedule }) => schedule.job === 'huts.update')
    .flatMap(({ schedule }) => {
      const params = HutsUpdateParameters.safeParse(schedule.params);
      return params.success ? [params.data] : [];
    });
  const bySource = new Map<string, Intervals>();
  return ({ sourceId }) => {
    const known = bySource.get(sourceId);
    if (known !== undefined) return known;
    const params = schedules.find((each) => each.sourceId === undefined || each.sourceId === sourceId);
    const intervals = params === undefined ? usual : intervalsOf(params);
    bySource.set(sourceId, intervals);
    return intervals;
  };
}
