import { Suspense, lazy, useMemo } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { dateIn } from '#shared/model/calendar-date.ts';
import type { HutRow } from '#shared/model/hut.ts';
import { useNow } from '../../lib/clock.ts';
import { formatNumber, zoneName } from '../../lib/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { questionWords, stayDates } from './chosen-nights.ts';
import type { Stay } from './chosen-nights.ts';
import { HutsFilterRow } from './huts-filter-row.tsx';
import { HutsTabs } from './huts-tabs.tsx';
import { byName, visibleHuts } from './huts-view.ts';
import type { HutsView } from './huts-view.ts';
import { mapSentence } from './map-words.ts';
import { NoHuts, NothingFits } from './nothing-here.tsx';
import { hutPath } from './paths.ts';
import { useHutList } from './use-hut-list.ts';
import { useHutsView } from './use-huts-view.ts';
import { VerdictMark, VerdictShape } from './verdict-mark.tsx';
import type { Verdict } from './verdict-mark.tsx';
import './huts.css';
import './map.css';

// The outlines weigh more than all pages together; they are read when somebody looks at them.
const HutMap = lazy(async () => ({ default: (await import('./hut-map.tsx')).HutMap }));

/** The huts where they stand, and whether they have the beds that are asked for; without a night in the address, tonight. */
export function HutMapPage(): ReactNode {
  const state = useHutsView();
  const today = dateIn(zoneName(), useNow(60_000));
  const stay = state.view.stay ?? { night: today, count: 1 };
  const list = useHutList(state.view, stay);
  const all = list.data?.huts;
  const { view } = state;
  const rows = useMemo(() => visibleHuts(all ?? [], view).toSorted(byName), [all, view]);
  const asked = `${questionWords(stay, view.beds)}${stay.count === 1 ? '' : ` (${stayDates(stay)})`}`;
  return (
    <div className="page huts-page">
      <PageHeader title="Map of huts" sentence={all === undefined ? '' : `${asked}. ${mapSentence(rows)}`} />
      <HutsTabs />
      {all === undefined ? (
        list.error === null ? (
          <LoadingState what="the huts" rows={12} />
        ) : (
          <ErrorState what="the huts" error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : all.length === 0 ? (
        <NoHuts />
      ) : (
        <>
          <HutsFilterRow all={all} shown={rows.length} today={today} state={state} stay={stay} />
          {rows.length === 0 ? (
            <NothingFits all={all} state={state} />
          ) : (
            <Places rows={rows} view={view} stay={stay} asked={asked} />
          )}
        </>
      )}
    </div>
  );
}

interface PlacesProps {
  readonly rows: readonly HutRow[];
  readonly view: HutsView;
  readonly stay: Stay;
  /** What is asked of each hut, with the dates of the nights. */
  readonly asked: string;
}

function Places({ rows, view, stay, asked }: PlacesProps): ReactNode {
  const { night } = stay;
  const placed = useMemo(() => rows.filter((row) => row.latitude !== null && row.longitude !== null), [rows]);
  return (
    <div className="map-page">
      <div className="map-page__map">
        {placed.length === 0 ? (
          <p className="table__empty">The sources tell of none of these huts where it stands.</p>
        ) : (
          <Suspense fallback={<LoadingState what="the map" rows={12} />}>
            <HutMap rows={placed} night={night} asOf={view.asOf} />
          </Suspense>
        )}
        <MapLegend />
      </div>
      <ScrollRegion className="map-page__table panel" label="The same huts as a table">
        <table className="table">
          <caption className="visually-hidden">Huts by name: {asked}</caption>
          <thead>
            <tr>
              <th scope="col">Hut</th>
              <th scope="col" className="numeric">
                Altitude, m
              </th>
              <th scope="col">{questionWords(stay, view.beds)}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.slug}>
                <th scope="row">
                  <Link to={hutPath(row.slug, night, view.asOf)}>{row.name}</Link>
                  {row.latitude === null || row.longitude === null ? (
                    <span className="secondary map-page__nowhere">not on the map: no coordinates</span>
                  ) : null}
                </th>
                <td className="numeric">{row.altitudeM === null ? '–' : formatNumber(row.altitudeM)}</td>
                <td className="nowrap">{row.offer === null ? '' : <VerdictMark offer={row.offer} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

const meanings: readonly (readonly [Verdict, string])[] = [
  ['fits', 'enough beds on every night'],
  ['full', 'too few beds on a night'],
  ['unknown', 'not known: closed, not told or not seen'],
];

function MapLegend(): ReactNode {
  return (
    <ul className="heat-legend secondary" aria-label="Legend">
      {meanings.map(([verdict, words]) => (
        <li key={verdict}>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true" focusable="false">
            <VerdictShape verdict={verdict} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}
