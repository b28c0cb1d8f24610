import type { TriggerKind } from '#shared/model/notification.ts';
import type { NotificationTrigger } from '../trigger.ts';
import { buildingBusy } from './building-busy.ts';
import { coverageLow } from './coverage-low.ts';
import { hutWatch } from './hut-watch.ts';
import { jobFailed } from './job-failed.ts';
import { jobHeld } from './job-held.ts';
import { jobPaused } from './job-paused.ts';
import { orderAdded } from './order-added.ts';
import { orderDateChanged } from './order-date-changed.ts';
import { orderOverdue } from './order-overdue.ts';
import { quarantine } from './quarantine.ts';
import { summary } from './summary.ts';

/** Every trigger by its kind; the compiler names the one that is missing. */
export const triggers: Readonly<Record<TriggerKind, NotificationTrigger>> = {
  job_failed: jobFailed,
  job_paused: jobPaused,
  job_held: jobHeld,
  building_busy: buildingBusy,
  hut_watch: hutWatch,
  order_added: orderAdded,
  order_date_changed: orderDateChanged,
  order_overdue: orderOverdue,
  coverage_low: coverageLow,
  quarantine,
  summary,
};
