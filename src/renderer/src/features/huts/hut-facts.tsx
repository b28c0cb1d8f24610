import type { ReactNode } from 'react';
import type { HutDetail } from '#shared/contract/huts.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { Age } from '../../ui/age.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { classWord, countryWords, dueWords, placeWords } from './hut-words.ts';

interface HutFactsProps {
  readonly detail: HutDetail;
  readonly at: number;
}

/** What is known of the hut itself, and of how well Rounds gets to know of its nights. */
export function HutFacts({ detail, at }: HutFactsProps): ReactNode {
  const { hut, row } = detail;
  const place = row.latitude === null || row.longitude === null ? null : placeWords(row.latitude, row.longitude);
  const { capacityOpen: open, capacityClosed: closed } = hut;
  return (
    <section className="section hut-about" aria-label="About the hut">
      <FailureNote detail={detail} at={at} />
      <dl className="hut-facts">
        <Fact label="Altitude" value={row.altitudeM === null ? null : `${formatNumber(row.altitudeM)} m`} />
        <Fact label="Coordinates" value={place} />
        <Fact label="Beds" value={row.beds === null ? null : formatNumber(row.beds)} />
        <Fact label="With wardens, as set here" value={open === null ? null : formatCount(open, 'bed', 'beds')} />
        <Fact label="Winter room, as set here" value={closed === null ? null : formatCount(closed, 'bed', 'beds')} />
        <Fact label="Club" value={row.tenant} />
        <Fact label="Country" value={row.country === null ? null : countryWords(row.country)} />
        <Fact label="Source" value={`${row.sourceName}, ${hut.bookingRef}`}>
          <MasterAge detail={detail} />
          {row.isTest ? <StateMark mark="attention" word="A test hut of the service" /> : null}
        </Fact>
        <Fact label="How often" value={`${classWord(row.due.class)}, ${dueWords(row, at)}`} />
        <Fact label="Time zone" value={hut.timeZone} />
      </dl>
    </section>
  );
}

/** When the source told of the hut itself: where it is and how many beds it has. */
function MasterAge({ detail: { masterFetchedAt } }: { readonly detail: HutDetail }): ReactNode {
  return (
    <span className="secondary nowrap">
      {masterFetchedAt === null ? (
        'not read yet'
      ) : (
        <>
          read <Age at={masterFetchedAt} className="age--from-left age--below" />
        </>
      )}
    </span>
  );
}

function FailureNote({ detail: { row }, at }: HutFactsProps): ReactNode {
  const { failure } = row;
  if (failure === null) return null;
  return (
    <div className="hut-failure" role="note">
      <StateMark
        mark="attention"
        word={failure.inRow === 1 ? 'The last look failed' : `The last ${failure.inRow} looks failed`}
      />
      <p>{failure.message}</p>
      <p className="secondary">
        First <Age at={failure.since} className="age--from-left" />, newest{' '}
        <Age at={failure.at} className="age--from-left" />. Rounds tries again: the next look is {dueWords(row, at)}.{' '}
        {row.lastChecked === null ? 'No figures have ever been read.' : 'The figures shown are the last good ones.'}
      </p>
    </div>
  );
}

interface FactProps {
  readonly label: string;
  readonly value: string | null;
  /** What stands beside the value. */
  readonly children?: ReactNode;
}

function Fact({ label, value, children }: FactProps): ReactNode {
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd>
        {value === null || value === '' ? <span className="secondary">Unknown</span> : value} {children}
      </dd>
    </div>
  );
}
