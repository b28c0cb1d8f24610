import type { EventName, EventPayload } from '#shared/contract/events.ts';
import { events } from '#shared/contract/events.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Publish } from '../ports.ts';
import type { Connection } from './connection.ts';

/** Facts told by one process to the others on the same database, so that a window shows what a command line does. */
export interface Outbox {
  put<E extends EventName>(name: E, payload: EventPayload<E>, now: EpochMs): void;
  /** Hands over what other processes have put since the last call, oldest first. */
  take(deliver: Publish): void;
}

/** How many facts are kept; one that nobody took in time is no loss, because the database itself is the truth. */
const keptFacts = 500;

/** Makes the outbox of a connection for one process; `take` begins after what is there now. */
export function createOutbox(connection: Connection, processId: string): Outbox {
  const { sql } = connection;
  let seenId = newestId();
  function newestId(): number {
    return connection.get(sql.selectFrom('outbox').select((e) => e.fn.max('id').as('id')))?.id ?? 0;
  }
  return {
    put: (name, payload, now) =>
      connection.transaction(() => {
        connection.run(
          sql.insertInto('outbox').values({ process_id: processId, name, payload: JSON.stringify(payload), at: now }),
        );
        connection.run(sql.deleteFrom('outbox').where('id', '<=', newestId() - keptFacts));
      }),
    take(deliver) {
      const rows = connection.all(sql.selectFrom('outbox').selectAll().where('id', '>', seenId).orderBy('id'));
      for (const row of rows) {
        seenId = row.id;
        if (row.process_id !== processId) deliverRow(row, deliver);
      }
    },
  };
}

function deliverRow({ name, payload }: { readonly name: string; readonly payload: string }, deliver: Publish): void {
  // A process of another version may tell what this one does not know.
  if (!isEvent(name)) return;
  const parsed = events[name].safeParse(JSON.parse(payload));
  // The payload of a name is what the schema of that name gave; the compiler cannot follow the pair.
  if (parsed.success) deliver(name, parsed.data as EventPayload<typeof name>);
}

function isEvent(name: string): name is EventName {
  return Object.hasOwn(events, name);
}
