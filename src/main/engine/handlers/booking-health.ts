import { windowDays } from '../jobs/slots-maintain/parameters.ts';
import { inSlices } from '../slices.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

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
