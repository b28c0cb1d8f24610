import type { ReactNode } from 'react';
import type { Building } from '#shared/model/occupancy.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface RemoveDialogProps {
  readonly building: Pick<Building, 'code' | 'name'>;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
}

/** Asks before a building is no longer watched, and says what stays. */
export function RemoveDialog({ building, onClose, onRemoved }: RemoveDialogProps): ReactNode {
  const remove = useCommand('occupancy.removeBuilding', { isQuiet: true });
  const confirm = (): void =>
    remove.mutate(
      { code: building.code },
      {
        onSuccess: () => {
          announce(`${building.name} is no longer watched. Its history is kept.`);
          onClose();
          onRemoved?.();
        },
      },
    );
  return (
    <Dialog title={`Stop watching ${building.name}?`} onClose={onClose}>
      <p>
        Rounds stops looking at {building.name}. Its history is kept, and comes back when a building with the code{' '}
        {building.code} is added again.
      </p>
      {remove.error === null ? null : (
        <p className="fault" role="alert">
          {remove.error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Keep watching</Button>
        <Button look="danger" disabled={remove.isPending} onClick={confirm}>
          Stop watching
        </Button>
      </div>
    </Dialog>
  );
}
