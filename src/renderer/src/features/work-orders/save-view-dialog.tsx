import { useState } from 'react';
import type { ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SavedView } from '#shared/contract/work-orders.ts';
import { useCommand } from '../../lib/queries.ts';
import { slugOf } from '../../lib/slugs.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogFoot } from '../../ui/dialog-foot.tsx';
import { TextField } from '../../ui/field.tsx';

interface SaveViewDialogProps {
  /** The view that gets another name; null for a new one. */
  readonly saved: SavedView | null;
  readonly views: readonly SavedView[];
  readonly shown: Pick<SavedView, 'filter' | 'sort' | 'columns'>;
  readonly onSaved: (saved: SavedView) => void;
  readonly onClose: () => void;
}

/** Gives a way to look at the table a name. */
export function SaveViewDialog({ saved, views, shown, onSaved, onClose }: SaveViewDialogProps): ReactNode {
  const [name, setName] = useState(saved?.name ?? '');
  const [isTried, setIsTried] = useState(false);
  const client = useQueryClient();
  const save = useCommand('workOrders.saveView', { isQuiet: true });
  const fault = nameFault(name, saved, views);
  const submit = (): void => {
    setIsTried(true);
    if (fault !== undefined) return;
    save.mutate(
      {
        id: saved?.id ?? freeId(name, views),
        name: name.trim(),
        filter: shown.filter,
        sort: shown.sort,
        columns: shown.columns,
      },
      {
        onSuccess: (view) => {
          void client.invalidateQueries({ queryKey: ['workOrders.views'] });
          onClose();
          onSaved(view);
        },
      },
    );
  };
  return (
    <Dialog title={saved === null ? 'Save this view' : `Rename ${saved.name}`} onClose={onClose}>
      <form
        className="order-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label="Name of the view"
          value={name}
          onChange={setName}
          hint="Filters, order and columns are kept under this name."
          error={isTried ? fault : undefined}
        />
        <DialogFoot error={save.error} isPending={save.isPending} label="Save" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function nameFault(name: string, saved: SavedView | null, views: readonly SavedView[]): string | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return 'Fill this in.';
  if (trimmed.length > 80) return 'At most 80 characters.';
  const isTaken = views.some((view) => view.id !== saved?.id && view.name.toLowerCase() === trimmed.toLowerCase());
  return isTaken ? 'Another view has this name.' : undefined;
}

/** A key out of the name that no other view has. */
function freeId(name: string, views: readonly SavedView[]): string {
  const start = slugOf(name).slice(0, 56) || 'view';
  const taken = new Set(views.map(({ id }) => id));
  let id = start;
  for (let number = 2; taken.has(id); number += 1) id = `${start}-${String(number)}`;
  return id;
}
