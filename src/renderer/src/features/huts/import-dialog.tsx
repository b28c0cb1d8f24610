import type { ReactNode } from 'react';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { useCsvImport } from '../../lib/use-csv-import.ts';
import { CsvImportDialog, countWords } from '../../ui/csv-import-dialog.tsx';

/** Adds huts from CSV. */
export function HutImportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const checking = useCommand('huts.importCsv', { isQuiet: true });
  const applying = useCommand('huts.importCsv', { isQuiet: true });
  const form = useCsvImport(checking, applying, (done) => {
    announce(`The huts are imported: ${countWords(done)}.`);
    onClose();
  });
  return (
    <CsvImportDialog
      title="Import huts"
      label="Huts as CSV"
      placeholder="slug,name,sourceId,bookingRef,capacityOpen,capacityClosed,timeZone"
      hint="One hut a line, after a header with slug, name, sourceId and bookingRef, and where known capacityOpen, capacityClosed and timeZone. A hut whose slug is there already is changed; none is removed."
      empty="There is no hut in it."
      form={form}
      onClose={onClose}
    />
  );
}
