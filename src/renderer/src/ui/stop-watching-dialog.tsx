import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface StopWatchingDialogProps {
  readonly name: string;
  /** When the history comes back: "when a building with the code 166 is added again". */
  readonly comesBack: string;
  /** Why it could not be done; null where nothing was tried or it went well. */
  readonly fault: string | null;
  readonly isPending: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks before something is no longer watched, and says what stays. */
export function StopWatchingDialog(props: StopWatchingDialogProps): ReactNode {
  const { name, comesBack, fault, isPending, onClose, onConfirm } = props;
  return (
    <Dialog title={`Stop watching ${name}?`} onClose={onClose}>
      <p>
        Rounds stops looking at {name}. Its history is kept, and comes back {comesBack}.
      </p>
      {fault === null ? null : (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Keep watching</Button>
        <Button look="danger" disabled={isPending} onClick={onConfirm}>
          Stop watching
        </Button>
      </div>
    </Dialog>
  );
}
