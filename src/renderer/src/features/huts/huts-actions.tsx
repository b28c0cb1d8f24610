import { FileInput, Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { HutDialog } from './hut-dialog.tsx';
import { HutImportDialog } from './import-dialog.tsx';
import { useSetParams } from '../../lib/use-set-params.ts';

/** The ways to get huts onto the list; an address with `add=1` begins with adding one. */
export function HutsActions(): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'add'>();
  const [open, setOpen] = useState<'add' | 'import' | null>(params.has('add') ? 'add' : null);
  const close = (): void => {
    setOpen(null);
    if (params.has('add')) setParams({ add: '' });
  };
  return (
    <>
      <Button onClick={() => setOpen('import')}>
        <FileInput size={14} aria-hidden="true" /> Import CSV
      </Button>
      <Button onClick={() => setOpen('add')}>
        <Plus size={14} aria-hidden="true" /> Add hut
      </Button>
      {open === 'add' ? <HutDialog hut={null} onClose={close} /> : null}
      {open === 'import' ? <HutImportDialog onClose={close} /> : null}
    </>
  );
}
