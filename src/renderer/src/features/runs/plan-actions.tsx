import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RunPlan } from '#shared/model/run-plan.ts';
import { sentenceOf } from '../../lib/schedule-words.ts';
import { Button } from '../../ui/button.tsx';
import { ApplyDialog, LeaveDialog } from './plan-dialogs.tsx';
import { isOpenPlan, totalOf } from './plan-words.ts';
import { UndoDialog } from './undo-dialog.tsx';

/** What a person can do about a plan now; where something cannot be done, why. */
export function PlanActions({ plan }: { readonly plan: RunPlan }): ReactNode {
  const [open, setOpen] = useState<'apply' | 'leave' | 'undo' | null>(null);
  const close = (): void => setOpen(null);
  const isOpen = isOpenPlan(plan) && totalOf(plan.counts) > 0;
  const wasDone = (plan.state === 'applied' || plan.state === 'partly_applied') && totalOf(plan.counts) > 0;
  return (
    <div className="plan-actions">
      {isOpen && plan.applyProblem !== null ? (
        <span className="secondary">It cannot be applied: {sentenceOf(plan.applyProblem)}</span>
      ) : null}
      {wasDone && plan.undoProblem !== null && plan.undoneByRunId === null ? (
        <span className="secondary">It cannot be taken back: {sentenceOf(plan.undoProblem)}</span>
      ) : null}
      {plan.state === 'held' ? <Button onClick={() => setOpen('leave')}>Leave it</Button> : null}
      {isOpen && plan.applyProblem === null ? (
        <Button look="primary" onClick={() => setOpen('apply')}>
          Apply this plan
        </Button>
      ) : null}
      {wasDone && plan.undoProblem === null ? (
        <Button onClick={() => setOpen('undo')}>Take back this run</Button>
      ) : null}
      {open === 'apply' ? <ApplyDialog plan={plan} onClose={close} /> : null}
      {open === 'leave' ? <LeaveDialog plan={plan} onClose={close} /> : null}
      {open === 'undo' ? <UndoDialog plan={plan} onClose={close} /> : null}
    </div>
  );
}
