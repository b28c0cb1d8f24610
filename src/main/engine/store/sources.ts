import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors.ts';
import type { LocationSuggestion } from '#shared/model/occupancy.ts';
import { OccupancyStatus } from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { Source } from '#shared/model/source.ts';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

/** A location of a school's live list, as remembered for suggestions. */
export type ListedLocation = Omit<LocationSuggestion, 'watchedAs'>;

/** The external systems that Rounds asks. */
export interface Sources {
  /** By id. */
  list(): Source[];
  find(id: string): Source | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(id: string): Source;
  /** Those of some kinds, by id. */
  ofKind<K extends Source['kind']>(...kinds: readonly K[]): Extract<Source, { kind: K }>[];
  /** Adds or replaces; returns what that did. */
  save(source: Source, now: EpochMs): 'created' | 'changed' | 'unchanged';
  /** Replaces what a source's live list held. */
  keepLocations(sourceId: string, locations: readonly ListedLocation[], now: EpochMs): void;
  /** The locations of the newest live list, in its order, with the building that watches each. */
  suggestions(sourceId: string): LocationSuggestion[];
  /** When the trend feed was last asked for; null before the first time. */
  trendAskedAt(sourceId: string): EpochMs | null;
  noteTrendAsked(sourceId: string, now: EpochMs): void;
}

/** Makes the source repository of a connection. */
export function createSources(connection: Connection): Sources {
  const { sql } = connection;
  const find = (id: string): Source | undefined => {
    const row = connection.get(sql.selectFrom('source').selectAll().where('id', '=', id));
    return row === undefined ? undefined : toSource(row);
  };
  const list = (): Source[] => connection.all(sql.selectFrom('source').selectAll().orderBy('id')).map(toSource);
  return {
    list,
    ofKind: (...kinds) => list().filter((source) => isOfKind(source, kinds)),
    find,
    get(id) {
      const source = find(id);
      if (source === undefined) throw new AppError('not_found', `There is no source "${id}".`);
      return source;
    },
    save: (source, now) =>
      connection.transaction(() => {
        const before = find(source.id);
        if (before !== undefined && JSON.stringify(before) === JSON.stringify(ordered(source))) return 'unchanged';
        const row = toRow(source);
        connection.run(
          sql
            .insertInto('source')
            .values({ ...row, created_at: now, trend_asked_at: null })
            .onConflict((conflict) => conflict.column('id').doUpdateSet(row)),
        );
        return before === undefined ? 'created' : 'changed';
      }),
    keepLocations: (sourceId, locations, now) => keepLocations(connection, { sourceId, locations, now }),
    suggestions: (sourceId) => readSuggestions(connection, sourceId),
    trendAskedAt: (id) =>
      connection.get(sql.selectFrom('source').select('trend_asked_at').where('id', '=', id))?.trend_asked_at ?? null,
    noteTrendAsked: (id, now) => {
      connection.run(sql.updateTable('source').set({ trend_asked_at: now }).where('id', '=', id));
    },
  };
}

function isOfKind<K extends Source['kind']>(
  source: Source,
  kinds: readonly K[],
): source is Extract<Source, { kind: K }> {
  return kinds.some((kind) => kind === source.kind);
}

function keepLocations(
  connection: Connection,
  { sourceId, locations, now }: { sourceId: string; locations: readonly ListedLocation[]; now: EpochMs },
): void {
  const { sql } = connection;
  connection.transaction(() => {
    connection.run(sql.deleteFrom('source_location').where('source_id', '=', sourceId));
    locations.forEach((location, position) => {
      connection.run(
        sql.insertInto('source_location').values({
          source_id: sourceId,
          location_id: location.waitzId,
          name: location.name,
          status: location.status,
          busyness_percent: location.busynessPercent,
          part_count: location.partCount,
          seen_at: now,
          position,
        }),
      );
    });
  });
}

function readSuggestions(connection: Connection, sourceId: string): LocationSuggestion[] {
  const { sql } = connection;
  const watched = connection.all(
    sql
      .selectFrom('building')
      .select(['code', 'waitz_id'])
      .where('source_id', '=', sourceId)
      .where('removed_at', 'is', null),
  );
  return connection
    .all(sql.selectFrom('source_location').selectAll().where('source_id', '=', sourceId).orderBy('position'))
    .map((row) => ({
      waitzId: row.location_id,
      name: row.name,
      status: OccupancyStatus.parse(row.status),
      busynessPercent: row.busyness_percent,
      partCount: row.part_count,
      watchedAs: watched.find(({ waitz_id }) => waitz_id === row.location_id || waitz_id === row.name)?.code ?? null,
    }));
}

/** The same source with its fields in the order in which this module reads them, so that two can be compared as text. */
function ordered(source: Source): Source {
  return toSource({ ...toRow(source), created_at: 0, trend_asked_at: null });
}

function toRow(source: Source) {
  return {
    id: source.id,
    kind: source.kind,
    name: source.name,
    base_url: source.baseUrl,
    school: source.kind === 'waitz' ? source.school : null,
    associations: source.kind === 'huts-org' ? source.associations : null,
    username: source.kind === 'workfossa' ? source.username : null,
    password_env: source.kind === 'workfossa' ? (source.passwordEnv ?? null) : null,
    time_zone: source.kind === 'workfossa' ? source.timeZone : null,
    allow_private_address: Number(source.allowPrivateAddress),
    connections: source.limits.connections,
    min_gap_ms: source.limits.minGapMs,
    requests_per_day: source.limits.requestsPerDay,
    timeout_ms: source.limits.timeoutMs,
  };
}

function toSource(row: Selectable<Schema['source']>): Source {
  return Source.parse({
    id: row.id,
    kind: row.kind,
    name: row.name,
    baseUrl: row.base_url,
    ...(row.school !== null && { school: row.school }),
    ...(row.associations !== null && { associations: row.associations }),
    ...(row.username !== null && { username: row.username }),
    ...(row.password_env !== null && { passwordEnv: row.password_env }),
    ...(row.time_zone !== null && { timeZone: row.time_zone }),
    allowPrivateAddress: row.allow_private_address === 1,
    limits: {
      connections: row.connections,
      minGapMs: row.min_gap_ms,
      requestsPerDay: row.requests_per_day,
      timeoutMs: row.timeout_ms,
    },
  });
}
