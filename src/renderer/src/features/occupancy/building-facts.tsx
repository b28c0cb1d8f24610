import type { ReactNode } from 'react';
import type { BuildingDetail, OccupancyState } from '#shared/model/occupancy.ts';
import { formatCount, formatNumber, formatPercent } from '../../lib/format.ts';
import { statusWord } from '../../lib/words.ts';
import { Age } from '../../ui/age.tsx';
import { BusynessBar } from '../../ui/busyness-bar.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { freshness, trendSentence } from './view-model.ts';

interface BuildingFactsProps {
  readonly building: BuildingDetail;
  readonly now: number;
}

/** The big figure with its meaning, and what else the last good answer said. */
export function BuildingFacts({ building, now }: BuildingFactsProps): ReactNode {
  const { state } = building;
  const isOld = freshness(building, now) === 'out-of-date';
  return (
    <section className="building-top" aria-label="Now">
      <div className="figure-block">
        <Figure state={state} />
        <BusynessBar state={state} />
        <p>
          {state === null ? (
            <span className="secondary">The first look has not happened, or gave nothing.</span>
          ) : (
            <>
              {isOld ? <StateMark mark="attention" word="Out of date" /> : null}{' '}
              <Meaning building={building} state={state} /> Seen{' '}
              <Age at={state.lastChecked} className="age--from-left age--below" />.
            </>
          )}
        </p>
      </div>
      <div className="facts-block">
        <FailureNote building={building} />
        <dl className="facts">
          <Fact label="People" value={peopleText(state)} />
          <Fact label="Opening" value={state?.hourSummary ?? null} />
          <Fact label={`Best ${building.bestLabel ?? 'spot'} now`} value={state?.bestSpot ?? null} />
        </dl>
        <SourceWords building={building} />
      </div>
    </section>
  );
}

function FailureNote({ building: { failure, state } }: { readonly building: BuildingDetail }): ReactNode {
  if (failure === null) return null;
  return (
    <div className="failure-note" role="note">
      <StateMark
        mark="attention"
        word={failure.inRow === 1 ? 'The last look failed' : `The last ${failure.inRow} looks failed`}
      />
      <p>{failure.message}</p>
      <p className="secondary">
        First <Age at={failure.since} className="age--from-left" />, newest{' '}
        <Age at={failure.at} className="age--from-left" />.{' '}
        {state === null ? 'No figures have ever been read.' : 'The figures shown are the last good ones.'}
      </p>
    </div>
  );
}

/** What the source says in its own words about hours to come and hours past. */
function SourceWords({ building: { trend } }: { readonly building: BuildingDetail }): ReactNode {
  if (trend === null) return <p className="secondary">The source has said nothing about the hours to come.</p>;
  return (
    <dl className="facts facts--source">
      <Fact label="Next hour" value={trend.nextHour} />
      <Fact label="Compared with usual" value={trend.usual} />
      <Fact label="Peak hours" value={trend.peak} />
      <Fact label="Best of its parts" value={trend.best} />
      <div className="facts__note">
        <dt className="visually-hidden">Where this is from</dt>
        <dd className="secondary">
          In the source’s own words, read <Age at={trend.fetchedAt} className="age--from-left" />.
        </dd>
      </div>
    </dl>
  );
}

function Figure({ state }: { readonly state: OccupancyState | null }): ReactNode {
  const hasFigure =
    state !== null && state.status !== 'closed' && state.status !== 'no_data' && state.busynessPercent !== null;
  if (hasFigure && state.busynessPercent !== null) {
    return <p className="figure-block__figure">{formatPercent(state.busynessPercent)}</p>;
  }
  return (
    <p className="figure-block__figure figure-block__figure--word">
      {state === null ? 'Not seen yet' : statusWord(state.status)}
    </p>
  );
}

function Meaning({
  building,
  state,
}: {
  readonly building: BuildingDetail;
  readonly state: OccupancyState;
}): ReactNode {
  if (state.status === 'no_data') return 'The source has no live reading: this is not the same as empty.';
  if (state.status === 'closed') return 'The source says it is closed.';
  const trend = building.trendPercent === null ? '' : `, ${trendSentence(building.trendPercent)}`;
  return `${statusWord(state.status)}${trend}.`;
}

function peopleText(state: OccupancyState | null): string | null {
  if (state === null || state.people === null || state.status === 'closed' || state.status === 'no_data') return null;
  if (state.capacity === null) return formatCount(state.people, 'person', 'people');
  return `${formatNumber(state.people)} of ${formatNumber(state.capacity)}`;
}

function Fact({ label, value }: { readonly label: string; readonly value: string | null }): ReactNode {
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd>{value === null || value === '' ? <span className="secondary">Unknown</span> : value}</dd>
    </div>
  );
}
