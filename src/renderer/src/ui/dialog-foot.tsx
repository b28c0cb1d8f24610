import type { ReactNode } from 'react';
import type { AppError } from '#shared/errors.ts';
import { Button } from './button.tsx';

interface DialogFootProps {
  readonly error: AppError | null;
  readonly isPending: boolean;
  readonly label: string;
  readonly onClose: () => void;
}

/** Why it did not work, and the two ways out of a dialog. */
export function DialogFoot({ error, isPending, label, onClose }: DialogFootProps): ReactNode {
  return (
    <>
      {error === null ? null : (
        <p className="fault" role="alert">
          {error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabled={isPending}>
          {label}
        </Button>
      </div>
    </>
  );
}
