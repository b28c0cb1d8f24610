import type { EpochMs } from '#shared/model/primitives.ts';
import type { WorkOrder } from '#shared/model/work-order.ts';
import type { Connection } from './connection.ts';
import { toOrder } from './work-order-rows.ts';
import { standingSelection, type StandingRow, toStanding } from './work-order-standing.ts';

/** An order as it is known now. */
export interface ExportedOrder {
  readonly order: WorkOrder;
  readonly firstChecked: EpochMs;
  readonly lastChecked: EpochMs;
  readonly missingSince: EpochMs | null;
}

/** Every order that is or was listed, by source and number. Each open iteration has a statement of its own. */
export function* eachOrder({ raw }: Connection): Generator<ExportedOrder> {
  const rows = raw.prepare<[], StandingRow>(`${standingSelection} ORDER BY key, length(number), number`).iterate();
  for (const row of rows) {
    const { firstChecked, lastChecked, missingSince } = toStanding(row, undefined);
    yield { order: toOrder(row), firstChecked, lastChecked, missingSince };
  }
}
