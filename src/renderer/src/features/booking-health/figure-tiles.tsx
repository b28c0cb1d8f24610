import { CircleHelp } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { BookingHealth } from '#shared/contract/bookings.ts';
import { figures, headline, headlineNote } from './health-model.ts';
import type { Figure } from './health-model.ts';

/** The figures as they stand, each with its definition on hover and focus. */
export function FigureTiles({ health }: { readonly health: BookingHealth }): ReactNode {
  return (
    <ul className="figures" aria-label="Figures">
      {figures.map((figure) => (
        <Tile key={figure.key} figure={figure} health={health} />
      ))}
    </ul>
  );
}

function Tile({ figure, health }: { readonly figure: Figure; readonly health: BookingHealth }): ReactNode {
  const id = useId();
  return (
    <li className="panel figure-tile">
      <span className="figure-tile__head label">
        {figure.title}
        <button
          type="button"
          className="figure-tile__why"
          aria-label={`What is ${figure.title.toLowerCase()}?`}
          aria-describedby={id}
        >
          <CircleHelp size={12} aria-hidden="true" />
        </button>
      </span>
      <span className="figure-tile__value">{headline(health, figure)}</span>
      <span className="secondary">{headlineNote(health, figure)}</span>
      <span id={id} role="tooltip" className="figure-tile__definition">
        {figure.definition}
      </span>
    </li>
  );
}
