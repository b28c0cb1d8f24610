import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HostBudget } from '#shared/contract/app.ts';
import type { Run } from '#shared/model/run.ts';
import { useNow } from '../lib/clock.ts';
import { formatNumber, formatTimeOfDay } from '../lib/format.ts';
import { useCommand, useOperation } from '../lib/queries.ts';
import { useRunningRuns } from '../lib/runs.ts';
import { schedulerWords } from '../lib/schedule-words.ts';
import { howFar } from '../lib/words.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { StateMark } from '../ui/state-mark.tsx';

/** The profile, who schedules, the requests left, and what runs in the background. */
export function StatusLine(): ReactNode {
  const info = useOperation('app.info', {});
  const hosts = useOperation('app.hosts', {}, { refetchIntervalMs: 60_000 });
  const leaveDemo = useCommand('app.leaveDemo');
  const runs = useRunningRuns();
  return (
    <footer className="status-line">
      {info.data === undefined ? null : <span className="nowrap">Profile {info.data.profileName}</span>}
      {info.data?.isDemo === true ? (
        <span className="status-line__demo">
          <span className="sample-mark">Sample data</span>
          <Button look="link" disabled={leaveDemo.isPending} onClick={() => leaveDemo.mutate({})}>
            Leave sample data
          </Button>
        </span>
      ) : null}
      <Scheduler />
      {(hosts.data ?? []).map((host) => (
        <Host key={host.host} host={host} />
      ))}
      <section className="status-line__runs" aria-label="Background work">
        {runs.length === 0 ? <span>Nothing is running</span> : runs.map((run) => <RunningRun key={run.id} run={run} />)}
      </section>
    </footer>
  );
}

/** Who keeps the timetable, and whether there is a network to keep it with. */
function Scheduler(): ReactNode {
  const scheduler = useOperation('schedules.scheduler', {}, { refetchIntervalMs: 60_000 });
  const now = useNow(60_000);
  if (scheduler.data === undefined) return null;
  const { mark, text, explanation } = schedulerWords(scheduler.data, now);
  return (
    <span className="nowrap" title={explanation}>
      <StateMark mark={mark} word={text} />
    </span>
  );
}

function Host({ host }: { readonly host: HostBudget }): ReactNode {
  const now = useNow(10_000);
  const left = Math.max(0, host.requestsPerDay - host.usedToday);
  const waits = host.notBefore !== null && host.notBefore > now;
  return (
    <span
      className="nowrap"
      title={
        host.waitReason ??
        `${formatNumber(host.usedToday)} of ${formatNumber(host.requestsPerDay)} requests used today (UTC)`
      }
    >
      {host.host}: {formatNumber(left)} requests left today
      {waits && host.notBefore !== null ? (
        <span className="attention-text">, waits until {formatTimeOfDay(host.notBefore)}</span>
      ) : null}
    </span>
  );
}

function RunningRun({ run }: { readonly run: Run }): ReactNode {
  const cancel = useCommand('runs.cancel');
  const far = howFar(run);
  const name = run.subject === '' ? run.title : run.subject;
  return (
    <span className="status-line__run">
      <StateMark mark="running" word={far === '' ? name : `${name}, ${far}`} />
      <IconButton
        label={`Cancel ${name}`}
        icon={<X size={12} aria-hidden="true" />}
        disabled={cancel.isPending}
        onClick={() => cancel.mutate({ id: run.id })}
      />
    </span>
  );
}
