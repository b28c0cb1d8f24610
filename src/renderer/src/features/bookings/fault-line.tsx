import type { ReactNode } from 'react';

/** Why something could not be done; nothing where nothing is wrong. */
export function FaultLine({ fault }: { readonly fault: string | null }): ReactNode {
  if (fault === null) return null;
  return (
    <p className="fault" role="alert">
      {fault}
    </p>
  );
}
