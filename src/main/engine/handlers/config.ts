import type { ImportReport } from '#shared/contract/config.ts';
import { AppError } from '#shared/errors.ts';
import type { Source } from '#shared/model/source.ts';
import { ensureSchedule } from '../config/ensure-schedule.ts';
import { importConfig } from '../config/import-config.ts';
import { toListed } from '../jobs/occupancy-update/job.ts';
import type { WaitzLocation } from '../sources/waitz/parse.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** The configuration as a file, and the sources. */
export function configHandlers(context: HandlerContext): HandlersOf<'config' | 'sources'> {
  const { store, ports, jobs } = context;
  return {
    'config.import': async ({ text }) => {
      const report = importConfig(text, { store, jobs, now: ports.clock.now() });
      tellImport(context, report);
      return report;
    },
    'sources.list': async () =>
      store.sources.list().map((source) => ({
        source,
        buildingCount: store.buildings.list(source.id).length,
        hutCount: store.huts.list(source.id).length,
      })),
    'sources.save': async ({ source, isNew }) => {
      saveSource(context, source, isNew);
      ports.publish('sources.changed', { ids: [source.id] });
      tellBuildings(context, source.id);
      ports.publish('huts.changed', { slugs: null });
      if (source.kind === 'workfossa') ports.publish('workOrders.changed', { sourceId: source.id });
      context.edited(null);
      context.audit(
        { action: isNew ? 'source.added' : 'source.edited', subjectKind: 'source', subjectId: source.id },
        `${isNew ? 'Added' : 'Edited'} the source "${source.name}".`,
      );
      return source;
    },
    'sources.test': async ({ source }) =>
      toListed(await readLive(context, source)).map((location) => ({ ...location, watchedAs: null })),
    'sources.suggestions': async ({ sourceId }) => store.sources.suggestions(store.sources.get(sourceId).id),
    'sources.refreshSuggestions': async ({ sourceId }) => {
      const locations = await readLive(context, store.sources.get(sourceId));
      store.sources.keepLocations(sourceId, toListed(locations), ports.clock.now());
      return store.sources.suggestions(sourceId);
    },
  };
}

function saveSource({ store, ports, jobs }: HandlerContext, source: Source, isNew: boolean): void {
  const now = ports.clock.now();
  store.connection.transaction(() => {
    if (isNew && store.sources.find(source.id) !== undefined) {
      throw new AppError('conflict', `There is a source with the id "${source.id}" already.`);
    }
    if (!isNew) store.sources.get(source.id);
    store.sources.save(source, now);
    if (isNew) ensureSchedule(store, jobs, source, now);
  });
}

/** The request itself has the source's time limit; waiting for its turn at the host must end too. */
async function readLive({ sources, ports }: HandlerContext, source: Source): Promise<readonly WaitzLocation[]> {
  if (source.kind !== 'waitz') {
    const instead = source.kind === 'workfossa' ? 'its sign-in is tested instead' : 'its huts are looked up one by one';
    throw new AppError('invalid_input', `"${source.name}" has no list of places; ${instead}.`);
  }
  const deadline = ports.clock.deadline(source.limits.timeoutMs * 2);
  try {
    return await sources.waitz.live(source, deadline.signal);
  } finally {
    deadline.end();
  }
}

function tellImport(context: HandlerContext, { created, changed }: ImportReport): void {
  const { store, ports } = context;
  if ([created, changed].every((counts) => Object.values(counts).every((count) => count === 0))) return;
  const deed = { action: 'configuration.imported', subjectKind: 'configuration', subjectId: '' };
  context.audit(deed, 'Imported a configuration.');
  const touched = (section: string): number => (created[section] ?? 0) + (changed[section] ?? 0);
  if (touched('sources') > 0) ports.publish('sources.changed', { ids: store.sources.list().map(({ id }) => id) });
  // The list of buildings shows the names of their sources too.
  if (touched('buildings') + touched('sources') > 0) tellBuildings(context);
  if (touched('huts') + touched('sources') > 0) ports.publish('huts.changed', { slugs: null });
  if (touched('sources') > 0) ports.publish('workOrders.changed', { sourceId: null });
  if (touched('providers') + touched('services') > 0) {
    ports.publish('providers.changed', { ids: store.providers.list().map(({ id }) => id) });
    ports.publish('bookings.changed', { serviceIds: null });
  }
  if (touched('schedules') + touched('sources') > 0) context.edited(null);
}

function tellBuildings({ store, ports }: HandlerContext, sourceId?: string): void {
  const codes = store.buildings.list(sourceId).map(({ code }) => code);
  if (codes.length > 0) ports.publish('occupancy.changed', { codes });
}
