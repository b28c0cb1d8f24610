import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Output } from '#shared/contract/index.ts';
import type { RunPlan } from '#shared/model/run-plan.ts';
import { formatNumber } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { totalOf, undoSentence } from './plan-words.ts';
import { ReasonDialog } from './reason-dialog.tsx';

interface UndoDialogProps {
  readonly plan: RunPlan;
  readonly onClose: () => void;
}

/** Shows what taking a run back would do and what it would leave alone, asks why, and opens the run that does it. */
export function UndoDialog({ plan: { runId }, onClose }: UndoDialogProps): ReactNode {
  const navigate = useNavigate();
  const preview = useOperation('plans.undoPreview', { runId });
  const undo = useCommand('plans.undo', { isQuiet: true });
  const submit = (reason: string): void =>
    undo.mutate(
      { runId, reason },
      {
        onSuccess: (run) => {
          onClose();
          announce('The run is being taken back.');
          void navigate(`/runs/${encodeURIComponent(run.id)}`);
        },
      },
    );
  return (
    <ReasonDialog
      title="Take back this run"
      label="Take back this run"
      hint="Kept with the run, so that others know why it was taken back."
      error={undo.error}
      isPending={undo.isPending}
      isReady={preview.data !== undefined && totalOf(preview.data.counts) > 0}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="secondary">Rows that nobody touched since are put back as they were before the run.</p>
      {preview.data !== undefined ? (
        <UndoPreview preview={preview.data} />
      ) : preview.error === null ? (
        <LoadingState what="what would be taken back" rows={3} />
      ) : (
        <ErrorState what="what would be taken back" error={preview.error} onRetry={() => void preview.refetch()} />
      )}
    </ReasonDialog>
  );
}

function UndoPreview({ preview }: { readonly preview: Output<'plans.undoPreview'> }): ReactNode {
  const { counts, conflictCount, conflicts } = preview;
  const more = conflictCount - conflicts.length;
  return (
    <>
      <p className="strong">{undoSentence(counts, conflictCount)}</p>
      {conflicts.length === 0 ? null : (
        <ScrollRegion className="scroll-table plan-conflicts" label="Rows that would be left alone">
          <table className="table">
            <caption className="visually-hidden">Rows that would be left alone, and why</caption>
            <thead>
              <tr>
                <th scope="col">Row</th>
                <th scope="col">Why it is left alone</th>
              </tr>
            </thead>
            <tbody>
              {conflicts.map(({ entity, label, reason }, index) => (
                <tr key={`${entity} ${label} ${String(index)}`}>
                  <th scope="row">{label}</th>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {more > 0 ? <p className="secondary">And {formatNumber(more)} more.</p> : null}
    </>
  );
}
