import { FileInput, Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';

type OpenDialog = 'add' | 'import';

/** The ways to get huts onto the list. */
export function HutsActions(): ReactNode {
  const [, setOpen] = useState<OpenDialog | null>(null);
  return (
    <>
      <Button onClick={() => setOpen('import')}>
        <FileInput size={14} aria-hidden="true" /> Import CSV
      </Button>
      <Button onClick={() => setOpen('add')}>
        <Plus size={14} aria-hidden="true" /> Add hut
      </Button>
    </>
  );
}
