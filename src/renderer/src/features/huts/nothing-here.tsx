import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { HutRow } from '#shared/model/hut.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/placeholders.tsx';
import type { HutsViewState } from './use-huts-view.ts';

/** Says what to do while there are no huts. */
export function NoHuts(): ReactNode {
  return (
    <EmptyState title="No huts are watched yet.">
      <ol className="steps">
        <li>
          Add a source of huts in <Link to="/settings?add=1">Settings</Link>, such as a booking site.
        </li>
        <li>Add huts by their number or name at the source, with Add hut above.</li>
        <li>Or bring many at once from a table, with Import CSV above.</li>
      </ol>
    </EmptyState>
  );
}

/** Says that the filters leave nothing, and why where test huts are all there is. */
export function NothingFits({
  all,
  state: { view, set, clear },
}: {
  readonly all: readonly HutRow[];
  readonly state: HutsViewState;
}): ReactNode {
  if (!view.hasTestHuts && all.every((row) => row.isTest)) {
    return (
      <p className="table__empty">
        All watched huts are huts of testers, which are hidden.{' '}
        <Button look="link" onClick={() => set({ tests: '1' })}>
          Show them
        </Button>
      </p>
    );
  }
  return (
    <p className="table__empty">
      No hut fits these filters.{' '}
      <Button look="link" onClick={clear}>
        Clear them
      </Button>
    </p>
  );
}
