import type { ReactNode } from 'react';
import type { Run } from '#shared/model/run.ts';
import { useCommand } from '../lib/queries.ts';
import { howFar } from '../lib/words.ts';
import { Button } from './button.tsx';

interface RunProgressProps {
  readonly run: Run;
  readonly isCancelable?: boolean;
}

/** A run under way: how far it is, what it does now, and a way to stop it. */
export function RunProgress({ run, isCancelable = true }: RunProgressProps): ReactNode {
  const cancel = useCommand('runs.cancel');
  const { progress } = run;
  const share = progress === null || progress.total === 0 ? 0 : progress.done / progress.total;
  const begun = progress === null ? 'starting' : howFar(run);
  const count = run.status === 'planned' ? 'waits' : begun;
  return (
    <div className="progress">
      <span className="strong nowrap">{run.subject === '' ? run.title : run.subject}</span>
      <progress className="progress__track" aria-label={`${run.title}, ${run.subject}`} max={1} value={share}>
        {count}
      </progress>
      {count === '' ? null : <span className="secondary nowrap">{count}</span>}
      {progress === null || progress.note === '' ? null : <span className="secondary">{progress.note}</span>}
      {isCancelable ? (
        <Button look="quiet" disabled={cancel.isPending} onClick={() => cancel.mutate({ id: run.id })}>
          Cancel
        </Button>
      ) : null}
    </div>
  );
}
