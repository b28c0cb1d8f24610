import { AppError } from '#shared/errors.ts';
import type { Hut } from '#shared/model/hut.ts';
import { type HutSource, isHutSource } from '#shared/model/source.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Store } from '../../store/store.ts';
import { defineJob, type JobContext, type JobPart } from '../define-job.ts';
import { type ChosenHut, chosenHuts, isCalled, whichAreDue } from './choose.ts';
import { decidingNights, dueOf } from './due.ts';
import { dueInStore } from './due-in-store.ts';
import { hutsUpdateFlags, HutsUpdateParameters, intervalsOf } from './parameters.ts';
import { readStandings } from '../../store/hut-standings.ts';
import { updateByHut } from './update-by-hut.ts';
import { updateByWeek } from './update-by-week.ts';

const hourMs = 3_600_000;

/** Looks which huts have beds on which night: the whole calendar of each hut that is due. */
export const hutsUpdate = defineJob({
  kind: 'huts.update',
  title: 'Update hut availability',
  description:
    'Asks hut services for the nights of the huts that are due: the fuller the next two weeks, the more often.',
  timeLimitMs: 6 * hourMs,
  checkTimeLimitMs: 120_000,
  parameters: HutsUpdateParameters,
  flags: hutsUpdateFlags,
  defaultEvery: 'PT30M',
  sourceKinds: ['hut-reservation', 'huts-org'],
  requestsPerDay: ({ sourceId }, store, now) => dueInStore(store, now, { sourceId }).forecast.requestsPerDay,
  split: splitBySource,
  sources: ({ sourceId }, store) => (sourceId === undefined ? hutSources(store) : [hutSourceOf(store, sourceId)]),
  keepFailure: (store, { target: slug, at, stepMs, error }) => {
    // A failure of the whole is filed under its source, which is no hut.
    if (store.huts.find(slug) === undefined) return;
    store.hutLog.fail({ slug, at, stepMs }, { code: error.code, message: error.userMessage });
  },
  announce: (publish, slugs) => publish('huts.changed', { slugs: slugs.length > mostNamed ? null : [...slugs] }),
  async run(params, context) {
    const source = hutSourceOf(context.store, params.sourceId ?? '');
    const all = chosenHuts(context.store, source, params);
    const chosen = whichAreDue(context, all, params);
    context.expect(chosen.length);
    if (chosen.length === 0) return noteNothing(context, source, all, params);
    context.note('info', `${source.name}: ${chosen.length} of ${all.length} huts are looked at.`);
    if (context.isDryRun) return listOnly(context, chosen);
    if (source.kind === 'huts-org') return updateByWeek(context, withInterval(source, params), chosen, params);
    return updateByHut(context, withInterval(source, params), chosen, params);
  },
});

/** With more huts than this, whoever shows them reads all anew. */
const mostNamed = 100;

function hutSources(store: Store): HutSource[] {
  return store.sources.ofKind('hut-reservation', 'huts-org');
}

function hutSourceOf(store: Store, id: string): HutSource {
  const source = store.sources.get(id);
  if (isHutSource(source)) return source;
  throw new AppError('invalid_input', `Source "${id}" tells of no huts.`);
}

/** A request interval can be asked to be longer than the source's own limit, never shorter. */
function withInterval<S extends HutSource>(source: S, { requestIntervalSeconds }: HutsUpdateParameters): S {
  const minGapMs = Math.max(source.limits.minGapMs, Math.round(requestIntervalSeconds * 1000));
  return { ...source, limits: { ...source.limits, minGapMs } };
}

function splitBySource(params: HutsUpdateParameters, store: Store): JobPart<HutsUpdateParameters>[] {
  const sources = params.sourceId === undefined ? hutSources(store) : [hutSourceOf(store, params.sourceId)];
  const watched = sources.flatMap(({ id }) => store.huts.list(id));
  const stranger = params.huts?.find((name) => !watched.some((hut) => isCalled(hut, name)));
  if (stranger !== undefined) {
    const where = params.sourceId === undefined ? '' : ` at source "${params.sourceId}"`;
    throw new AppError('not_found', `There is no hut "${stranger}"${where}.`);
  }
  return sources
    .map((source) => ({
      source,
      huts: params.huts?.filter((name) => watched.some((hut) => hut.sourceId === source.id && isCalled(hut, name))),
    }))
    .filter(({ huts }) => huts === undefined || huts.length > 0)
    .map(({ source, huts }) => ({
      params: { ...params, sourceId: source.id, ...(huts !== undefined && { huts }) },
      claimKey: `huts.update/${source.id}`,
      subject: source.name,
    }));
}

function noteNothing(context: JobContext, source: HutSource, huts: readonly Hut[], params: HutsUpdateParameters): void {
  if (huts.length === 0) return context.note('info', `${source.name} has no huts to look at yet.`);
  const now = context.clock.now();
  const standings = readStandings(context.store.connection, huts, { now, nights: decidingNights });
  const times = [...standings.values()].map((standing) => dueOf(standing, intervalsOf(params)).dueAt ?? 0);
  const next: EpochMs = Math.min(...times);
  context.note(
    'info',
    `${source.name}: none of ${huts.length} huts is due; the next one is at ${new Date(next).toISOString()}.`,
  );
}

/** What a dry run does: says which huts it would ask for and why, and asks nothing. */
async function listOnly(context: JobContext, chosen: readonly ChosenHut[]): Promise<void> {
  for (const { hut, why } of chosen) {
    context.note('info', `Would look at ${hut.name} (${hut.slug}): ${why}`);
    await context.check(
      hut.slug,
      () => null,
      () => ({ outcome: 'skipped', message: why, changes: [] }),
    );
  }
}
