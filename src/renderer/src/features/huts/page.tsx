import { RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { dateIn } from '#shared/model/calendar-date.ts';
import { useNow } from '../../lib/clock.ts';
import { zoneName } from '../../lib/format.ts';
import { useRunningRuns, useUpdateHuts } from '../../lib/runs.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';
import { HeatMap } from './heat-map.tsx';
import { HeatLegend } from './heat-legend.tsx';
import { HutsActions } from './huts-actions.tsx';
import { HutsFilterRow } from './huts-filter-row.tsx';
import { HutsTabs } from './huts-tabs.tsx';
import { byName, truthSentence, visibleHuts } from './huts-view.ts';
import { NoHuts, NothingFits } from './nothing-here.tsx';
import { useHutList } from './use-hut-list.ts';
import { useHutsView } from './use-huts-view.ts';
import type { HutsViewState } from './use-huts-view.ts';
import './huts.css';

/** Every watched hut by nights: how many beds are free, and how that is known. */
export function HutsPage(): ReactNode {
  const state = useHutsView();
  const list = useHutList(state.view, state.view.stay);
  const runs = useRunningRuns('huts.update');
  const { update, isStarting } = useUpdateHuts();
  const now = useNow(10_000);
  const count = list.data?.huts.length ?? 0;
  const canUpdate = state.view.asOf === null && count > 0 && runs.length === 0 && !isStarting;
  useShortcut('u', 'Update every hut now', () => {
    if (canUpdate) update();
  });
  return (
    <div className="page huts-page">
      <PageHeader
        title="Huts"
        sentence={
          list.data === undefined
            ? ''
            : truthSentence({ rows: list.data.huts, forecast: list.data.forecast, asOf: state.view.asOf }, now)
        }
        actions={
          <>
            <HutsActions />
            <Button look="primary" disabled={!canUpdate} onClick={() => update()}>
              <RefreshCw size={14} aria-hidden="true" /> Update now
            </Button>
          </>
        }
      />
      <HutsTabs />
      {runs.length === 0 ? null : (
        <section aria-label="Looks under way" className="panel huts-runs">
          {runs.map((run) => (
            <RunProgress key={run.id} run={run} />
          ))}
        </section>
      )}
      <Content list={list} state={state} />
    </div>
  );
}

interface ContentProps {
  readonly list: ReturnType<typeof useHutList>;
  readonly state: HutsViewState;
}

function Content({ list, state }: ContentProps): ReactNode {
  const today = dateIn(zoneName(), useNow(60_000));
  const { view } = state;
  const all = list.data?.huts;
  const slugs = useMemo(() => (all ?? []).toSorted(byName).map((row) => row.slug), [all]);
  const rows = useMemo(() => visibleHuts(all ?? [], view), [all, view]);
  if (all === undefined) {
    if (list.error === null) return <LoadingState what="the huts" rows={12} />;
    return <ErrorState what="the huts" error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (all.length === 0) return <NoHuts />;
  return (
    <>
      <HutsFilterRow all={all} shown={rows.length} today={today} state={state} stay={view.stay} hasOrder />
      {rows.length === 0 ? (
        <NothingFits all={all} state={state} />
      ) : (
        <>
          <HeatMap rows={rows} all={slugs} view={view} today={today} />
          <HeatLegend />
        </>
      )}
    </>
  );
}
