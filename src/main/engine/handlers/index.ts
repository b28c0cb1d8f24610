import { accountHandlers } from './accounts.ts';
import { appHandlers } from './app.ts';
import { bookingHandlers } from './bookings.ts';
import { configHandlers } from './config.ts';
import { hutHandlers } from './huts.ts';
import { notificationHandlers } from './notifications.ts';
import { nowHandlers } from './now.ts';
import { occupancyHandlers } from './occupancy.ts';
import { providerHandlers } from './providers.ts';
import { planHandlers } from './plans.ts';
import { runHandlers } from './runs.ts';
import { scheduleHandlers } from './schedules.ts';
import type { HandlerContext, Handlers } from './types.ts';
import { workOrderHandlers } from './work-orders.ts';

/** Every handler, bound to what it works with; the compiler names the one that is missing. */
export function createHandlers(context: HandlerContext): Handlers {
  return {
    ...accountHandlers(context),
    ...appHandlers(context),
    ...bookingHandlers(context),
    ...configHandlers(context),
    ...hutHandlers(context),
    ...notificationHandlers(context),
    ...nowHandlers(context),
    ...occupancyHandlers(context),
    ...providerHandlers(context),
    ...planHandlers(context),
    ...runHandlers(context),
    ...scheduleHandlers(context),
    ...workOrderHandlers(context),
  };
}
