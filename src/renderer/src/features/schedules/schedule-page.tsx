import { Copy, FlaskConical, Pause, Pencil, Play, StepForward, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { ScheduleDetail } from '#shared/contract/schedules.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { useNow } from '../../lib/clock.ts';
import { useOperation } from '../../lib/queries.ts';
import { scheduleMark, scheduleName, stateSentence } from '../../lib/schedule-words.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Countdown } from '../../ui/age.tsx';
import { AuditList } from '../../ui/audit-list.tsx';
import { Button } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Plan } from './plan.tsx';
import { Policies } from './policies.tsx';
import { ScheduleDialogs } from './schedule-dialogs.tsx';
import type { OpenDialog } from './schedule-dialogs.tsx';
import './schedule-page.css';
import './schedules.css';
import { Slots } from './slots.tsx';
import { useRemove, useResume } from './use-schedule-commands.ts';

/** One schedule: how it stands, what became of its slots, when it runs next, and who changed it. */
export function SchedulePage(): ReactNode {
  const { id = '' } = useParams();
  const detail = useOperation('schedules.get', { id }, { refetchIntervalMs: 60_000 });
  const data = detail.data;
  return (
    <div className="page">
      <PageHeader
        title={data === undefined ? `Schedule ${id}` : scheduleName(data.status)}
        sentence={data === undefined ? '' : <Sentence schedule={data.status} />}
        actions={data === undefined ? undefined : <Actions schedule={data.status} />}
      />
      {data !== undefined ? (
        <Content key={id} detail={data} />
      ) : detail.error === null ? (
        <LoadingState what={`schedule ${id}`} rows={14} />
      ) : (
        <ErrorState what={`schedule ${id}`} error={detail.error} onRetry={() => void detail.refetch()} />
      )}
    </div>
  );
}

/** State, rule and next run in one sentence of truth. */
function Sentence({ schedule }: { readonly schedule: ScheduleStatus }): ReactNode {
  return (
    <span className="schedule-sentence">
      <StateMark {...scheduleMark(schedule)} />
      <span>
        {schedule.sentence}
        {schedule.nextAt === null ? (
          '; no run is planned.'
        ) : (
          <>
            ; next in <Countdown at={schedule.nextAt} className="age--below age--from-left" />.
          </>
        )}
      </span>
    </span>
  );
}

function Actions({ schedule }: { readonly schedule: ScheduleStatus }): ReactNode {
  const navigate = useNavigate();
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const { resume, isPending } = useResume();
  const { remove } = useRemove(() => void navigate('/schedules'));
  const id = encodeURIComponent(schedule.id);
  const edit = (): void => void navigate(`/schedules/${id}/edit`);
  useShortcut('e', 'Edit this schedule', edit);
  return (
    <>
      <MenuButton
        label={`More actions for ${scheduleName(schedule)}`}
        items={[
          {
            label: 'Dry run…',
            icon: <FlaskConical size={14} aria-hidden="true" />,
            run: () => setOpen({ kind: 'dry-run', schedule }),
          },
          {
            label: 'Duplicate',
            icon: <Copy size={14} aria-hidden="true" />,
            run: () => void navigate(`/schedules/new?from=${id}`),
          },
          { label: 'Delete', icon: <Trash2 size={14} aria-hidden="true" />, run: () => remove(schedule) },
        ]}
      />
      {schedule.pause === null ? (
        <Button onClick={() => setOpen({ kind: 'pause', schedule })}>
          <Pause size={14} aria-hidden="true" /> Pause…
        </Button>
      ) : (
        <Button disabled={isPending} onClick={() => resume(schedule)}>
          <StepForward size={14} aria-hidden="true" /> Resume
        </Button>
      )}
      <Button onClick={edit} title="E">
        <Pencil size={14} aria-hidden="true" /> Edit
      </Button>
      <Button look="primary" disabled={schedule.problem !== null} onClick={() => setOpen({ kind: 'run', schedule })}>
        <Play size={14} aria-hidden="true" /> Run now…
      </Button>
      <ScheduleDialogs open={open} onClose={() => setOpen(null)} />
    </>
  );
}

function Content({ detail }: { readonly detail: ScheduleDetail }): ReactNode {
  const { schedule, status } = detail;
  const runs = `/runs?schedule=${encodeURIComponent(status.id)}`;
  return (
    <>
      <Notice schedule={status} />
      <Slots schedule={status} />
      <p>
        <Link to={runs}>All runs of this schedule</Link>
      </p>
      {schedule === null ? null : (
        <div className="schedule-columns">
          <Plan schedule={schedule} status={status} />
          <Policies schedule={schedule} status={status} />
        </div>
      )}
      <section className="section" aria-labelledby="changes">
        <h2 id="changes">Changes made by hand</h2>
        <AuditList subject={{ subjectKind: 'schedule', subjectId: status.id }} />
      </section>
    </>
  );
}

/** What keeps it from running as planned, and what can be done about it. */
function Notice({ schedule }: { readonly schedule: ScheduleStatus }): ReactNode {
  const now = useNow(60_000);
  const sentence = stateSentence(schedule, now);
  if (sentence === '' || schedule.state === 'running') return null;
  const isWrong = schedule.problem !== null || schedule.state === 'failed';
  return (
    <output className={`schedule-notice ${isWrong ? 'fault' : 'panel'}`}>
      <StateMark {...scheduleMark(schedule)} /> <span>{sentence}</span>
    </output>
  );
}
