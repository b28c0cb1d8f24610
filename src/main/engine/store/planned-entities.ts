import { AppError } from '#shared/errors.ts';
import type { Connection } from './connection.ts';
import type { PlannedEntity } from './planned-entity.ts';
import { plannedReservations } from './planned-reservations.ts';
import { plannedSlots } from './planned-slots.ts';

/** Makes the entities of a connection that jobs change by plan. */
export type MakeEntities = (connection: Connection) => readonly PlannedEntity[];

/** Looks entities up by name. */
export type Entities = ReadonlyMap<string, PlannedEntity>;

/** Everything that jobs change by plan. An entity is added by its line in the list. */
export const plannedEntities: MakeEntities = (connection) => [
  plannedSlots(connection),
  plannedReservations(connection),
];

/** Entities by name; each name stands for one. */
export function entitiesByName(entities: readonly PlannedEntity[]): Entities {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  if (byName.size !== entities.length) throw new Error('Two planned entities have the same name.');
  return byName;
}

/** The entity of a name that stands in a plan. Rejects with `not_found` where this Rounds does not know it. */
export function entityOf({ entities }: { readonly entities: Entities }, name: string): PlannedEntity {
  const entity = entities.get(name);
  if (entity === undefined) throw new AppError('not_found', `This Rounds knows no "${name}", which the plan changes.`);
  return entity;
}
