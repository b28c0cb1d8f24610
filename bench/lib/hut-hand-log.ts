import type { HutNight } from '../../src/shared/model/hut.ts';
import { dayNumberOf } from '../../src/shared/model/calendar-date.ts';
import type { Connection } from '../../src/main/engine/store/connection.ts';
import { hutTypes, reservations } from '../../src/main/engine/store/hut-codes.ts';

/** Writes nights of a hut whose newest states are known, by hand. */
export interface HandLog {
  /** The nights of a hut that are new or differ; each hut is a transaction. */
  write(slug: string, at: number, nights: readonly HutNight[], isFirst: boolean): void;
}

/** Statements written by hand for the rows that a look leaves behind: they compare nothing and are told what changed. */
export function createHandLog({ prepare, transaction }: Connection, stepMs: number): HandLog {
  const addTarget = prepare<{ readonly id: number }>(
    `INSERT INTO check_target (area, key, step_ms, first_checked, last_checked) VALUES ('huts', ?, ?, ?, ?) RETURNING id`,
  );
  const findTarget = prepare<{ readonly id: number; readonly last_checked: number }>(
    "SELECT id, last_checked FROM check_target WHERE area = 'huts' AND key = ?",
  );
  const confirm = prepare('UPDATE check_target SET last_checked = ? WHERE id = ?');
  const addState = prepare(
    `INSERT INTO hut_night_state (target_id, night, first_checked, free, total, hut_type, reservation)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const replaceState = prepare(
    `UPDATE hut_night_state SET first_checked = ?, free = ?, total = ?, hut_type = ?, reservation = ?
     WHERE target_id = ? AND night = ?`,
  );
  const addHistory = prepare(
    `INSERT INTO hut_night_history (target_id, night, first_checked, is_listed, is_change, run_id, free, total, hut_type,
       reservation) VALUES (?, ?, ?, 1, ?, 1, ?, ?, ?, ?)`,
  );
  const closeHistory = prepare(
    'UPDATE hut_night_history SET last_checked = ? WHERE target_id = ? AND night = ? AND last_checked IS NULL',
  );
  const cells = ({ free, total, hutType, reservationStatus }: HutNight) => [
    free,
    total,
    hutTypes.indexOf(hutType),
    reservations.indexOf(reservationStatus),
  ];
  const fill = (slug: string, at: number, nights: readonly HutNight[]): void => {
    const target = addTarget.get(slug, stepMs, at, at)?.id ?? 0;
    for (const each of nights) {
      const night = dayNumberOf(each.date);
      addState.run(target, night, at, ...cells(each));
      addHistory.run(target, night, at, 0, ...cells(each));
    }
  };
  const change = (slug: string, at: number, nights: readonly HutNight[]): void => {
    const target = findTarget.get(slug);
    if (target === undefined) throw new Error(`Nobody wrote hut ${slug} before.`);
    for (const each of nights) {
      const night = dayNumberOf(each.date);
      closeHistory.run(target.last_checked, target.id, night);
      addHistory.run(target.id, night, at, 1, ...cells(each));
      replaceState.run(at, ...cells(each), target.id, night);
    }
    confirm.run(at, target.id);
  };
  return {
    write: (slug, at, nights, isFirst) => transaction(() => (isFirst ? fill : change)(slug, at, nights)),
  };
}
