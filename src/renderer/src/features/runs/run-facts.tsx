import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { Run } from '#shared/model/run.ts';
import { formatNumber } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { scheduleName } from '../../lib/schedule-words.ts';
import { outcomeLook } from '../../lib/verdicts.ts';
import { triggerWord } from '../../lib/words.ts';
import { Instant } from '../../ui/age.tsx';
import { OutcomeMark } from '../../ui/outcome-mark.tsx';
import { Took } from './run-row.tsx';
import { lateness, roleWord } from './view-model.ts';

/** How it went, when, how long and why. */
export function RunFacts({ detail }: { readonly detail: RunDetail }): ReactNode {
  const { run, processRole } = detail;
  const late = lateness(run);
  return (
    <dl className="run-facts">
      <Fact label="Result" title={outcomeLook(run.status).meaning}>
        <OutcomeMark outcome={run.status} />
      </Fact>
      <Fact label="Started">
        {run.startedAt === null ? 'not yet' : <Instant at={run.startedAt} className="age--from-left" />}
      </Fact>
      <Fact label="Took">
        <Took run={run} />
      </Fact>
      <Fact label="Started by">{triggerWord(run.trigger)}</Fact>
      {run.reason === null || run.reason === '' ? null : <Fact label="Reason">{run.reason}</Fact>}
      {run.scheduleId === null ? null : (
        <Fact label="Schedule">
          <ScheduleLink id={run.scheduleId} />
        </Fact>
      )}
      {run.scheduledFor === null ? null : (
        <Fact label="Planned for">
          <Instant at={run.scheduledFor} className="age--from-left" />
          {late === null ? null : <span className="secondary">, {late}</span>}
        </Fact>
      )}
      <Fact label="Done by">{roleWord(processRole)}</Fact>
      {run.isDryRun ? <Fact label="Kind">Dry run: nothing was stored</Fact> : null}
      <Fact label="Number">{run.id}</Fact>
    </dl>
  );
}

interface FactProps {
  readonly label: string;
  readonly title?: string;
  readonly children: ReactNode;
}

function Fact({ label, title, children }: FactProps): ReactNode {
  return (
    <div title={title}>
      <dt className="label">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ScheduleLink({ id }: { readonly id: string }): ReactNode {
  const schedules = useOperation('schedules.list', {});
  const schedule = schedules.data?.find((each) => each.id === id);
  return (
    <Link to={`/schedules/${encodeURIComponent(id)}`}>{schedule === undefined ? id : scheduleName(schedule)}</Link>
  );
}

/** Targets that were looked at, counted. */
export function RunCounts({ run }: { readonly run: Run }): ReactNode {
  const { counts } = run;
  const parts: readonly (readonly [string, number])[] = [
    ['Checked', counts.checked],
    ['Changed', counts.changed],
    ['Seen for the first time', counts.created],
    ['Unchanged', counts.unchanged],
    ['Failed', counts.failed],
    ['Skipped', counts.skipped],
  ];
  return (
    <dl className="panel run-counts" aria-label="Targets">
      {parts.map(([label, count]) => (
        <div key={label}>
          <dt className="label">{label}</dt>
          <dd className={label === 'Failed' && count > 0 ? 'run-counts__figure failed-text' : 'run-counts__figure'}>
            {formatNumber(count)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
