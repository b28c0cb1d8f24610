import type { ReactNode } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutNightState } from '#shared/model/hut.ts';
import { formatNumber, formatSpan } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { useOperation } from '../../lib/queries.ts';
import { Instant } from '../../ui/age.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { hutTypeWord, markOfState, reservationWord } from './state-words.ts';

interface NightStatesProps {
  readonly slug: string;
  readonly night: CalendarDate;
  readonly asOf: number | null;
}

/** Every state that the night was seen in, the newest first. */
export function NightStates({ slug, night, asOf }: NightStatesProps): ReactNode {
  const answer = useOperation('huts.curve', { slug, date: night, asOf });
  return (
    <section className="section" aria-labelledby="states">
      <div className="section__head">
        <h2 id="states">States of {formatDate(night)}</h2>
        <span className="secondary">newest first</span>
      </div>
      {answer.data !== undefined ? (
        <StatesTable states={answer.data.states} />
      ) : answer.error === null ? (
        <LoadingState what="the states" />
      ) : (
        <ErrorState what="the states" error={answer.error} onRetry={() => void answer.refetch()} />
      )}
    </section>
  );
}

function StatesTable({ states }: { readonly states: readonly HutNightState[] }): ReactNode {
  if (states.length === 0) return <p className="table__empty">Nobody has looked at this night yet.</p>;
  return (
    <ScrollRegion className="scroll-table hut-states" label="All states of the night">
      <table className="table">
        <caption className="visually-hidden">States of the night, newest first</caption>
        <thead>
          <tr>
            <th scope="col">First seen</th>
            <th scope="col">Last seen</th>
            <th scope="col" className="numeric">
              For
            </th>
            <th scope="col" className="numeric">
              Free beds
            </th>
            <th scope="col">Booking, as</th>
          </tr>
        </thead>
        <tbody>
          {states.toReversed().map((state) => (
            <StateRow key={state.firstChecked} state={state} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function StateRow({ state }: { readonly state: HutNightState }): ReactNode {
  const { firstChecked, lastChecked, free, total } = state;
  const mark = markOfState(state);
  const isListed = mark !== 'x';
  // The 0 that some sources tell of a closed night is not a night without a free bed.
  const hasBeds = isListed && mark !== 'c';
  return (
    <tr>
      <td className="nowrap">
        <Instant at={firstChecked} isInRow className="age--from-left age--below" />
      </td>
      <td className="nowrap">
        <Instant at={lastChecked} isInRow className="age--from-left age--below" />
      </td>
      <td className="numeric nowrap">
        {lastChecked === firstChecked ? 'one look' : formatSpan(lastChecked - firstChecked)}
      </td>
      <td className="numeric nowrap">{hasBeds ? bedsWords(free, total) : '–'}</td>
      <td>
        {isListed ? (
          <>
            <span className="nowrap">{reservationWord(state.reservationStatus)}</span>{' '}
            <span className="secondary nowrap">{hutTypeWord(state.hutType)}</span>
          </>
        ) : (
          'No longer listed'
        )}
      </td>
    </tr>
  );
}

/** `12 of 90`; a dash for what is not told. */
function bedsWords(free: number | null, total: number | null): string {
  const told = free === null ? '–' : formatNumber(free);
  return total === null ? told : `${told} of ${formatNumber(total)}`;
}
