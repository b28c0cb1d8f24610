import type { ReactNode } from 'react';
import { assertNever } from '#shared/errors.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { PauseDialog } from './pause-dialog.tsx';
import { RunDialog } from './run-dialog.tsx';

/** What is asked about a schedule before it is done. */
export type OpenDialog =
  | { readonly kind: 'run' | 'dry-run' | 'pause'; readonly schedule: ScheduleStatus }
  | { readonly kind: 'pause-all' };

interface ScheduleDialogsProps {
  readonly open: OpenDialog | null;
  readonly onClose: () => void;
}

export function ScheduleDialogs({ open, onClose }: ScheduleDialogsProps): ReactNode {
  if (open === null) return null;
  switch (open.kind) {
    case 'run':
    case 'dry-run':
      return <RunDialog schedule={open.schedule} isDryRun={open.kind === 'dry-run'} onClose={onClose} />;
    case 'pause':
      return <PauseDialog schedule={open.schedule} onClose={onClose} />;
    case 'pause-all':
      return <PauseDialog schedule={null} onClose={onClose} />;
    default:
      return assertNever(open);
  }
}
