import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { RunPlan } from '#shared/model/run-plan.ts';
import { sentenceOf } from '../../lib/schedule-words.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { TextField } from '../../ui/field.tsx';
import { countsWords } from './plan-words.ts';
import { ReasonDialog } from './reason-dialog.tsx';

interface PlanDialogProps {
  readonly plan: RunPlan;
  readonly onClose: () => void;
}

/** Asks why, has a word typed where one must be, carries the plan out and opens the run that does it. */
export function ApplyDialog({ plan, onClose }: PlanDialogProps): ReactNode {
  const navigate = useNavigate();
  const apply = useCommand('plans.apply', { isQuiet: true });
  const [typed, setTyped] = useState('');
  const isTyped = plan.confirmText === null || typed === plan.confirmText;
  const submit = (reason: string): void =>
    apply.mutate(
      { runId: plan.runId, reason, confirmText: plan.confirmText === null ? '' : typed },
      {
        onSuccess: (run) => {
          onClose();
          announce('The plan is being applied.');
          void navigate(`/runs/${encodeURIComponent(run.id)}`);
        },
      },
    );
  return (
    <ReasonDialog
      title="Apply this plan"
      label="Apply this plan"
      hint="Kept with the run, so that others know why the plan was applied."
      error={apply.error}
      isPending={apply.isPending}
      isReady={isTyped}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>
        Rounds does exactly what the plan says: {countsWords(plan.counts)}. Where a row has changed since the plan was
        made, nothing is done and the row is named.
      </p>
      {plan.heldReason === null ? null : <p className="attention-text">{sentenceOf(plan.heldReason)}</p>}
      {plan.confirmText === null ? null : (
        <TextField
          label={`Type ${plan.confirmText} to confirm`}
          hint="Letter by letter; the plan is applied only when it is the same."
          value={typed}
          error={typed === '' || isTyped ? undefined : `Must be exactly ${plan.confirmText}.`}
          onChange={setTyped}
        />
      )}
    </ReasonDialog>
  );
}

/** Asks why a held plan is not wanted. */
export function LeaveDialog({ plan, onClose }: PlanDialogProps): ReactNode {
  const client = useQueryClient();
  const discard = useCommand('plans.discard', { isQuiet: true });
  const submit = (reason: string): void =>
    discard.mutate(
      { runId: plan.runId, reason },
      {
        onSuccess: () => {
          onClose();
          announce('The plan is left. Its work is planned anew at its next time.');
          void client.invalidateQueries({ queryKey: ['runs.get', { id: plan.runId }] });
          void client.invalidateQueries({ queryKey: ['now.view'] });
        },
      },
    );
  return (
    <ReasonDialog
      title="Leave this plan"
      label="Leave it"
      hint="Kept with the plan, so that others know why it was left."
      error={discard.error}
      isPending={discard.isPending}
      isReady
      onClose={onClose}
      onSubmit={submit}
    >
      <p>Nothing is changed. The same work is planned anew at its next time, and may be held again.</p>
    </ReasonDialog>
  );
}
