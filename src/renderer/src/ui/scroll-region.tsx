import type { ReactNode } from 'react';

interface ScrollRegionProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A box that scrolls by itself; the keyboard reaches it, so that its arrow keys scroll it. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it only a mouse could scroll what has no link inside
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
