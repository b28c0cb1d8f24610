import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors.ts';
import type { Building } from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

/** The buildings that the desk watches. A removed one is kept with its history until its code is added again. */
export interface Buildings {
  /** Watched buildings, by code; of one source where that is given. */
  list(sourceId?: string): Building[];
  find(code: string): Building | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(code: string): Building;
  /** Adds or replaces; returns what that did. Rejects with `invalid_input` where the source is unknown. */
  save(building: Building, now: EpochMs): 'created' | 'changed' | 'unchanged';
  /** Stops watching. Rejects with `not_found`. */
  remove(code: string, now: EpochMs): void;
}

/** Makes the building repository of a connection. */
export function createBuildings(connection: Connection): Buildings {
  const { sql } = connection;
  const watched = sql.selectFrom('building').selectAll().where('removed_at', 'is', null);
  const find = (code: string): Building | undefined => {
    const row = connection.get(watched.where('code', '=', code));
    return row === undefined ? undefined : toBuilding(row);
  };
  const get = (code: string): Building => {
    const building = find(code);
    if (building === undefined) throw new AppError('not_found', `There is no building with the code "${code}".`);
    return building;
  };
  return {
    list: (sourceId) =>
      connection
        .all((sourceId === undefined ? watched : watched.where('source_id', '=', sourceId)).orderBy('code'))
        .map(toBuilding),
    find,
    get,
    save: (building, now) =>
      connection.transaction(() => {
        assertSchool(connection, building);
        const before = find(building.code);
        if (before !== undefined && isSame(before, building)) return 'unchanged';
        const row = { name: building.name, source_id: building.sourceId, waitz_id: building.waitzId, removed_at: null };
        connection.run(
          sql
            .insertInto('building')
            .values({ code: building.code, ...row, created_at: now })
            .onConflict((conflict) => conflict.column('code').doUpdateSet(row)),
        );
        return before === undefined ? 'created' : 'changed';
      }),
    remove(code, now) {
      get(code);
      connection.run(sql.updateTable('building').set({ removed_at: now }).where('code', '=', code));
    },
  };
}

function assertSchool(connection: Connection, { code, sourceId }: Building): void {
  const source = connection.get(connection.sql.selectFrom('source').select('kind').where('id', '=', sourceId));
  if (source === undefined) {
    throw new AppError('invalid_input', `There is no source "${sourceId}" for building "${code}".`);
  }
  if (source.kind !== 'waitz') {
    throw new AppError('invalid_input', `Source "${sourceId}" tells of huts, not of buildings like "${code}".`);
  }
}

function isSame(left: Building, right: Building): boolean {
  return left.name === right.name && left.sourceId === right.sourceId && left.waitzId === right.waitzId;
}

function toBuilding(row: Selectable<Schema['building']>): Building {
  return { code: row.code, name: row.name, sourceId: row.source_id, waitzId: row.waitz_id };
}
