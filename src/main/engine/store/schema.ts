import type { Generated } from 'kysely';
import type { BookingSchema } from './schema-bookings.ts';
import type { NotificationSchema } from './schema-notifications.ts';
import type { PlanSchema } from './schema-plans.ts';
import type { WorkOrderSchema } from './schema-work-orders.ts';

/** 0 or 1. */
export type Flag = number;

/** The tables as migrations leave them; instants are integer milliseconds UTC. */
export interface Schema extends PlanSchema, BookingSchema, WorkOrderSchema, NotificationSchema {
  setting: { key: string; value: string };
  source: SourceTable;
  source_location: {
    source_id: string;
    location_id: string;
    name: string;
    status: string;
    busyness_percent: number | null;
    part_count: number;
    seen_at: number;
    position: number;
  };
  building: {
    code: string;
    name: string;
    source_id: string;
    waitz_id: string;
    created_at: number;
    removed_at: number | null;
  };
  check_target: CheckTargetTable;
  observed_stretch: { target_id: number; first_checked: number; last_checked: number };
  occupancy_state: OccupancyStateTable;
  occupancy_history: OccupancyHistoryTable;
  occupancy_hour: OccupancyHourTable;
  occupancy_trend: {
    target_id: number;
    next_hour: string | null;
    usual: string | null;
    peak: string | null;
    best: string | null;
    fetched_at: number;
  };
  hut: HutTable;
  hut_master: {
    slug: string;
    /** What the source was asked for; another reference makes it stale. */
    booking_ref: string;
    asked_at: number;
    fetched_at: number | null;
    /** JSON of the master data. */
    master: string | null;
  };
  hut_night_state: HutNightStateTable;
  hut_night_history: HutNightHistoryTable;
  hut_fault: { target_id: number; label: string; reason: string; since: number };
  hut_answer: { target_id: number; digest: string | null };
  hut_watch: {
    id: Generated<number>;
    slug: string;
    night: number;
    beds: number;
    created_at: number;
    is_met: Flag | null;
    met_at: number | null;
    /** When a person was told that it is met; null where nobody was yet. */
    told_at: number | null;
  };
  host_state: HostStateTable;
  host_day: { host: string; day: string; requests: number };
  http_validator: { url: string; etag: string | null; last_modified: string | null; body: string; stored_at: number };
  app_process: AppProcessTable;
  schedule: ScheduleTable;
  schedule_revision: ScheduleRevisionTable;
  slot_verdict: SlotVerdictTable;
  scheduler_lease: SchedulerLeaseTable;
  machine_stretch: MachineStretchTable;
  audit: AuditTable;
  run_attempt: RunAttemptTable;
  job_run: JobRunTable;
  run_check: { run_id: number; target: string; outcome: string; code: string | null; message: string; at: number };
  run_change: { run_id: number; target: string; key: string; field: string; before: string; after: string };
  run_log: { run_id: number; at: number; level: string; message: string };
  outbox: { id: Generated<number>; process_id: string; name: string; payload: string; at: number };
}

interface SourceTable {
  id: string;
  kind: string;
  name: string;
  base_url: string;
  school: string | null;
  associations: string | null;
  username: string | null;
  password_env: string | null;
  time_zone: string | null;
  allow_private_address: Flag;
  connections: number;
  min_gap_ms: number;
  requests_per_day: number;
  timeout_ms: number;
  created_at: number;
  /** When the trend feed was last asked for, successful or not; null before the first time. */
  trend_asked_at: number | null;
}

interface CheckTargetTable {
  id: Generated<number>;
  area: string;
  key: string;
  /** Planned distance of two looks when the newest was made, milliseconds. */
  step_ms: number;
  first_checked: number | null;
  last_checked: number | null;
  failing_since: number | null;
  failed_at: number | null;
  failures_in_row: number;
  error_code: string | null;
  error_message: string | null;
  /** What the newest good look found, as `look-digest.ts` tells it; null where the states must be read. */
  state_digest: string | null;
}

interface OccupancyStateTable {
  target_id: number;
  first_checked: number;
  missing_since: number | null;
  status: string;
  busyness_percent: number | null;
  people: number | null;
  capacity: number | null;
  is_open: Flag | null;
  is_available: Flag | null;
  hour_summary: string | null;
  best_spot: string | null;
  best_label: string | null;
  location_id: string;
  /** JSON array of parts. */
  parts: string;
  unread_from: number | null;
}

interface OccupancyHistoryTable {
  target_id: number;
  first_checked: number;
  /** Null while the state is open: then the target's last look confirms it. */
  last_checked: number | null;
  is_listed: Flag;
  run_id: number | null;
  status: string | null;
  busyness_percent: number | null;
  people: number | null;
  capacity: number | null;
  is_open: Flag | null;
}

/** What an hour held, gathered look by look; can be made anew from history and observed stretches. */
interface OccupancyHourTable {
  target_id: number;
  /** Start of the hour. */
  hour: number;
  min_percent: number | null;
  max_percent: number | null;
  /** Sum of percent times milliseconds over the measured time. */
  percent_ms: number;
  measured_ms: number;
  closed_ms: number;
  no_data_ms: number;
}

interface HutTable {
  slug: string;
  name: string;
  source_id: string;
  booking_ref: string;
  capacity_open: number | null;
  capacity_closed: number | null;
  time_zone: string;
  created_at: number;
  removed_at: number | null;
}

interface HutNightStateTable {
  target_id: number;
  /** Days since 1970-01-01. */
  night: number;
  first_checked: number;
  missing_since: number | null;
  /** The last good reading where the newest row could not be read. */
  unread_from: number | null;
  free: number | null;
  total: number | null;
  /** Place in `hutTypes`. */
  hut_type: number;
  /** Place in `reservations`. */
  reservation: number;
}

interface HutNightHistoryTable {
  target_id: number;
  night: number;
  first_checked: number;
  /** Null while the state is open: then the target's last look confirms it. */
  last_checked: number | null;
  is_listed: Flag;
  /** 0 for the first sight of a night. */
  is_change: Flag;
  run_id: number | null;
  free: number | null;
  total: number | null;
  hut_type: number | null;
  reservation: number | null;
}

interface HostStateTable {
  host: string;
  next_allowed_at: number;
  not_before: number | null;
  wait_reason: string | null;
  failures_in_row: number;
  open_until: number | null;
  probe_at: number | null;
}

interface AppProcessTable {
  id: string;
  pid: number;
  boot_id: string;
  start_mark: string;
  role: string;
  started_at: number;
  ended_at: number | null;
}

interface ScheduleTable {
  id: string;
  job: string;
  params: string;
  every: string | null;
  /** JSON array of times of day. */
  daily_at: string | null;
  cron: string | null;
  /** JSON array of windows. */
  active_hours: string;
  jitter_seconds: number;
  time_zone: string;
  retry_attempts: number;
  retry_backoff_seconds: number;
  timeout_seconds: number | null;
  enabled: Flag;
  paused_at: number | null;
  paused_reason: string | null;
  /** Intervals are counted from here. */
  anchor_at: number;
  overlap: string;
  missed: string;
  pause_after_failures: number | null;
  run_at_start: Flag;
  paused_by: string | null;
  paused_until: number | null;
  revision: number;
  /** Slots planned up to here have their verdict. */
  judged_until: number;
  /** Only failures of newer runs count towards pausing itself. */
  failures_after_run: Generated<number>;
  deleted_at: number | null;
}

/** A rule that a schedule had, and when it planned. */
interface ScheduleRevisionTable {
  schedule_id: string;
  revision: number;
  /** JSON of the rule's fields. */
  rule: string;
  time_zone: string;
  anchor_at: number;
  from_at: number;
  /** Exclusive; null for the rule of today. */
  until_at: number | null;
}

/** Slots that follow one another and share a verdict. */
interface SlotVerdictTable {
  schedule_id: string;
  revision: number;
  first_planned: number;
  last_planned: number;
  verdict: string;
  run_id: number | null;
  note: string | null;
}

/** One row at most: who schedules. */
interface SchedulerLeaseTable {
  id: number;
  process_id: string;
  since: number;
  expires_at: number;
}

interface MachineStretchTable {
  id: Generated<number>;
  kind: string;
  from_at: number;
  until_at: number;
}

interface AuditTable {
  id: Generated<number>;
  at: number;
  origin: string;
  actor: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  summary: string;
}

interface RunAttemptTable {
  run_id: number;
  number: number;
  started_at: number;
  finished_at: number | null;
  error_code: string | null;
  error_message: string | null;
  next_at: number | null;
}

interface JobRunTable {
  id: Generated<number>;
  kind: string;
  title: string;
  subject: string;
  params: string;
  /** Two runs with the same key never overlap. */
  claim_key: string;
  schedule_id: string | null;
  /** Revision of the schedule that planned it; 0 from before there were any. */
  schedule_revision: number | null;
  scheduled_for: number | null;
  trigger: string;
  reason: string | null;
  status: string;
  is_dry_run: Flag;
  process_id: string;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
  /** Set by whoever wants it stopped; its own process looks. */
  cancel_reason: string | null;
  attempts: number;
  checked: number;
  changed: number;
  created: number;
  unchanged: number;
  failed: number;
  skipped: number;
  error_code: string | null;
  error_message: string | null;
  progress_done: number | null;
  progress_total: number | null;
  progress_note: string | null;
}
