import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { assertNever } from '#shared/errors.ts';
import type { BuildingCheck, OccupancyHistoryRow } from '#shared/model/occupancy.ts';
import { useNow } from '../../lib/clock.ts';
import { formatNumber, formatSpan } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { statusWord } from '../../lib/words.ts';
import type { Mark } from '../../lib/words.ts';
import { Age, Instant } from '../../ui/age.tsx';
import { BusynessBar } from '../../ui/busyness-bar.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { historyWindow, ranges, readRange } from './history-model.ts';

/** The states of the range shown, and the newest looks. */
export function BuildingLogs({ code }: { readonly code: string }): ReactNode {
  return (
    <div className="two-columns">
      <States code={code} />
      <Checks code={code} />
    </div>
  );
}

function States({ code }: { readonly code: string }): ReactNode {
  const [params] = useSearchParams();
  const range = readRange(params);
  const window = historyWindow(range, useNow(60_000));
  const states = useOperation('occupancy.states', { code, ...window, limit: 300 }, { keepsPrevious: true });
  return (
    <section className="section" aria-labelledby="states">
      <div className="section__head">
        <h2 id="states">States</h2>
        <span className="secondary">
          {ranges[range].words}, newest first{states.data?.length === 300 ? ', the newest 300' : ''}
        </span>
      </div>
      {states.data !== undefined ? (
        <StatesTable states={states.data} />
      ) : states.error === null ? (
        <LoadingState what="the states" />
      ) : (
        <ErrorState what="the states" error={states.error} onRetry={() => void states.refetch()} />
      )}
    </section>
  );
}

function StatesTable({ states }: { readonly states: readonly OccupancyHistoryRow[] }): ReactNode {
  if (states.length === 0) return <p className="table__empty">No state was seen in this period.</p>;
  return (
    <ScrollRegion className="scroll-table" label="All states shown">
      <table className="table">
        <caption className="visually-hidden">States of the building, newest first</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col" className="numeric">
              Confirmed for
            </th>
            <th scope="col">Status</th>
            <th scope="col" className="numeric">
              Busyness, %
            </th>
            <th scope="col" className="numeric">
              People
            </th>
          </tr>
        </thead>
        <tbody>
          {states.map((state) => (
            <tr key={state.firstChecked}>
              <td className="nowrap">
                <RunLink runId={state.runId}>
                  <Instant at={state.firstChecked} isInRow className="age--from-left age--below" />
                </RunLink>
              </td>
              <td className="numeric nowrap">
                {state.lastChecked === state.firstChecked
                  ? 'one look'
                  : formatSpan(state.lastChecked - state.firstChecked)}
              </td>
              <td className="nowrap">{statusWord(state.status)}</td>
              <td>
                <BusynessBar state={state} />
              </td>
              <td className="numeric">
                {state.people === null || state.status === 'closed' || state.status === 'no_data'
                  ? '–'
                  : formatNumber(state.people)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function RunLink({ runId, children }: { readonly runId: string | null; readonly children: ReactNode }): ReactNode {
  return runId === null ? children : <Link to={`/runs/${encodeURIComponent(runId)}`}>{children}</Link>;
}

function Checks({ code }: { readonly code: string }): ReactNode {
  const checks = useOperation('occupancy.checks', { code, limit: 50 });
  return (
    <section className="section" aria-labelledby="checks">
      <div className="section__head">
        <h2 id="checks">Looks</h2>
        <span className="secondary">the newest 50</span>
      </div>
      {checks.data !== undefined ? (
        <ChecksTable checks={checks.data} />
      ) : checks.error === null ? (
        <LoadingState what="the looks" />
      ) : (
        <ErrorState what="the looks" error={checks.error} onRetry={() => void checks.refetch()} />
      )}
    </section>
  );
}

function ChecksTable({ checks }: { readonly checks: readonly BuildingCheck[] }): ReactNode {
  if (checks.length === 0) return <p className="table__empty">Nobody has looked at this building yet.</p>;
  return (
    <ScrollRegion className="scroll-table" label="All looks shown">
      <table className="table">
        <caption className="visually-hidden">Looks at the building, newest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Outcome</th>
            <th scope="col">What was found</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={`${check.runId} ${check.at}`}>
              <td className="nowrap">
                <RunLink runId={check.runId}>
                  <Age at={check.at} isInRow className="age--from-left age--below" />
                </RunLink>
              </td>
              <td>
                <StateMark {...outcomeMark(check.outcome)} />
              </td>
              <td>{check.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function outcomeMark(outcome: BuildingCheck['outcome']): { readonly mark: Mark; readonly word: string } {
  switch (outcome) {
    case 'created':
      return { mark: 'active', word: 'First seen' };
    case 'changed':
      return { mark: 'active', word: 'Changed' };
    case 'unchanged':
      return { mark: 'active', word: 'Unchanged' };
    case 'failed':
      return { mark: 'failed', word: 'Failed' };
    case 'skipped':
      return { mark: 'paused', word: 'Skipped' };
    default:
      return assertNever(outcome);
  }
}
