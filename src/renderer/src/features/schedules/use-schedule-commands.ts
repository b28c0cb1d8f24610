import { useQueryClient } from '@tanstack/react-query';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { scheduleName } from '../../lib/schedule-words.ts';

/** Reads anew every answer that a change of schedules touches. */
export function useReadAnew(): () => void {
  const client = useQueryClient();
  return () => {
    for (const name of ['schedules.list', 'schedules.get', 'schedules.heartbeats', 'schedules.slots', 'now.view']) {
      void client.invalidateQueries({ queryKey: [name] });
    }
  };
}

/** Ends a pause at once: of one schedule, or of all. */
export function useResume(): {
  readonly resume: (schedule: ScheduleStatus | null) => void;
  readonly isPending: boolean;
} {
  const setPaused = useCommand('schedules.setPaused');
  const readAnew = useReadAnew();
  return {
    isPending: setPaused.isPending,
    resume: (schedule) =>
      setPaused.mutate(
        { scheduleId: schedule?.id ?? null, isPaused: false },
        {
          onSuccess: () => {
            announce(schedule === null ? 'Every schedule goes on.' : `${scheduleName(schedule)} goes on.`);
            readAnew();
          },
        },
      ),
  };
}

/** Deletes a schedule at once and offers to take that back. */
export function useRemove(onRemoved?: () => void): {
  readonly remove: (schedule: ScheduleStatus) => void;
  readonly isPending: boolean;
} {
  const remove = useCommand('schedules.remove');
  const restore = useCommand('schedules.restore');
  const readAnew = useReadAnew();
  const undo = (schedule: ScheduleStatus): void =>
    restore.mutate(
      { id: schedule.id },
      {
        onSuccess: () => {
          announce(`${scheduleName(schedule)} is back. Nothing was planned while it was gone.`);
          readAnew();
        },
      },
    );
  return {
    isPending: remove.isPending,
    remove: (schedule) =>
      remove.mutate(
        { id: schedule.id },
        {
          onSuccess: () => {
            announce(`${scheduleName(schedule)} is deleted. Its history is kept.`, 'info', {
              label: 'Undo',
              run: () => undo(schedule),
            });
            readAnew();
            onRemoved?.();
          },
        },
      ),
  };
}
