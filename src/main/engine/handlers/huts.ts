import type { HutDetail } from '#shared/contract/huts.ts';
import { AppError } from '#shared/errors.ts';
import type { HutDue } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { dueInStore } from '../jobs/huts-update/due-in-store.ts';
import { readChanges } from '../store/hut-changes.ts';
import { hutLink } from '../store/hut-export.ts';
import { listHuts } from '../store/hut-list.ts';
import { findTarget, listedNights, readCurve, readNights } from '../store/hut-nights.ts';
import { lookUpHut } from './hut-look-up.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Huts, their nights, and what changed. */
export function hutHandlers(context: HandlerContext): HandlersOf<'huts'> {
  const { store, ports } = context;
  const { connection } = store;
  return {
    'huts.list': async ({ asOf, nights, beds }) => {
      const { dueOf, forecast } = dueInStore(store, ports.clock.now());
      return { huts: listHuts(connection, { nights, beds, asOf }, dueOf), forecast };
    },
    'huts.nights': async (range) => readNights(connection, range),
    'huts.hut': async ({ slug, asOf }) => readDetail(context, slug, asOf),
    'huts.curve': async (question) => readCurve(connection, question),
    'huts.changes': async ({ after, limit, ...filter }) => {
      if (filter.slug !== null) store.huts.get(filter.slug);
      const { changes, next } = readChanges(connection, filter, { after, limit });
      return { changes: [...changes], next };
    },
    'huts.lookUp': async ({ sourceId, bookingRef }) => lookUpHut(context, sourceId, bookingRef),
    'huts.importCsv': async ({ text, apply }) => {
      // Read when it is needed first: every start would have to read it otherwise.
      const { importHutCsv } = await import('../config/hut-csv.ts');
      const report = importHutCsv(text, { store, now: ports.clock.now(), isApplied: apply });
      if (apply && report.created + report.changed > 0) {
        ports.publish('huts.changed', { slugs: null });
        const deed = { action: 'huts.imported', subjectKind: 'hut', subjectId: '' };
        context.audit(deed, `Imported huts: ${report.created} added, ${report.changed} changed.`);
      }
      return report;
    },
    ...editing(context),
    ...watching(context),
  };
}

function editing(context: HandlerContext): Pick<HandlersOf<'huts'>, 'huts.save' | 'huts.remove'> {
  const { store, ports } = context;
  return {
    'huts.save': async ({ hut, isNew }) => {
      if (isNew && store.huts.find(hut.slug) !== undefined) {
        throw new AppError('conflict', `There is a hut "${hut.slug}" already.`);
      }
      if (!isNew) store.huts.get(hut.slug);
      store.huts.save(hut, ports.clock.now());
      ports.publish('huts.changed', { slugs: [hut.slug] });
      context.audit(
        { action: isNew ? 'hut.added' : 'hut.edited', subjectKind: 'hut', subjectId: hut.slug },
        `${isNew ? 'Added' : 'Edited'} "${hut.name}".`,
      );
      return hut;
    },
    'huts.remove': async ({ slug }) => {
      store.huts.remove(slug, ports.clock.now());
      ports.publish('huts.changed', { slugs: [slug] });
      context.audit({ action: 'hut.removed', subjectKind: 'hut', subjectId: slug }, `Stopped watching hut ${slug}.`);
      return {};
    },
  };
}

function watching(context: HandlerContext): Pick<HandlersOf<'huts'>, 'huts.watches' | 'huts.watch' | 'huts.unwatch'> {
  const { store, ports } = context;
  const { hutWatches } = store;
  return {
    'huts.watches': async () => hutWatches.list(),
    'huts.watch': async (wanted) => {
      const hut = store.huts.get(wanted.slug);
      const watch = hutWatches.add(wanted, ports.clock.now());
      ports.publish('huts.changed', { slugs: [hut.slug] });
      // It may be met as things stand.
      context.notifier.look();
      context.audit(
        { action: 'hut.watched', subjectKind: 'hut', subjectId: hut.slug },
        `Asked to be told of ${wanted.beds} beds at "${hut.name}" on ${wanted.date}.`,
      );
      return watch;
    },
    'huts.unwatch': async ({ id }) => {
      hutWatches.remove(id);
      ports.publish('huts.changed', { slugs: null });
      return {};
    },
  };
}

function readDetail({ store, ports }: HandlerContext, slug: string, asOf: EpochMs | null): HutDetail {
  const { connection } = store;
  const hut = store.huts.get(slug);
  const now = ports.clock.now();
  const dueOf = (): HutDue => dueInStore(store, now, { slug }).dueOf(slug);
  const [row] = listHuts(connection, { nights: [], beds: 1, asOf }, dueOf, slug);
  if (row === undefined) throw new AppError('not_found', `There is no hut "${slug}".`);
  const kept = store.huts.master(hut);
  const targetId = findTarget(connection, slug)?.id ?? null;
  return {
    hut,
    row,
    master: kept?.master ?? null,
    masterFetchedAt: kept?.fetchedAt ?? null,
    link: hutLink(hut, store.sources.get(hut.sourceId)),
    faults: targetId === null ? [] : store.hutLog.faults(targetId),
    watches: store.hutWatches.list(slug),
    nights: targetId === null ? null : listedNights(connection, targetId),
  };
}
