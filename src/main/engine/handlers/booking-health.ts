import { SlotsMaintainParameters } from '../jobs/slots-maintain/parameters.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Days of the window that slot maintenance keeps filled, today included. */
export const windowDays = SlotsMaintainParameters.parse({}).daysAhead + 1;

/** How bookings are doing. */
export function bookingHealthHandlers({
  store,
  ports,
}: HandlerContext): Pick<HandlersOf<'bookings'>, 'bookings.health'> {
  return {
    'bookings.health': async ({ days }) => store.bookingHealth.read(ports.clock.now(), { days, windowDays }),
  };
}
