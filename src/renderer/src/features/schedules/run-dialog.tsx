import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { useNavigate } from 'react-router';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { scheduleName } from '../../lib/schedule-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { DialogFoot } from '../../ui/dialog-foot.tsx';

interface RunDialogProps {
  readonly schedule: ScheduleStatus;
  readonly isDryRun: boolean;
  readonly onClose: () => void;
}

/** Asks why a run is wanted out of turn, and starts it. */
export function RunDialog({ schedule, isDryRun, onClose }: RunDialogProps): ReactNode {
  const navigate = useNavigate();
  const [reason, setReason] = useState('Asked for by hand');
  const [isChecked, setIsChecked] = useState(false);
  const start = useCommand('runs.startSchedule', { isQuiet: true });
  const name = scheduleName(schedule);
  const jobs = useOperation('jobs.list', {});
  const isPlanned = jobs.data?.some(({ kind, isPlanned: is }) => kind === schedule.kind && is) ?? false;
  const isMissing = reason.trim() === '';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setIsChecked(true);
    if (isMissing) return;
    start.mutate(
      { scheduleId: schedule.id, reason: reason.trim(), isDryRun },
      {
        onSuccess: ([run]) => {
          const open = run === undefined ? null : () => void navigate(`/runs/${encodeURIComponent(run.id)}`);
          const what = isDryRun ? `A dry run of ${name} is started.` : `${name} is started.`;
          announce(what, 'info', open === null ? null : { label: 'Open run', run: open });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={isDryRun ? `Dry run of ${name}` : `Run ${name} now`} onClose={onClose}>
      <form className="schedule-dialog" onSubmit={submit} noValidate>
        <p className="secondary">
          {isDryRun && isPlanned
            ? 'A dry run makes the plan of what it would change and changes nothing. When it is done you can look at the plan, and apply it. The timetable stays as it is.'
            : isDryRun
              ? 'A dry run asks the hosts and says what it would change, but stores nothing. It spends requests like any run and never moves the timetable.'
              : 'The run starts at once and never moves the timetable: the next planned run stays where it is.'}
        </p>
        <TextField
          label="Reason"
          hint="Kept with the run, so that others know why it was made."
          value={reason}
          error={isChecked && isMissing ? 'Say why this run is made.' : undefined}
          onChange={(text) => setReason(text.slice(0, 200))}
        />
        <DialogFoot
          error={start.error}
          isPending={start.isPending}
          label={isDryRun ? 'Start dry run' : 'Run now'}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
