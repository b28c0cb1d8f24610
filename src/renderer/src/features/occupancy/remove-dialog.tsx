import type { ReactNode } from 'react';
import type { Building } from '#shared/model/occupancy.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { StopWatchingDialog } from '../../ui/stop-watching-dialog.tsx';

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
    <StopWatchingDialog
      name={building.name}
      comesBack={`when a building with the code ${building.code} is added again`}
      fault={remove.error?.userMessage ?? null}
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={confirm}
    />
  );
}
