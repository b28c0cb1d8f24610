import { useQueryClient } from '@tanstack/react-query';
import type { Input, Output } from '#shared/contract/index.ts';
import { useCommand } from '../../lib/queries.ts';

type BookingCommandName =
  | 'bookings.hold'
  | 'bookings.pay'
  | 'bookings.cancel'
  | 'bookings.reschedule'
  | 'bookings.setPeople'
  | 'bookings.extend'
  | 'bookings.setAvailable';

export interface BookingCommand<N extends BookingCommandName> {
  readonly run: (input: Input<N>, onDone?: (output: Output<N>) => void) => void;
  readonly isPending: boolean;
  /** Why it was refused, and that what is shown is how it stands now; null where nothing was. */
  readonly fault: string | null;
}

/**
 * Does something to a slot or reservation. Whether it went well or somebody was faster, what is shown is read anew: a
 * refusal says why, and the person decides on what stands there now.
 */
export function useBookingCommand<N extends BookingCommandName>(name: N): BookingCommand<N> {
  const client = useQueryClient();
  const command = useCommand(name, { isQuiet: true });
  const { error } = command;
  return {
    run: (input, onDone) =>
      command.mutate(input, {
        onSuccess: (output) => onDone?.(output),
        onSettled: () => {
          for (const each of ['bookings.board', 'bookings.slot', 'bookings.find', 'bookings.reservation'])
            void client.invalidateQueries({ queryKey: [each] });
        },
      }),
    isPending: command.isPending,
    fault:
      error === null
        ? null
        : error.code === 'conflict' || error.code === 'not_found'
          ? `${error.userMessage} Nothing was changed; what is shown was read anew.`
          : error.userMessage,
  };
}
