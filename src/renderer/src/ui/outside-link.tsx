import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommand } from '../lib/queries.ts';
import { Button } from './button.tsx';

interface OutsideLinkProps {
  readonly url: string;
  readonly children: ReactNode;
}

/** Opens a page for people in their own browser, outside of Rounds. */
export function OutsideLink({ url, children }: OutsideLinkProps): ReactNode {
  const openLink = useCommand('app.openLink');
  return (
    <Button look="quiet" onClick={() => openLink.mutate({ url })}>
      <ExternalLink size={14} aria-hidden="true" /> {children}
    </Button>
  );
}
