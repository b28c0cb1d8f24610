import { z } from 'zod';
import {
  Building,
  BuildingCheck,
  BuildingCode,
  BuildingDetail,
  BuildingRow,
  OccupancyHistory,
  OccupancyHistoryRow,
} from '../model/occupancy.ts';
import { EpochMs } from '../model/primitives.ts';
import { command, query } from './define.ts';

const ByCode = z.strictObject({ code: BuildingCode });

export const occupancyOperations = {
  /** Every watched building, by name. */
  'occupancy.list': query(z.strictObject({}), z.array(BuildingRow)),
  'occupancy.building': query(ByCode, BuildingDetail),
  /** `points` is the width of the chart in pixels, 10–2000; the answer never has more points. */
  'occupancy.history': query(
    z.strictObject({ code: BuildingCode, from: EpochMs, until: EpochMs, points: z.int().min(10).max(2000) }),
    OccupancyHistory,
  ),
  /** States, newest first. */
  'occupancy.states': query(
    z.strictObject({ code: BuildingCode, from: EpochMs, until: EpochMs, limit: z.int().min(1).max(1000) }),
    z.array(OccupancyHistoryRow),
  ),
  /** The newest looks at a building, newest first. */
  'occupancy.checks': query(
    z.strictObject({ code: BuildingCode, limit: z.int().min(1).max(200) }),
    z.array(BuildingCheck),
  ),
  /** Adds a building (`conflict` when the code is taken) or changes one. History stays with the code. */
  'occupancy.saveBuilding': command(z.strictObject({ building: Building, isNew: z.boolean() }), Building),
  /** Stops watching a building. Its history is kept and comes back when the code is added again. */
  'occupancy.removeBuilding': command(ByCode, z.strictObject({})),
};
