import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Need, NeedAction } from '#shared/contract/now.ts';
import { assertNever } from '#shared/errors.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { Age, Countdown } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { comingUp } from './view-model.ts';

/** What a person should look at, worst first; or that nothing needs one, and when the next run is. */
export function Needs({ needs }: { readonly needs: readonly Need[] }): ReactNode {
  return (
    <section className="section" aria-labelledby="needs">
      <h2 id="needs">What needs you</h2>
      {needs.length === 0 ? (
        <NothingNeeded />
      ) : (
        <ul className="panel needs">
          {needs.map((need) => (
            <NeedLine key={need.id} need={need} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NothingNeeded(): ReactNode {
  const schedules = useOperation('schedules.list', {});
  const [next] = comingUp(schedules.data ?? []);
  return (
    <p className="panel needs__nothing">
      <StateMark mark="active" word="Nothing needs you." />
      {next === undefined ? (
        <span className="secondary">{schedules.data === undefined ? '' : 'No run is planned.'}</span>
      ) : (
        <span className="secondary">
          The next run, {next.subject}, is in <Countdown at={next.nextAt} />.
        </span>
      )}
    </p>
  );
}

function NeedLine({ need }: { readonly need: Need }): ReactNode {
  return (
    <li className="need">
      <StateMark mark={need.severity} word={need.severity === 'failed' ? 'Failed' : 'Attention'} isShapeOnly />
      <div className="need__text">
        <p>
          <span className="strong">{need.what}</span>{' '}
          <span className="secondary nowrap">
            began <Age at={need.since} className="age--from-left" />
          </span>
        </p>
        <p className="secondary">
          {need.done} {need.stillTrue}
        </p>
      </div>
      <NeedButton action={need.action} what={need.what} />
    </li>
  );
}

function NeedButton({ action, what }: { readonly action: NeedAction; readonly what: string }): ReactNode {
  const navigate = useNavigate();
  const start = useCommand('runs.startSchedule');
  const setPaused = useCommand('schedules.setPaused');
  const act = (): void => {
    switch (action.kind) {
      case 'run':
        return start.mutate({ scheduleId: action.scheduleId, reason: 'Asked for on the Now page' });
      case 'resume':
        return setPaused.mutate({ scheduleId: action.scheduleId, isPaused: false });
      case 'building':
        return void navigate(`/occupancy/${encodeURIComponent(action.code)}`);
      case 'hut':
        return void navigate(`/huts/${encodeURIComponent(action.slug)}`);
      case 'huts':
        return void navigate('/huts');
      case 'account':
        return void navigate(`/settings?account=${encodeURIComponent(action.sourceId)}`);
      case 'work_orders':
        return void navigate(`/work-orders?source=${encodeURIComponent(action.sourceId)}`);
      case 'plan':
        return void navigate(`/runs/${encodeURIComponent(action.runId)}`);
      default:
        return assertNever(action);
    }
  };
  return (
    <Button onClick={act} disabled={start.isPending || setPaused.isPending} aria-label={`${action.label}: ${what}`}>
      {action.label}
    </Button>
  );
}
