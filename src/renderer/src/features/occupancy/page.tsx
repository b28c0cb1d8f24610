import { Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import { useNow } from '../../lib/clock.ts';
import { useOperation } from '../../lib/queries.ts';
import { useRunningRuns, useUpdateOccupancy } from '../../lib/runs.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';
import { BuildingDialog } from './building-dialog.tsx';
import { BuildingTable } from './building-table.tsx';
import { FilterRow } from './filter-row.tsx';
import './occupancy.css';
import { RemoveDialog } from './remove-dialog.tsx';
import { useListView } from './use-list-view.ts';
import { truthSentence, visibleRows } from './view-model.ts';

/** Every watched building: how full it is, how that is known, and how old the knowledge is. */
export function OccupancyPage(): ReactNode {
  const buildings = useOperation('occupancy.list', {}, { refetchIntervalMs: 60_000 });
  const runs = useRunningRuns('occupancy.update');
  const { update, isStarting } = useUpdateOccupancy();
  const list = useListView();
  const now = useNow(10_000);
  const rows = buildings.data;
  const [edited, setEdited] = useState<BuildingRow | null>(null);
  const [removed, setRemoved] = useState<BuildingRow | null>(null);
  const canUpdate = rows !== undefined && rows.length > 0 && runs.length === 0 && !isStarting;
  useShortcut('u', 'Update every building now', () => {
    if (canUpdate) update();
  });

  return (
    <div className="page">
      <PageHeader
        title="Occupancy"
        sentence={
          rows === undefined ? '' : rows.length === 0 ? 'No buildings are watched yet.' : truthSentence(rows, now)
        }
        actions={
          <>
            <Button onClick={() => list.set({ add: '1' })}>
              <Plus size={14} aria-hidden="true" /> Add building
            </Button>
            <Button look="primary" disabled={!canUpdate} onClick={() => update()}>
              <RefreshCw size={14} aria-hidden="true" /> Update now
            </Button>
          </>
        }
      />
      {runs.length === 0 ? null : (
        <section aria-label="Updates under way" className="panel occupancy-runs">
          {runs.map((run) => (
            <RunProgress key={run.id} run={run} />
          ))}
        </section>
      )}
      <Content
        buildings={buildings}
        list={list}
        now={now}
        onUpdate={(row) => update([row.code])}
        onEdit={setEdited}
        onRemove={setRemoved}
      />
      {list.isAdding ? <BuildingDialog building={null} onClose={() => list.set({ add: '' })} /> : null}
      {edited === null ? null : <BuildingDialog building={edited} onClose={() => setEdited(null)} />}
      {removed === null ? null : <RemoveDialog building={removed} onClose={() => setRemoved(null)} />}
    </div>
  );
}

interface ContentProps {
  readonly buildings: ReturnType<typeof useOperation<'occupancy.list'>>;
  readonly list: ReturnType<typeof useListView>;
  readonly now: number;
  readonly onUpdate: (row: BuildingRow) => void;
  readonly onEdit: (row: BuildingRow) => void;
  readonly onRemove: (row: BuildingRow) => void;
}

function Content({ buildings, list, now, ...actions }: ContentProps): ReactNode {
  if (buildings.data === undefined) {
    if (buildings.error === null) return <LoadingState what="the buildings" rows={12} />;
    return <ErrorState what="the buildings" error={buildings.error} onRetry={() => void buildings.refetch()} />;
  }
  const all = buildings.data;
  if (all.length === 0) {
    return (
      <EmptyState
        title="No buildings are watched yet."
        actions={
          <Button look="primary" onClick={() => list.set({ add: '1' })}>
            Add building
          </Button>
        }
      >
        A building is one location of a school’s live list. Schools are kept in <Link to="/settings">Settings</Link>.
      </EmptyState>
    );
  }
  const rows = visibleRows(all, list.view, now);
  return (
    <div className="occupancy-list">
      <FilterRow rows={all} shown={rows.length} list={list} />
      <BuildingTable rows={rows} all={all} now={now} list={list} {...actions} />
      {rows.length === 0 ? (
        <p className="table__empty">
          No building fits these filters.{' '}
          <Button look="link" onClick={list.clear}>
            Clear them
          </Button>
        </p>
      ) : null}
    </div>
  );
}
