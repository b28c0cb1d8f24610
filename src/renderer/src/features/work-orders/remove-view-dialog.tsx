import type { ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SavedView } from '#shared/contract/work-orders.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface RemoveViewDialogProps {
  readonly saved: SavedView;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Asks before a saved view goes. */
export function RemoveViewDialog({ saved, onRemoved, onClose }: RemoveViewDialogProps): ReactNode {
  const client = useQueryClient();
  const remove = useCommand('workOrders.removeView', { isQuiet: true });
  const confirm = (): void =>
    remove.mutate(
      { id: saved.id },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['workOrders.views'] });
          onClose();
          onRemoved();
        },
      },
    );
  return (
    <Dialog title={`Delete the view ${saved.name}?`} onClose={onClose}>
      <p>The orders stay as they are; only this way to look at them goes.</p>
      {remove.error === null ? null : (
        <p className="fault" role="alert">
          {remove.error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={remove.isPending} onClick={confirm}>
          Delete view
        </Button>
      </div>
    </Dialog>
  );
}
