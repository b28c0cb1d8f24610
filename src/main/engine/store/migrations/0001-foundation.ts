import { type Kysely, sql } from 'kysely';

/** The tables of the first version: sources, buildings, the change log for occupancy, hosts, schedules, runs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const errorCodes =
  "('invalid_input','not_found','conflict','network','timeout','refused','source_changed','storage','canceled','internal')";
const occupancyStatuses = "('not_busy','moderate','busy','very_busy','closed','no_data')";

const statements = [
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,

  `CREATE TABLE source (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('waitz')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    base_url TEXT NOT NULL,
    school TEXT,
    allow_private_address INTEGER NOT NULL CHECK (allow_private_address IN (0, 1)),
    connections INTEGER NOT NULL CHECK (connections BETWEEN 1 AND 16),
    min_gap_ms INTEGER NOT NULL CHECK (min_gap_ms BETWEEN 0 AND 3600000),
    requests_per_day INTEGER NOT NULL CHECK (requests_per_day BETWEEN 1 AND 1000000),
    timeout_ms INTEGER NOT NULL CHECK (timeout_ms BETWEEN 100 AND 300000),
    created_at INTEGER NOT NULL,
    trend_asked_at INTEGER,
    CHECK (kind <> 'waitz' OR school IS NOT NULL)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE source_location (
    source_id TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    location_id TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ${occupancyStatuses}),
    busyness_percent REAL,
    part_count INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (source_id, location_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE building (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    source_id TEXT NOT NULL REFERENCES source (id),
    waitz_id TEXT NOT NULL CHECK (length(waitz_id) >= 1),
    created_at INTEGER NOT NULL,
    removed_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX building_by_source ON building (source_id, removed_at)`,

  `CREATE TABLE check_target (
    id INTEGER PRIMARY KEY,
    area TEXT NOT NULL,
    key TEXT NOT NULL,
    step_ms INTEGER NOT NULL CHECK (step_ms > 0),
    first_checked INTEGER,
    last_checked INTEGER,
    failing_since INTEGER,
    failed_at INTEGER,
    failures_in_row INTEGER NOT NULL DEFAULT 0 CHECK (failures_in_row >= 0),
    error_code TEXT CHECK (error_code IN ${errorCodes}),
    error_message TEXT,
    UNIQUE (area, key),
    CHECK ((failures_in_row = 0) = (error_code IS NULL)),
    CHECK ((first_checked IS NULL) = (last_checked IS NULL)),
    CHECK (last_checked >= first_checked)
  ) STRICT`,
  `CREATE TABLE observed_stretch (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    first_checked INTEGER NOT NULL,
    last_checked INTEGER NOT NULL CHECK (last_checked >= first_checked),
    PRIMARY KEY (target_id, first_checked)
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE occupancy_state (
    target_id INTEGER PRIMARY KEY REFERENCES check_target (id),
    first_checked INTEGER NOT NULL,
    missing_since INTEGER,
    status TEXT NOT NULL CHECK (status IN ${occupancyStatuses}),
    busyness_percent REAL CHECK (busyness_percent BETWEEN 0 AND 1000),
    people INTEGER CHECK (people >= 0),
    capacity INTEGER CHECK (capacity >= 1),
    is_open INTEGER CHECK (is_open IN (0, 1)),
    is_available INTEGER CHECK (is_available IN (0, 1)),
    hour_summary TEXT,
    best_spot TEXT,
    best_label TEXT,
    location_id TEXT NOT NULL,
    parts TEXT NOT NULL CHECK (json_valid(parts)),
    CHECK (status <> 'no_data' OR busyness_percent IS NULL)
  ) STRICT`,
  `CREATE TABLE occupancy_history (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    first_checked INTEGER NOT NULL,
    last_checked INTEGER CHECK (last_checked >= first_checked),
    is_listed INTEGER NOT NULL CHECK (is_listed IN (0, 1)),
    run_id INTEGER,
    status TEXT CHECK (status IN ${occupancyStatuses}),
    busyness_percent REAL,
    people INTEGER,
    capacity INTEGER,
    is_open INTEGER CHECK (is_open IN (0, 1)),
    PRIMARY KEY (target_id, first_checked),
    CHECK (is_listed = 0 OR status IS NOT NULL)
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX occupancy_history_open ON occupancy_history (target_id) WHERE last_checked IS NULL`,
  `CREATE TABLE occupancy_hour (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    hour INTEGER NOT NULL CHECK (hour % 3600000 = 0),
    min_percent REAL,
    max_percent REAL,
    percent_ms REAL NOT NULL DEFAULT 0,
    measured_ms INTEGER NOT NULL DEFAULT 0,
    closed_ms INTEGER NOT NULL DEFAULT 0,
    no_data_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (target_id, hour)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE occupancy_trend (
    target_id INTEGER PRIMARY KEY REFERENCES check_target (id),
    next_hour TEXT, usual TEXT, peak TEXT, best TEXT,
    fetched_at INTEGER NOT NULL
  ) STRICT`,

  `CREATE TABLE host_state (
    host TEXT PRIMARY KEY,
    next_allowed_at INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER,
    wait_reason TEXT,
    failures_in_row INTEGER NOT NULL DEFAULT 0,
    open_until INTEGER,
    probe_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE host_day (
    host TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    requests INTEGER NOT NULL CHECK (requests >= 0),
    PRIMARY KEY (host, day)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE http_validator (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    body TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    CHECK (etag IS NOT NULL OR last_modified IS NOT NULL)
  ) STRICT`,

  `CREATE TABLE app_process (
    id TEXT PRIMARY KEY,
    pid INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    start_mark TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('window', 'worker', 'run-once', 'tool')),
    started_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE schedule (
    id TEXT PRIMARY KEY,
    job TEXT NOT NULL,
    params TEXT NOT NULL CHECK (json_valid(params)),
    every TEXT,
    daily_at TEXT CHECK (json_valid(daily_at)),
    cron TEXT,
    active_hours TEXT NOT NULL CHECK (json_valid(active_hours)),
    jitter_seconds INTEGER NOT NULL CHECK (jitter_seconds BETWEEN 0 AND 3600),
    time_zone TEXT NOT NULL,
    retry_attempts INTEGER NOT NULL CHECK (retry_attempts BETWEEN 1 AND 10),
    retry_backoff_seconds INTEGER NOT NULL CHECK (retry_backoff_seconds BETWEEN 0 AND 3600),
    timeout_seconds INTEGER CHECK (timeout_seconds BETWEEN 1 AND 86400),
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    paused_at INTEGER,
    paused_reason TEXT,
    anchor_at INTEGER NOT NULL,
    CHECK ((every IS NOT NULL) + (daily_at IS NOT NULL) + (cron IS NOT NULL) = 1)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE job_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    params TEXT NOT NULL CHECK (json_valid(params)),
    claim_key TEXT NOT NULL,
    schedule_id TEXT,
    scheduled_for INTEGER,
    "trigger" TEXT NOT NULL CHECK ("trigger" IN ('schedule','catch-up','manual','start-up','command-line')),
    reason TEXT,
    status TEXT NOT NULL CHECK (status IN
      ('claimed','running','succeeded','partial','failed','canceled','timed_out','interrupted')),
    is_dry_run INTEGER NOT NULL CHECK (is_dry_run IN (0, 1)),
    process_id TEXT NOT NULL REFERENCES app_process (id),
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
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
    CHECK ((finished_at IS NULL) = (status IN ('claimed','running'))),
    CHECK (checked = created + changed + unchanged + failed)
  ) STRICT`,
  `CREATE UNIQUE INDEX job_run_claim ON job_run (claim_key) WHERE finished_at IS NULL`,
  `CREATE UNIQUE INDEX job_run_slot ON job_run (schedule_id, scheduled_for, claim_key)
   WHERE scheduled_for IS NOT NULL`,
  `CREATE INDEX job_run_by_schedule ON job_run (schedule_id, id)`,
  `CREATE INDEX job_run_by_claim ON job_run (claim_key, id)`,
  `CREATE TRIGGER job_run_end_is_final BEFORE UPDATE ON job_run WHEN OLD.finished_at IS NOT NULL
   BEGIN SELECT RAISE(ABORT, 'a finished run never changes'); END`,
  `CREATE TABLE run_check (
    run_id INTEGER NOT NULL REFERENCES job_run (id),
    target TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('created','changed','unchanged','failed','skipped')),
    code TEXT CHECK (code IN ${errorCodes}),
    message TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (run_id, target)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX run_check_by_target ON run_check (target, run_id)`,
  `CREATE TABLE run_change (
    run_id INTEGER NOT NULL REFERENCES job_run (id),
    target TEXT NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL,
    before TEXT NOT NULL CHECK (json_valid(before)),
    after TEXT NOT NULL CHECK (json_valid(after)),
    PRIMARY KEY (run_id, target, key, field)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE run_log (
    run_id INTEGER NOT NULL REFERENCES job_run (id),
    at INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('info','warn','error')),
    message TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX run_log_by_run ON run_log (run_id)`,
  `CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    process_id TEXT NOT NULL,
    name TEXT NOT NULL,
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    at INTEGER NOT NULL
  ) STRICT`,
];
