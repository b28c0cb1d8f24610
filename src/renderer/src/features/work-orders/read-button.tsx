import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useReadWorkOrders, useRunningRuns } from '../../lib/runs.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';

/** Reads the lists now, or shows how far that is. */
export function ReadButton(): ReactNode {
  const [running] = useRunningRuns('work-orders.sync');
  const { read, isStarting } = useReadWorkOrders();
  useShortcut('u', 'Read the work orders now', () => {
    if (running === undefined && !isStarting) read();
  });
  if (running !== undefined) return <RunProgress run={running} />;
  return (
    <Button look="primary" disabled={isStarting} onClick={read}>
      <RefreshCw size={14} aria-hidden="true" /> Read now
    </Button>
  );
}
