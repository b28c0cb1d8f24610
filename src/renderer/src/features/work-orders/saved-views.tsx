import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SavedView } from '#shared/contract/work-orders.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { isAsSaved } from './orders-view.ts';
import { RemoveViewDialog } from './remove-view-dialog.tsx';
import { SaveViewDialog } from './save-view-dialog.tsx';
import type { OrdersViewState } from './use-orders-view.ts';

const none: readonly SavedView[] = [];

/** Views with a name, one press away; the chosen one can be renamed, replaced by what is shown, and deleted. */
export function SavedViews({ state }: { readonly state: OrdersViewState }): ReactNode {
  const { view, columns, choose } = state;
  const views = useOperation('workOrders.views', {});
  const saved = views.data ?? none;
  const chosen = saved.find(({ id }) => id === view.viewId) ?? null;
  const [open, setOpen] = useState<'save' | 'rename' | 'remove' | null>(null);
  const close = (): void => setOpen(null);
  const replace = useCommand('workOrders.saveView');
  const isSame = chosen !== null && isAsSaved(chosen, view, columns);
  const shown = { filter: view.filter, sort: view.sort, columns: [...columns] };
  return (
    <>
      <fieldset className="kind-chips" aria-label="Saved views">
        {saved.map((each) => (
          <button
            key={each.id}
            type="button"
            className="kind-chip"
            aria-pressed={each.id === chosen?.id}
            onClick={() => choose(each)}
          >
            {each.name}
            {each.id === chosen?.id && !isSame ? ', changed' : ''}
          </button>
        ))}
        <Button look="quiet" onClick={() => setOpen('save')}>
          <Bookmark size={14} aria-hidden="true" /> Save this view
        </Button>
        {chosen === null ? null : (
          <>
            {isSame ? null : (
              <Button
                look="quiet"
                disabled={replace.isPending}
                onClick={() =>
                  replace.mutate(
                    { id: chosen.id, name: chosen.name, ...shown },
                    { onSuccess: () => announce(`The view ${chosen.name} is now as shown.`) },
                  )
                }
              >
                Replace {chosen.name}
              </Button>
            )}
            <Button look="quiet" onClick={() => setOpen('rename')}>
              Rename {chosen.name}
            </Button>
            <Button look="quiet" onClick={() => setOpen('remove')}>
              Delete {chosen.name}
            </Button>
          </>
        )}
      </fieldset>
      {open === 'save' ? (
        <SaveViewDialog saved={null} views={saved} shown={shown} onSaved={choose} onClose={close} />
      ) : null}
      {open === 'rename' && chosen !== null ? (
        <SaveViewDialog saved={chosen} views={saved} shown={chosen} onSaved={() => undefined} onClose={close} />
      ) : null}
      {open === 'remove' && chosen !== null ? (
        <RemoveViewDialog saved={chosen} onRemoved={() => choose(null)} onClose={close} />
      ) : null}
    </>
  );
}
