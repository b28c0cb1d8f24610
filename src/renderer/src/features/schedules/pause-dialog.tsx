import { useId, useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { useNow } from '../../lib/clock.ts';
import { formatInstant, formatTimeOfDay } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { scheduleName, untilText } from '../../lib/schedule-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { DialogFoot } from '../../ui/dialog-foot.tsx';
import { type PauseUntil, dateTimeField, pauseEnd, tomorrowMorning } from './pause-times.ts';
import { useReadAnew } from './use-schedule-commands.ts';

interface PauseDialogProps {
  /** Null pauses every schedule. */
  readonly schedule: ScheduleStatus | null;
  readonly onClose: () => void;
}

/** Asks why and until when, and says what becomes of the slots meanwhile. */
export function PauseDialog({ schedule, onClose }: PauseDialogProps): ReactNode {
  const now = useNow(60_000);
  const [reason, setReason] = useState('');
  const [choice, setChoice] = useState<PauseUntil>('resumed');
  const [typed, setTyped] = useState(() => dateTimeField(tomorrowMorning(now)));
  const [problem, setProblem] = useState<string>();
  const setPaused = useCommand('schedules.setPaused', { isQuiet: true });
  const readAnew = useReadAnew();
  const name = schedule === null ? 'every schedule' : scheduleName(schedule);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const end = pauseEnd(choice, typed, Date.now());
    setProblem(end.isValid ? undefined : end.problem);
    if (!end.isValid) return;
    setPaused.mutate(
      { scheduleId: schedule?.id ?? null, isPaused: true, reason: reason.trim(), until: end.until },
      {
        onSuccess: () => {
          const until = end.until === null ? '' : ` until ${untilText(end.until, Date.now())}`;
          announce(`${schedule === null ? 'Every schedule' : name} is paused${until}.`);
          readAnew();
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={`Pause ${name}`} onClose={onClose}>
      <form className="schedule-dialog" onSubmit={submit} noValidate>
        <p className="secondary">
          No run is started meanwhile; a run under way goes on to its end. Slots of this time count as paused and are
          not made up for.
        </p>
        <TextField
          label="Reason"
          hint="Shown to everybody beside the pause; may be empty."
          value={reason}
          onChange={(text) => setReason(text.slice(0, 200))}
        />
        <UntilChoice now={now} choice={choice} onChoice={setChoice} />
        {choice === 'time' ? <UntilTime value={typed} problem={problem} onChange={setTyped} /> : null}
        <DialogFoot
          error={setPaused.error}
          isPending={setPaused.isPending}
          label={schedule === null ? 'Pause all' : 'Pause'}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

interface UntilChoiceProps {
  readonly now: number;
  readonly choice: PauseUntil;
  readonly onChoice: (choice: PauseUntil) => void;
}

function UntilChoice({ now, choice, onChoice }: UntilChoiceProps): ReactNode {
  const choices: readonly (readonly [PauseUntil, string])[] = [
    ['resumed', 'Until somebody resumes it'],
    ['hour', `For 1 hour, until ${formatTimeOfDay(now + 3_600_000)}`],
    ['tomorrow', `Until tomorrow morning, ${formatInstant(tomorrowMorning(now), now)}`],
    ['time', 'Until another time'],
  ];
  return (
    <fieldset className="choices">
      <legend className="field__label">How long</legend>
      {choices.map(([key, label]) => (
        <label key={key} className="choices__choice">
          <input type="radio" name="pause-until" checked={choice === key} onChange={() => onChoice(key)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

interface UntilTimeProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}

function UntilTime({ value, problem, onChange }: UntilTimeProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        Paused until
      </label>
      <input
        id={id}
        className="input"
        type="datetime-local"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem === undefined ? null : (
        <span id={`${id}-problem`} className="field__error">
          {problem}
        </span>
      )}
    </div>
  );
}
