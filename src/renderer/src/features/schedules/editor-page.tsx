import { useState } from 'react';
import type { ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { JobInfo } from '#shared/contract/runs.ts';
import type { ScheduleDetail } from '#shared/contract/schedules.ts';
import { zoneName } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { scheduleName } from '../../lib/schedule-words.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { Editor } from './editor.tsx';
import '../../ui/editor.css';
import { type ScheduleForm, emptyForm, formOf, freeId } from './schedule-form.ts';
import './schedules.css';

/** Makes a schedule, from nothing or from another one's copy. */
export function NewSchedulePage(): ReactNode {
  const [params] = useSearchParams();
  const from = params.get('from');
  return <EditorPage key={from ?? ''} id={null} from={from} />;
}

/** Changes a schedule. */
export function EditSchedulePage(): ReactNode {
  const { id = '' } = useParams();
  return <EditorPage key={id} id={id} from={id} />;
}

interface EditorPageProps {
  /** The schedule that is edited; null makes a new one. */
  readonly id: string | null;
  /** The schedule whose fields the form begins with; null for none. */
  readonly from: string | null;
}

function EditorPage({ id, from }: EditorPageProps): ReactNode {
  const jobs = useOperation('jobs.list', {});
  const schedules = useOperation('schedules.list', {});
  const detail = useOperation('schedules.get', { id: from ?? '' }, { isEnabled: from !== null });
  const needed = from === null ? [jobs, schedules] : [jobs, schedules, detail];
  const error = needed.find((query) => query.data === undefined && query.error !== null)?.error ?? null;
  const [hasBegun, setHasBegun] = useState(false);
  // What was kept from an earlier visit may be old; a form that has begun stays as it is.
  const isFresh = from === null || !detail.isFetching || hasBegun;
  const isThere =
    jobs.data !== undefined && schedules.data !== undefined && (from === null || detail.data !== undefined);
  const isReady = isThere && isFresh;
  if (isReady && !hasBegun) setHasBegun(true);
  const name = detail.data === undefined ? (from ?? '') : scheduleName(detail.data.status);
  return (
    <div className="page">
      <PageHeader
        title={id === null ? 'New schedule' : `Edit ${name}`}
        sentence={id === null && from !== null ? `Begins as a copy of ${name}.` : ''}
      />
      {isReady ? (
        jobs.data.length === 0 ? (
          <EmptyState title="There is no job to plan.">This version of Rounds knows no jobs.</EmptyState>
        ) : (
          <Editor
            jobs={jobs.data}
            id={id}
            stored={id === null ? null : (detail.data?.schedule ?? null)}
            initial={firstForm(
              id,
              detail.data ?? null,
              jobs.data,
              schedules.data.map((each) => each.id),
            )}
            isUnreadable={detail.data?.schedule === null}
          />
        )
      ) : error === null ? (
        <LoadingState what="the form" rows={14} />
      ) : (
        <ErrorState
          what="what the form needs"
          error={error}
          onRetry={() => needed.forEach((query) => void query.refetch())}
        />
      )}
    </div>
  );
}

function firstForm(
  id: string | null,
  detail: ScheduleDetail | null,
  jobs: readonly JobInfo[],
  taken: readonly string[],
): ScheduleForm {
  const job = jobs.find(({ kind }) => kind === detail?.status.kind) ?? jobs[0];
  const blank = emptyForm(job?.kind ?? '', job?.defaultEvery ?? 'PT10M', zoneName());
  if (detail === null) return { ...blank, id: freeId(blank.job, taken) };
  const form = detail.schedule === null ? blank : formOf(detail.schedule);
  return { ...form, id: id ?? freeId(`${detail.status.id}-copy`, taken) };
}
