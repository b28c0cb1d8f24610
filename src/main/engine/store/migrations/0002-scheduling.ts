import { type Kysely, sql } from 'kysely';

/**
 * Scheduling whole: the slot ledger and the rules it speaks of, policies and pauses of schedules, runs that wait, attempts,
 * the scheduler's lease, what the machine did meanwhile, and what was done by hand.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const errorCodes =
  "('invalid_input','not_found','conflict','network','timeout','refused','source_changed','storage','canceled','internal')";

const scheduleColumns = [
  `overlap TEXT NOT NULL DEFAULT 'skip' CHECK (overlap IN ('skip','queue','cancel'))`,
  `missed TEXT NOT NULL DEFAULT 'latest' CHECK (missed IN ('latest','skip','all'))`,
  `pause_after_failures INTEGER CHECK (pause_after_failures BETWEEN 1 AND 1000)`,
  `run_at_start INTEGER NOT NULL DEFAULT 0 CHECK (run_at_start IN (0, 1))`,
  `paused_by TEXT CHECK (paused_by IN ('hand','failures'))`,
  `paused_until INTEGER`,
  `revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1)`,
  // Slots planned up to here have their verdict; the ledger says which.
  `judged_until INTEGER NOT NULL DEFAULT 0`,
  // Failures of runs up to this one were dealt with when a person let the schedule go on.
  `failures_after_run INTEGER NOT NULL DEFAULT 0`,
  `deleted_at INTEGER`,
].map((column) => `ALTER TABLE schedule ADD COLUMN ${column}`);

/** SQLite cannot change a CHECK, so the table of runs is made anew. */
const runs = [
  `CREATE TABLE job_run_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    params TEXT NOT NULL CHECK (json_valid(params)),
    claim_key TEXT NOT NULL,
    schedule_id TEXT,
    schedule_revision INTEGER,
    scheduled_for INTEGER,
    "trigger" TEXT NOT NULL CHECK ("trigger" IN ('schedule','catch-up','manual','start-up','command-line')),
    reason TEXT,
    status TEXT NOT NULL CHECK (status IN
      ('planned','claimed','running','succeeded','partial','failed','canceled','timed_out','interrupted')),
    is_dry_run INTEGER NOT NULL CHECK (is_dry_run IN (0, 1)),
    process_id TEXT NOT NULL REFERENCES app_process (id),
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    cancel_reason TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    checked INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    error_code TEXT CHECK (error_code IN ${errorCodes}),
    error_message TEXT,
    progress_done INTEGER, progress_total INTEGER, progress_note TEXT,
    CHECK ((finished_at IS NULL) = (status IN ('planned','claimed','running'))),
    CHECK (checked = created + changed + unchanged + failed)
  ) STRICT`,
  `INSERT INTO job_run_new (id, kind, title, subject, params, claim_key, schedule_id, schedule_revision, scheduled_for,
     "trigger", reason, status, is_dry_run, process_id, created_at, started_at, finished_at, attempts, checked, changed,
     created, unchanged, failed, skipped, error_code, error_message, progress_done, progress_total, progress_note)
   SELECT id, kind, title, subject, params, claim_key, schedule_id, iif(scheduled_for IS NULL, NULL, 0), scheduled_for,
     "trigger", reason, status, is_dry_run, process_id, created_at, started_at, finished_at, attempts, checked, changed,
     created, unchanged, failed, skipped, error_code, error_message, progress_done, progress_total, progress_note
   FROM job_run ORDER BY id`,
  `DROP TABLE job_run`,
  `ALTER TABLE job_run_new RENAME TO job_run`,
  `CREATE UNIQUE INDEX job_run_claim ON job_run (claim_key) WHERE status IN ('claimed','running')`,
  // By time before revision, because the newest slots of a schedule are asked for whatever their revision.
  `CREATE UNIQUE INDEX job_run_slot ON job_run (schedule_id, scheduled_for, schedule_revision, claim_key)
   WHERE scheduled_for IS NOT NULL`,
  `CREATE INDEX job_run_waiting ON job_run (id) WHERE status = 'planned'`,
  `CREATE INDEX job_run_open ON job_run (id) WHERE finished_at IS NULL`,
  `CREATE INDEX job_run_by_schedule ON job_run (schedule_id, id)`,
  `CREATE INDEX job_run_by_claim ON job_run (claim_key, id)`,
  // Instants do not ascend with ids where clocks are set back; blocks of 4096 ids let a list jump to a date all the same.
  `CREATE INDEX job_run_by_block ON job_run (id / 4096, created_at)`,
  `CREATE TRIGGER job_run_end_is_final BEFORE UPDATE ON job_run WHEN OLD.finished_at IS NOT NULL
   BEGIN SELECT RAISE(ABORT, 'a finished run never changes'); END`,
  `CREATE TABLE run_attempt (
    run_id INTEGER NOT NULL REFERENCES job_run (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    error_code TEXT CHECK (error_code IN ${errorCodes}),
    error_message TEXT,
    next_at INTEGER,
    PRIMARY KEY (run_id, number)
  ) STRICT, WITHOUT ROWID`,
];

const ledger = [
  // Each rule that a schedule had, and from when until when it planned: the slots of the ledger follow from these.
  `CREATE TABLE schedule_revision (
    schedule_id TEXT NOT NULL REFERENCES schedule (id),
    revision INTEGER NOT NULL,
    rule TEXT NOT NULL CHECK (json_valid(rule)),
    time_zone TEXT NOT NULL,
    anchor_at INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER CHECK (until_at >= from_at),
    PRIMARY KEY (schedule_id, revision)
  ) STRICT, WITHOUT ROWID`,
  // One row for slots that follow one another and share a verdict; those outside active hours follow from the rule alone.
  `CREATE TABLE slot_verdict (
    schedule_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    first_planned INTEGER NOT NULL,
    last_planned INTEGER NOT NULL CHECK (last_planned >= first_planned),
    verdict TEXT NOT NULL CHECK (verdict IN ('ran','folded','overlap','over_budget','paused','asleep','app_closed',
      'offline','clock_changed','dst_gap','brake','late','error')),
    run_id INTEGER,
    note TEXT,
    PRIMARY KEY (schedule_id, revision, first_planned),
    FOREIGN KEY (schedule_id, revision) REFERENCES schedule_revision (schedule_id, revision),
    CHECK (verdict <> 'ran' OR (run_id IS NOT NULL AND first_planned = last_planned))
  ) STRICT, WITHOUT ROWID`,
  `UPDATE schedule SET judged_until = max(anchor_at - 1,
     coalesce((SELECT max(scheduled_for) FROM job_run
       WHERE schedule_id = schedule.id AND scheduled_for IS NOT NULL), 0))`,
  `UPDATE schedule SET paused_by = 'hand' WHERE paused_at IS NOT NULL`,
  // What became of earlier slots was never written down, so the ledger begins after them.
  `INSERT INTO schedule_revision (schedule_id, revision, rule, time_zone, anchor_at, from_at)
   SELECT id, 1, json_patch(json_object('activeHours', json(active_hours), 'jitterSeconds', jitter_seconds),
       CASE WHEN every IS NOT NULL THEN json_object('every', every)
            WHEN cron IS NOT NULL THEN json_object('cron', cron)
            ELSE json_object('dailyAt', json(daily_at)) END),
     time_zone, anchor_at, judged_until + 1
   FROM schedule WHERE enabled = 1`,
];

const process = [
  `CREATE INDEX app_process_living ON app_process (id) WHERE ended_at IS NULL`,
  `CREATE TABLE scheduler_lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    process_id TEXT NOT NULL,
    since INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT`,
  // What the machine and the scheduler did; where nobody was watching, Rounds was closed.
  `CREATE TABLE machine_stretch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('watching','asleep','offline','clock_changed')),
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL CHECK (until_at >= from_at)
  ) STRICT`,
  `CREATE INDEX machine_stretch_by_end ON machine_stretch (until_at)`,
  `CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('window','tray','command-line')),
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    summary TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX audit_by_subject ON audit (subject_kind, subject_id, id)`,
];

const statements = [...scheduleColumns, ...runs, ...ledger, ...process];
