import { Pause, Plus, StepForward } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { useOperation } from '../../lib/queries.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { FilterRow } from './filter-row.tsx';
import { listSentence, visibleSchedules } from './list-model.ts';
import { ScheduleDialogs } from './schedule-dialogs.tsx';
import type { OpenDialog } from './schedule-dialogs.tsx';
import { ScheduleTable } from './schedule-table.tsx';
import './schedules.css';
import { useResume } from './use-schedule-commands.ts';
import { useScheduleView } from './use-schedule-view.ts';

/** Every schedule: what it does, how it stands, when it is next due, how it went last. */
export function SchedulesPage(): ReactNode {
  const schedules = useOperation('schedules.list', {}, { refetchIntervalMs: 60_000 });
  const navigate = useNavigate();
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const add = (): void => void navigate('/schedules/new');
  useShortcut('n', 'New schedule', add);
  const rows = schedules.data;
  return (
    <div className="page">
      <PageHeader
        title="Schedules"
        sentence={rows === undefined ? '' : listSentence(rows)}
        actions={
          <>
            <AllMenu onPauseAll={() => setOpen({ kind: 'pause-all' })} />
            <Button look="primary" onClick={add} title="N">
              <Plus size={14} aria-hidden="true" /> New schedule
            </Button>
          </>
        }
      />
      {rows === undefined ? (
        schedules.error === null ? (
          <LoadingState what="the schedules" rows={8} />
        ) : (
          <ErrorState what="the schedules" error={schedules.error} onRetry={() => void schedules.refetch()} />
        )
      ) : rows.length === 0 ? (
        <NothingPlanned onAdd={add} />
      ) : (
        <List rows={rows} onOpen={setOpen} />
      )}
      <ScheduleDialogs open={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function AllMenu({ onPauseAll }: { readonly onPauseAll: () => void }): ReactNode {
  const { resume } = useResume();
  return (
    <MenuButton
      label="More actions for all schedules"
      items={[
        {
          label: 'Pause all',
          icon: <Pause size={14} aria-hidden="true" />,
          run: onPauseAll,
        },
        {
          label: 'Resume all',
          icon: <StepForward size={14} aria-hidden="true" />,
          run: () => resume(null),
        },
      ]}
    />
  );
}

function NothingPlanned({ onAdd }: { readonly onAdd: () => void }): ReactNode {
  return (
    <EmptyState
      title="Nothing is planned yet."
      actions={
        <Button look="primary" onClick={onAdd}>
          New schedule
        </Button>
      }
    >
      A schedule says when a job runs by itself: every ten minutes, daily at some times, or by a cron rule. You see its
      next runs before you save it.
    </EmptyState>
  );
}

interface ListProps {
  readonly rows: readonly ScheduleStatus[];
  readonly onOpen: (dialog: OpenDialog) => void;
}

function List({ rows, onOpen }: ListProps): ReactNode {
  const { view, set, clear } = useScheduleView();
  const shown = visibleSchedules(rows, view);
  return (
    <div className="schedule-list">
      <FilterRow view={view} shown={shown.length} total={rows.length} onSet={set} onClear={clear} />
      <ScheduleTable rows={shown} onOpen={onOpen} />
      {shown.length === 0 ? (
        <p className="table__empty">
          No schedule fits these filters.{' '}
          <Button look="link" onClick={clear}>
            Clear them
          </Button>
        </p>
      ) : null}
    </div>
  );
}
