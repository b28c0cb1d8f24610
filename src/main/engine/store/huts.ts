import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors.ts';
import { type Hut, HutMaster } from '#shared/model/hut.ts';
import { isHutKind } from '#shared/model/source.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

/** What is kept of a hut's master data. */
export interface KeptMaster {
  /** When it was asked for last, successful or not. */
  readonly askedAt: EpochMs;
  readonly fetchedAt: EpochMs | null;
  readonly master: HutMaster | null;
}

/** The huts that the desk watches. A removed one is kept with its history until its slug is added again. */
export interface Huts {
  /** Watched huts, by slug; of one source where that is given. */
  list(sourceId?: string): Hut[];
  find(slug: string): Hut | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(slug: string): Hut;
  /** Adds or replaces; returns what that did. Rejects with `invalid_input` where the source is none of huts. */
  save(hut: Hut, now: EpochMs): 'created' | 'changed' | 'unchanged';
  /** Stops watching. Rejects with `not_found`. */
  remove(slug: string, now: EpochMs): void;
  /** Master data by slug, as far as it was asked for under the hut's present reference. */
  master(hut: Hut): KeptMaster | null;
  /** Keeps what an answer told; null notes that it was asked in vain and keeps what was there. */
  keepMaster(hut: Hut, master: HutMaster | null, now: EpochMs): void;
}

/** Makes the hut repository of a connection. */
export function createHuts(connection: Connection): Huts {
  const { sql } = connection;
  const watched = sql.selectFrom('hut').selectAll().where('removed_at', 'is', null);
  const find = (slug: string): Hut | undefined => {
    const row = connection.get(watched.where('slug', '=', slug));
    return row === undefined ? undefined : toHut(row);
  };
  const get = (slug: string): Hut => {
    const hut = find(slug);
    if (hut === undefined) throw new AppError('not_found', `There is no hut "${slug}".`);
    return hut;
  };
  return {
    list: (sourceId) =>
      connection
        .all((sourceId === undefined ? watched : watched.where('source_id', '=', sourceId)).orderBy('slug'))
        .map(toHut),
    find,
    get,
    save: (hut, now) => connection.transaction(() => saveHut(connection, hut, find(hut.slug), now)),
    remove(slug, now) {
      get(slug);
      connection.run(sql.updateTable('hut').set({ removed_at: now }).where('slug', '=', slug));
    },
    master: (hut) => readMaster(connection, hut),
    keepMaster: (hut, master, now) => keepMaster(connection, hut, master, now),
  };
}

function saveHut(
  connection: Connection,
  hut: Hut,
  before: Hut | undefined,
  now: EpochMs,
): 'created' | 'changed' | 'unchanged' {
  const { sql } = connection;
  const source = connection.get(sql.selectFrom('source').select('kind').where('id', '=', hut.sourceId));
  if (source === undefined) {
    throw new AppError('invalid_input', `There is no source "${hut.sourceId}" for hut "${hut.slug}".`);
  }
  if (!isHutKind(source.kind)) {
    throw new AppError('invalid_input', `Source "${hut.sourceId}" tells of buildings, not of huts like "${hut.slug}".`);
  }
  const row = toRow(hut);
  if (before !== undefined && JSON.stringify(toRow(before)) === JSON.stringify(row)) return 'unchanged';
  connection.run(
    sql
      .insertInto('hut')
      .values({ slug: hut.slug, ...row, created_at: now })
      .onConflict((conflict) => conflict.column('slug').doUpdateSet(row)),
  );
  return before === undefined ? 'created' : 'changed';
}

function toRow(hut: Hut) {
  return {
    name: hut.name,
    source_id: hut.sourceId,
    booking_ref: hut.bookingRef,
    capacity_open: hut.capacityOpen,
    capacity_closed: hut.capacityClosed,
    time_zone: hut.timeZone,
    removed_at: null,
  };
}

function toHut(row: Selectable<Schema['hut']>): Hut {
  return {
    slug: row.slug,
    name: row.name,
    sourceId: row.source_id,
    bookingRef: row.booking_ref,
    capacityOpen: row.capacity_open,
    capacityClosed: row.capacity_closed,
    timeZone: row.time_zone,
  };
}

function readMaster(connection: Connection, { slug, bookingRef }: Hut): KeptMaster | null {
  const row = connection.get(
    connection.sql.selectFrom('hut_master').selectAll().where('slug', '=', slug).where('booking_ref', '=', bookingRef),
  );
  if (row === undefined) return null;
  return { askedAt: row.asked_at, fetchedAt: row.fetched_at, master: parseMaster(row.master) };
}

/** Stored master data; null where there is none. */
export function parseMaster(text: string | null): HutMaster | null {
  return text === null ? null : HutMaster.parse(JSON.parse(text));
}

function keepMaster(connection: Connection, hut: Hut, master: HutMaster | null, now: EpochMs): void {
  const { slug, bookingRef } = hut;
  const before = readMaster(connection, hut);
  const kept = {
    booking_ref: bookingRef,
    asked_at: now,
    fetched_at: master === null ? (before?.fetchedAt ?? null) : now,
    master: stringify(master ?? before?.master ?? null),
  };
  connection.run(
    connection.sql
      .insertInto('hut_master')
      .values({ slug, ...kept })
      .onConflict((conflict) => conflict.column('slug').doUpdateSet(kept)),
  );
}

function stringify(master: HutMaster | null): string | null {
  return master === null ? null : JSON.stringify(master);
}
