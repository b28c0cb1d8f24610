import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ReservationEvent } from '#shared/model/booking.ts';
import { Age } from '../../ui/age.tsx';

/** Everything that was done to a reservation, the newest first, with who did it. */
export function ReservationEvents({ events }: { readonly events: readonly ReservationEvent[] }): ReactNode {
  if (events.length === 0) return <p className="secondary">Nothing is on record.</p>;
  return (
    <ol className="reservation-events">
      {events.toReversed().map((event, index) => (
        <li key={`${String(event.at)} ${event.action} ${String(index)}`}>
          <span>{event.summary}</span>
          <span className="secondary">
            <Age at={event.at} className="age--from-left" />, <Doer event={event} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Doer({ event: { actor, runId } }: { readonly event: ReservationEvent }): ReactNode {
  if (runId !== null) return <Link to={`/runs/${encodeURIComponent(runId)}`}>by a run</Link>;
  return actor === null ? 'by Rounds' : `by ${actor}`;
}
