import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import { useNow } from '../../lib/clock.ts';
import { formatInstant } from '../../lib/format.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { scheduleName } from '../../lib/schedule-words.ts';
import { Button } from '../../ui/button.tsx';

interface RefusalNoteProps {
  readonly source: WorkFossaSource;
  readonly account: Account;
}

/** What happens once the portal refused a password, and how its orders are read again. */
export function RefusalNote({ source, account }: RefusalNoteProps): ReactNode {
  const now = useNow(60_000);
  return (
    <div className="note note--attention" role="note">
      <p>
        The portal refused the password{account.refusedAt === null ? '' : ` (${formatInstant(account.refusedAt, now)})`}
        . Rounds tried it once and does not try it again by itself, so that the portal does not lock the account. What
        it read before stays as it is.
      </p>
      <p>
        {account.passwordFrom === 'environment'
          ? `Put the right password into ${account.passwordEnv ?? 'the environment variable'} and start Rounds anew, or test it below if it is right after all.`
          : 'Type the right one below, test it and save it. If this one is right after all, test it with the field left empty.'}
      </p>
      <PausedSchedules source={source} />
    </div>
  );
}

/** The schedules of a source that wait for a person. */
function PausedSchedules({ source }: { readonly source: WorkFossaSource }): ReactNode {
  const client = useQueryClient();
  const schedules = useOperation('schedules.list', {});
  const resume = useCommand('schedules.setPaused');
  const paused = (schedules.data ?? []).filter(
    // A schedule of every portal names none.
    ({ kind, subject, pause }) =>
      kind === 'work-orders.sync' && (subject === source.name || subject === '') && pause !== null,
  );
  return paused.map((schedule) => (
    <p key={schedule.id}>
      <Button
        disabled={resume.isPending}
        onClick={() =>
          resume.mutate(
            { scheduleId: schedule.id, isPaused: false },
            { onSuccess: () => void client.invalidateQueries({ queryKey: ['schedules.list'] }) },
          )
        }
      >
        Resume schedule {scheduleName(schedule)}
      </Button>
    </p>
  ));
}
