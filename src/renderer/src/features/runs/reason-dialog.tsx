import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { AppError } from '#shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';

interface ReasonDialogProps {
  readonly title: string;
  /** The word on the button that does it. */
  readonly label: string;
  readonly hint: string;
  readonly error: AppError | null;
  readonly isPending: boolean;
  /** Whether everything but the reason is given. */
  readonly isReady: boolean;
  readonly onClose: () => void;
  readonly onSubmit: (reason: string) => void;
  readonly children: ReactNode;
}

/** Something that is done for a reason: what it means, the reason, why it failed, and the two ways out. */
export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const isMissing = reason.trim() === '';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setIsChecked(true);
    if (!isMissing && props.isReady && !props.isPending) props.onSubmit(reason.trim());
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form className="run-again" onSubmit={submit} noValidate>
        {props.children}
        <TextField
          label="Reason"
          hint={props.hint}
          value={reason}
          error={isChecked && isMissing ? 'Say why.' : undefined}
          onChange={(text) => setReason(text.slice(0, 200))}
        />
        {props.error === null ? null : (
          <p className="fault" role="alert">
            {props.error.userMessage}
          </p>
        )}
        <div className="dialog__actions">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={props.isPending || !props.isReady}>
            {props.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
