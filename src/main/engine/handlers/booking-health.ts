import { SlotsMaintainParameters } from '../jobs/slots-maintain/parameters.ts';
import { inSlices } from '../slices.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Days of the window that slot maintenance keeps filled, today included. */
export const windowDays = SlotsMaintainParameters.parse({}).daysAhead + 1;

/** How bookings are doing. */
export function bookingHealthHandlers({
  store,
  ports,
}: HandlerContext): Pick<HandlersOf<'bookings'>, 'bookings.health'> {
  return {
    'bookings.health': ({ days }) =>
      inSlices(store.bookingHealth.readSteps(ports.clock.now(), { days, windowDays }), ports.clock),
  };
}
