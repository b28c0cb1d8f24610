import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { BookingHealth } from '#shared/contract/bookings.ts';
import { MaintenanceButton } from '../../ui/maintenance-button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** What to look after, the worst first, with the one thing that helps. */
export function NotesList({ health }: { readonly health: BookingHealth }): ReactNode {
  const { notes } = health;
  if (notes.length === 0) {
    return (
      <p className="panel health-note">
        <StateMark mark="active" word="Nothing to look after: coverage and density are within their limits." />
      </p>
    );
  }
  return (
    <section className="panel health-notes" aria-label="What to look after">
      <ul>
        {notes.map(({ level, message }) => (
          <li key={message} className="health-note">
            <StateMark
              mark={level === 'warning' ? 'attention' : 'waiting'}
              word={level === 'warning' ? 'Warning' : 'Advice'}
            />
            <span className="health-note__text">{message}</span>
          </li>
        ))}
      </ul>
      <div className="health-notes__foot">
        {health.coveredServices < health.activeServices ? (
          <>
            <MaintenanceButton providers={null} reason="Asked for on the health page" />
            <span className="secondary">
              Its plan says which slots would be made; nothing changes before you apply it.
            </span>
          </>
        ) : (
          <>
            <Link className="button" to="/bookings/providers">
              Providers and services
            </Link>
            <span className="secondary">
              Every active service has a free slot; more come from more hours or services.
            </span>
          </>
        )}
      </div>
    </section>
  );
}
