import { type Kysely, sql } from 'kysely';

const events = { insert: 'NEW', update: 'NEW', delete: 'OLD' };

/** Triggers by which whatever writes a table of states takes the digest of the row's target away. */
export function digestTriggers(stateTable: string): string[] {
  return Object.entries(events).map(
    ([event, row]) => `CREATE TRIGGER ${stateTable}_${event} AFTER ${event} ON ${stateTable} BEGIN
      UPDATE check_target SET state_digest = NULL WHERE id = ${row}.target_id AND state_digest IS NOT NULL;
    END`,
  );
}

/** A digest per target of what its newest look found: a look that finds the same need not read the states. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE check_target ADD COLUMN state_digest TEXT`.execute(db);
  for (const trigger of ['occupancy_state', 'hut_night_state', 'work_order_state'].flatMap(digestTriggers)) {
    await sql.raw(trigger).execute(db);
  }
}
