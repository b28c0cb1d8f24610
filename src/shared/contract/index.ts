import type { z } from 'zod';
import { accountOperations } from './accounts.ts';
import { appOperations } from './app.ts';
import { bookingOperations } from './bookings.ts';
import { configOperations } from './config.ts';
import { hutOperations } from './huts.ts';
import { notificationOperations } from './notifications.ts';
import { nowOperations } from './now.ts';
import { occupancyOperations } from './occupancy.ts';
import { runOperations } from './runs.ts';
import { scheduleOperations } from './schedules.ts';
import { workOrderOperations } from './work-orders.ts';

/** Every operation that the renderer may ask of the main process, by name. */
export const operations = {
  ...accountOperations,
  ...appOperations,
  ...bookingOperations,
  ...configOperations,
  ...hutOperations,
  ...notificationOperations,
  ...nowOperations,
  ...occupancyOperations,
  ...runOperations,
  ...scheduleOperations,
  ...workOrderOperations,
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;
/** What a caller passes. */
export type Input<N extends OperationName> = z.input<Operations[N]['input']>;
/** What a handler gets, defaults filled in. */
export type ParsedInput<N extends OperationName> = z.output<Operations[N]['input']>;
export type Output<N extends OperationName> = z.output<Operations[N]['output']>;
