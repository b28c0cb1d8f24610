import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { PlannedVisit } from '#shared/contract/work-orders.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatNight } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { visitsWords } from './calendar-model.ts';
import { placeWords } from './order-words.ts';
import { orderPath } from './paths.ts';

interface DayListProps {
  readonly day: CalendarDate;
  /** Null while they are being read. */
  readonly visits: readonly PlannedVisit[] | null;
}

/** The visits of the chosen day. */
export function DayList({ day, visits }: DayListProps): ReactNode {
  return (
    <section className="section" aria-labelledby="visit-day">
      <h2 id="visit-day">{formatNight(day)}</h2>
      <output className="secondary">{visits === null ? 'Reading the visits…' : sentence(visits)}</output>
      <ul className="visits">
        {(visits ?? []).map((visit) => (
          <VisitLine key={`${visit.sourceId} ${visit.number}`} visit={visit} />
        ))}
      </ul>
    </section>
  );
}

function sentence(visits: readonly PlannedVisit[]): string {
  return visits.length === 0 ? 'No visits are planned for this day.' : `${visitsWords(visits)}.`;
}

function VisitLine({ visit }: { readonly visit: PlannedVisit }): ReactNode {
  const { sourceId, number, time, categories, dueDate, isOverdue } = visit;
  return (
    <li className="visit">
      <span className="visit__time secondary">{time ?? '–'}</span>
      <div className="visit__body">
        <p>
          <Link to={orderPath(sourceId, number)}>{number}</Link> {placeWords(visit)}
        </p>
        <p className="secondary">
          {categories.join(', ')}
          {dueDate === null ? '' : `${categories.length === 0 ? 'Due' : ', due'} ${formatDate(dueDate)}`}
        </p>
        {isOverdue ? <StateMark mark="attention" word="Overdue" /> : null}
      </div>
    </li>
  );
}
