import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Hut } from '#shared/model/hut.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface RemoveHutDialogProps {
  readonly hut: Pick<Hut, 'slug' | 'name'>;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
}

/** Asks before a hut is no longer watched, and says what stays. */
export function RemoveHutDialog({ hut, onClose, onRemoved }: RemoveHutDialogProps): ReactNode {
  const client = useQueryClient();
  const remove = useCommand('huts.remove', { isQuiet: true });
  const confirm = (): void =>
    remove.mutate(
      { slug: hut.slug },
      {
        onSuccess: () => {
          announce(`${hut.name} is no longer watched. Its history is kept.`);
          void client.invalidateQueries({ queryKey: ['huts.list'] });
          onClose();
          onRemoved?.();
        },
      },
    );
  return (
    <Dialog title={`Stop watching ${hut.name}?`} onClose={onClose}>
      <p>
        Rounds stops looking at {hut.name}. Its history is kept, and comes back when a hut with the slug {hut.slug} is
        added again.
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
