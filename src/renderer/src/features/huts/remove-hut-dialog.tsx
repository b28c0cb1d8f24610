import type { ReactNode } from 'react';
import type { Hut } from '#shared/model/hut.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { StopWatchingDialog } from '../../ui/stop-watching-dialog.tsx';

interface RemoveHutDialogProps {
  readonly hut: Pick<Hut, 'slug' | 'name'>;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
}

/** Asks before a hut is no longer watched, and says what stays. */
export function RemoveHutDialog({ hut, onClose, onRemoved }: RemoveHutDialogProps): ReactNode {
  const remove = useCommand('huts.remove', { isQuiet: true });
  const confirm = (): void =>
    remove.mutate(
      { slug: hut.slug },
      {
        onSuccess: () => {
          announce(`${hut.name} is no longer watched. Its history is kept.`);
          onClose();
          onRemoved?.();
        },
      },
    );
  return (
    <StopWatchingDialog
      name={hut.name}
      comesBack={`when a hut with the slug ${hut.slug} is added again`}
      fault={remove.error?.userMessage ?? null}
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={confirm}
    />
  );
}
