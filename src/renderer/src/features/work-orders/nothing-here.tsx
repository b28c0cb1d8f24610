import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/placeholders.tsx';

/** Says what to do while no portal is known. */
export function NoPortal(): ReactNode {
  return (
    <EmptyState
      title="No portal of work orders is known yet."
      actions={
        <Link className="button button--primary" to="/settings?add=1">
          Add a portal
        </Link>
      }
    >
      Add a source of the kind work-order portal in Settings, with its address, your user name and password. Rounds then
      reads its list every hour.
    </EmptyState>
  );
}

/** Says that nobody has looked yet, which is something else than an empty list. */
export function NeverRead(): ReactNode {
  return (
    <EmptyState title="The list was never read yet.">
      Whether there are open orders is unknown. Read it now with the button above, or wait for the next planned read.
    </EmptyState>
  );
}

interface NoneFoundProps {
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

/** Says that the filters leave nothing, or that the list is empty indeed. */
export function NoneFound({ isNarrowed, onClear }: NoneFoundProps): ReactNode {
  if (!isNarrowed) {
    return (
      <EmptyState title="There are no open orders.">
        The newest read of the portal lists none. Orders that it listed before are found under Missing.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No order matches these filters." actions={<Button onClick={onClear}>Clear all filters</Button>}>
      Rounds looked through every order it has on record.
    </EmptyState>
  );
}
