import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../lib/queries.ts';
import { Button } from './button.tsx';

interface MaintenanceButtonProps {
  /** Ids of the providers whose slots are looked after; null for all. */
  readonly providers: readonly string[] | null;
  /** Kept with the run, so that others know why it was made. */
  readonly reason: string;
  readonly isDisabled?: boolean;
}

/** Starts slot maintenance as a dry run and opens it: its plan says what would change, and can be applied there. */
export function MaintenanceButton({ providers, reason, isDisabled = false }: MaintenanceButtonProps): ReactNode {
  const navigate = useNavigate();
  const start = useCommand('runs.start');
  const run = (): void =>
    start.mutate(
      {
        kind: 'slots.maintain',
        params: providers === null ? {} : { providers: [...providers] },
        reason,
        isDryRun: true,
      },
      {
        onSuccess: ([started]) => {
          if (started !== undefined) void navigate(`/runs/${encodeURIComponent(started.id)}`);
        },
      },
    );
  return (
    <Button
      onClick={run}
      disabled={isDisabled || start.isPending}
      title="The dry run makes a plan and changes nothing; the plan can be applied on its page."
    >
      Run maintenance now (dry run first)
    </Button>
  );
}
