import type { Run } from '#shared/model/run.ts';
import { useCommand, useOperation } from './queries.ts';
import { isRunning } from './words.ts';

/** Runs under way, newest first. */
export function useRunningRuns(kind?: string): readonly Run[] {
  const recent = useOperation('runs.recent', { limit: 100 });
  return (recent.data ?? []).filter((run) => isRunning(run) && (kind === undefined || run.kind === kind));
}

/** Looking at buildings now: all of them, or the named ones. */
export function useUpdateOccupancy(): {
  readonly update: (codes?: readonly string[]) => void;
  readonly isStarting: boolean;
} {
  const start = useCommand('runs.start');
  return {
    isStarting: start.isPending,
    update: (codes) =>
      start.mutate({
        kind: 'occupancy.update',
        params: codes === undefined ? {} : { buildings: [...codes] },
        reason: 'Asked for in the window',
      }),
  };
}

/** Looking at huts now: all that are watched, or the named ones, due or not. */
export function useUpdateHuts(): {
  readonly update: (slugs?: readonly string[]) => void;
  readonly isStarting: boolean;
} {
  const start = useCommand('runs.start');
  return {
    isStarting: start.isPending,
    update: (slugs) =>
      start.mutate({
        kind: 'huts.update',
        params: slugs === undefined ? {} : { huts: [...slugs] },
        reason: 'Asked for in the window',
      }),
  };
}

/** Makes the slots that the rules of bookings ask for, and takes away free ones of the past. */
export function useFillSlots(): { readonly fill: () => void; readonly isStarting: boolean } {
  const start = useCommand('runs.start');
  return {
    isStarting: start.isPending,
    fill: () => start.mutate({ kind: 'slots.maintain', params: {}, reason: 'Asked for in the window' }),
  };
}

/** Reading the lists of work orders now, of every source. */
export function useReadWorkOrders(): { readonly read: () => void; readonly isStarting: boolean } {
  const start = useCommand('runs.start');
  return {
    isStarting: start.isPending,
    read: () => start.mutate({ kind: 'work-orders.sync', params: {}, reason: 'Asked for in the window' }),
  };
}
