import { AppError } from '#shared/errors.ts';
import { durationMs } from '#shared/schedule/rule.ts';
import { occupancyUpdate } from '../jobs/occupancy-update/job.ts';
import { readHistory, readStates } from '../store/occupancy-history.ts';
import { listBuildings, readBuilding } from '../store/occupancy-list.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** The planned distance of looks that counts for a building nobody has looked at yet. */
export const defaultStepMs = durationMs(occupancyUpdate.defaultEvery);

/** Buildings, how full they are and were. */
export function occupancyHandlers(context: HandlerContext): HandlersOf<'occupancy'> {
  const { store, ports } = context;
  const { connection, buildings, runs } = store;
  const { clock, publish } = ports;
  return {
    'occupancy.list': async () => listBuildings(connection, clock.now(), defaultStepMs),
    'occupancy.building': async ({ code }) => readBuilding(connection, code, { now: clock.now(), defaultStepMs }),
    'occupancy.history': async ({ code, from, until, points }) => {
      if (until <= from) throw new AppError('invalid_input', 'The range ends before it begins.');
      return readHistory(connection, code, { from, until, maxPoints: points, now: clock.now() });
    },
    'occupancy.states': async ({ code, from, until, limit }) => readStates(connection, code, { from, until, limit }),
    'occupancy.checks': async ({ code, limit }) => runs.checksOf(code, limit),
    'occupancy.saveBuilding': async ({ building, isNew }) => {
      if (isNew && buildings.find(building.code) !== undefined) {
        throw new AppError('conflict', `There is a building with the code "${building.code}" already.`);
      }
      if (!isNew) buildings.get(building.code);
      buildings.save(building, clock.now());
      publish('occupancy.changed', { codes: [building.code] });
      context.audit(
        {
          action: isNew ? 'building.added' : 'building.edited',
          subjectKind: 'building',
          subjectId: building.code,
        },
        `${isNew ? 'Added' : 'Edited'} "${building.name}".`,
      );
      return building;
    },
    'occupancy.removeBuilding': async ({ code }) => {
      buildings.remove(code, clock.now());
      publish('occupancy.changed', { codes: [code] });
      context.audit(
        { action: 'building.removed', subjectKind: 'building', subjectId: code },
        `Stopped watching building ${code}.`,
      );
      return {};
    },
  };
}
