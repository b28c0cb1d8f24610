import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { useNavigate } from 'react-router';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { Run } from '#shared/model/run.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { isRunning } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';

/** While it runs: how far it is, and a way to stop it; afterwards a way to do its work once more. */
export function RunActions({ detail }: { readonly detail: RunDetail }): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  const { run, isCancelable } = detail;
  if (isRunning(run)) return <RunProgress run={run} isCancelable={isCancelable} />;
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>
        <RotateCw size={14} aria-hidden="true" /> Run again
      </Button>
      {isAsking ? <AgainDialog run={run} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

/** Asks why the work is wanted once more, does it with the same parameters, and opens the new run. */
function AgainDialog({ run, onClose }: { readonly run: Run; readonly onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const again = useCommand('runs.again', { isQuiet: true });
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const isMissing = reason.trim() === '';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setIsChecked(true);
    if (isMissing) return;
    again.mutate(
      { id: run.id, reason: reason.trim() },
      {
        onSuccess: ([started]) => {
          onClose();
          announce(`${run.title} is started once more.`);
          if (started !== undefined) void navigate(`/runs/${encodeURIComponent(started.id)}`);
        },
      },
    );
  };
  return (
    <Dialog title="Run again" onClose={onClose}>
      <form className="run-again" onSubmit={submit} noValidate>
        <p className="secondary">
          Rounds does the same work with the same parameters{run.isDryRun ? ', again as a dry run' : ''}. No timetable
          moves.
        </p>
        <TextField
          label="Reason"
          hint="Kept with the run, so that others know why it was made."
          value={reason}
          error={isChecked && isMissing ? 'Say why this run is made.' : undefined}
          onChange={(text) => setReason(text.slice(0, 200))}
        />
        {again.error === null ? null : (
          <p className="fault" role="alert">
            {again.error.userMessage}
          </p>
        )}
        <div className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={again.isPending}>
            Run again
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
