import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asks before what was typed is thrown away. */
export function LeaveDialog({ onStay, onLeave }: LeaveDialogProps): ReactNode {
  return (
    <Dialog title="Leave without saving?" onClose={onStay}>
      <p>What you changed on this page is not saved and would be lost.</p>
      <div className="dialog__actions">
        <Button look="danger" onClick={onLeave}>
          Discard changes
        </Button>
        <Button look="primary" onClick={onStay}>
          Stay on the page
        </Button>
      </div>
    </Dialog>
  );
}
