import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { HutChange } from '#shared/model/hut.ts';
import { formatExact, formatTimeOfDay } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { useAsOf } from './as-of.ts';
import { changeWords, kindWord } from './change-words.ts';
import { changesByDay } from './changes-model.ts';
import { hutPath } from './paths.ts';
import './changes.css';

interface ChangeListProps {
  readonly changes: readonly HutChange[];
  /** On a hut's own page its name would stand on every line. */
  readonly isOneHut?: boolean;
}

/** Changes by the day on which they were seen, the newest first. */
export function ChangeList({ changes, isOneHut = false }: ChangeListProps): ReactNode {
  const { asOf } = useAsOf();
  // On a hut's own page the days stand below a heading of the list.
  const Heading = isOneHut ? 'h3' : 'h2';
  return (
    <div className="changes">
      {changesByDay(changes).map(({ day, changes: ofDay }) => (
        <section key={day} className="changes__day" aria-label={day}>
          <Heading className="changes__date">{day}</Heading>
          <ul>
            {ofDay.map((change) => (
              <ChangeLine key={change.id} change={change} isOneHut={isOneHut} asOf={asOf} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface ChangeLineProps {
  readonly change: HutChange;
  readonly isOneHut: boolean;
  readonly asOf: number | null;
}

function ChangeLine({ change, isOneHut, asOf }: ChangeLineProps): ReactNode {
  const page = hutPath(change.slug, change.date, asOf);
  return (
    <li className={`change ${isOneHut ? 'change--short' : ''}`}>
      <time dateTime={new Date(change.at).toISOString()} title={formatExact(change.at)}>
        {formatTimeOfDay(change.at)}
      </time>
      {isOneHut ? null : (
        <Link className="change__hut" to={page}>
          {change.hutName}
        </Link>
      )}
      <span className="change__night">
        {isOneHut ? <Link to={page}>{formatDate(change.date)}</Link> : formatDate(change.date)}
      </span>
      <span className={`change__kind change__kind--${change.kind}`}>{kindWord(change.kind)}</span>
      <span className="change__words">{changeWords(change)}</span>
    </li>
  );
}
