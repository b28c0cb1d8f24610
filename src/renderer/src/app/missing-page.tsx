import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { Button } from '../ui/button.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** An address that leads nowhere. */
export function MissingPage(): ReactNode {
  const { pathname } = useLocation();
  return (
    <div className="page">
      <PageHeader title="No such page" sentence={`Rounds has no page at ${pathname}.`} />
      <p>
        <Link to="/">Go to Now</Link>
      </p>
    </div>
  );
}

/** A page that could not be drawn. */
export function BrokenPage(): ReactNode {
  return (
    <div className="page">
      <PageHeader
        title="This page could not be drawn"
        sentence="Rounds met a bug of its own while drawing this page. Nothing stored is lost, and the schedules go on."
      />
      <div>
        <Button onClick={() => window.location.reload()}>Draw it again</Button>
      </div>
    </div>
  );
}
