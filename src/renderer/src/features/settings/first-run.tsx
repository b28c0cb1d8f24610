import { Binoculars, Building2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ImportConfiguration } from './import-configuration.tsx';
import './settings.css';

/** An empty profile: three ways in, and nothing else is asked. */
export function FirstRun({ onAddSource }: { readonly onAddSource: () => void }): ReactNode {
  const openDemo = useCommand('app.openDemo');
  return (
    <div className="page">
      <PageHeader
        title="Welcome to Rounds"
        sentence="Rounds looks at things that change and remembers what it saw. There are three ways to begin."
      />
      <ol className="ways">
        <li className="panel way">
          <h2>Add a source</h2>
          <p className="secondary">
            Name a school at Waitz, see its first figures, and choose the buildings to watch. Or name a service of huts,
            and add its huts by number. Or sign in at a portal of work orders. Bookings need no source:{' '}
            <Link to="/bookings/providers/new">add a provider</Link>.
          </p>
          <div>
            <Button look="primary" onClick={onAddSource}>
              <Building2 size={14} aria-hidden="true" /> Add a source
            </Button>
          </div>
        </li>
        <li className="panel way">
          <h2>Look around with sample data</h2>
          <p className="secondary">
            Rounds starts anew on a profile of its own, filled from built-in sample sites. You can leave it at any time;
            your own profile stays as it is.
          </p>
          <div>
            <Button disabled={openDemo.isPending} onClick={() => openDemo.mutate({})}>
              <Binoculars size={14} aria-hidden="true" /> {openDemo.isPending ? 'Opening…' : 'Open sample data'}
            </Button>
          </div>
        </li>
        <li className="panel way">
          <h2>Import a configuration</h2>
          <ImportConfiguration />
        </li>
      </ol>
    </div>
  );
}
