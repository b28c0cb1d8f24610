import { type Kysely, sql } from 'kysely';

/**
 * Huts: two more kinds of sources, the huts with what their sources tell of them, their nights in the change log, rows that
 * could not be read, and watches.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** SQLite cannot change a CHECK, so the table of sources is made anew. */
const sources = [
  `CREATE TABLE source_new (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('waitz','hut-reservation','huts-org')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    base_url TEXT NOT NULL,
    school TEXT,
    associations TEXT,
    allow_private_address INTEGER NOT NULL CHECK (allow_private_address IN (0, 1)),
    connections INTEGER NOT NULL CHECK (connections BETWEEN 1 AND 16),
    min_gap_ms INTEGER NOT NULL CHECK (min_gap_ms BETWEEN 0 AND 3600000),
    requests_per_day INTEGER NOT NULL CHECK (requests_per_day BETWEEN 1 AND 1000000),
    timeout_ms INTEGER NOT NULL CHECK (timeout_ms BETWEEN 100 AND 300000),
    created_at INTEGER NOT NULL,
    trend_asked_at INTEGER,
    CHECK ((kind = 'waitz') = (school IS NOT NULL)),
    CHECK ((kind = 'huts-org') = (associations IS NOT NULL))
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO source_new (id, kind, name, base_url, school, allow_private_address, connections, min_gap_ms,
     requests_per_day, timeout_ms, created_at, trend_asked_at)
   SELECT id, kind, name, base_url, school, allow_private_address, connections, min_gap_ms,
     requests_per_day, timeout_ms, created_at, trend_asked_at FROM source`,
  `DROP TABLE source`,
  `ALTER TABLE source_new RENAME TO source`,
];

/** Beds of one night. */
const beds = 'INTEGER CHECK (%s BETWEEN 0 AND 100000)';

const statements = [
  ...sources,
  `ALTER TABLE occupancy_state ADD COLUMN unread_from INTEGER`,

  `CREATE TABLE hut (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    source_id TEXT NOT NULL REFERENCES source (id),
    booking_ref TEXT NOT NULL CHECK (length(booking_ref) BETWEEN 1 AND 200),
    capacity_open ${beds.replace('%s', 'capacity_open')},
    capacity_closed ${beds.replace('%s', 'capacity_closed')},
    time_zone TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    removed_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX hut_by_source ON hut (source_id, removed_at)`,
  `CREATE TABLE hut_master (
    slug TEXT PRIMARY KEY REFERENCES hut (slug),
    booking_ref TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    fetched_at INTEGER,
    master TEXT CHECK (json_valid(master)),
    CHECK ((fetched_at IS NULL) = (master IS NULL))
  ) STRICT, WITHOUT ROWID`,

  // Nights are days since 1970-01-01, and types and states codes: ten million states of a night must stay below 80 bytes each.
  `CREATE TABLE hut_night_state (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    night INTEGER NOT NULL CHECK (night BETWEEN 0 AND 60000),
    first_checked INTEGER NOT NULL,
    missing_since INTEGER,
    unread_from INTEGER,
    free ${beds.replace('%s', 'free')},
    total ${beds.replace('%s', 'total')},
    hut_type INTEGER NOT NULL CHECK (hut_type BETWEEN 0 AND 3),
    reservation INTEGER NOT NULL CHECK (reservation BETWEEN 0 AND 3),
    PRIMARY KEY (target_id, night),
    CHECK (free <= total)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE hut_night_history (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    night INTEGER NOT NULL,
    first_checked INTEGER NOT NULL,
    last_checked INTEGER CHECK (last_checked >= first_checked),
    is_listed INTEGER NOT NULL CHECK (is_listed IN (0, 1)),
    is_change INTEGER NOT NULL CHECK (is_change IN (0, 1)),
    run_id INTEGER,
    free INTEGER,
    total INTEGER,
    hut_type INTEGER CHECK (hut_type BETWEEN 0 AND 3),
    reservation INTEGER CHECK (reservation BETWEEN 0 AND 3),
    PRIMARY KEY (target_id, night, first_checked),
    CHECK (is_listed = 0 OR (hut_type IS NOT NULL AND reservation IS NOT NULL))
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX hut_night_open ON hut_night_history (target_id, night) WHERE last_checked IS NULL`,
  `CREATE INDEX hut_night_change ON hut_night_history (first_checked, target_id, night) WHERE is_change = 1`,

  `CREATE TABLE hut_fault (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    label TEXT NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (target_id, label)
  ) STRICT, WITHOUT ROWID`,
  // The newest answer that was read whole, by a digest; null where a row of it could not be read.
  `CREATE TABLE hut_answer (target_id INTEGER PRIMARY KEY REFERENCES check_target (id), digest TEXT) STRICT`,
  `CREATE TABLE hut_watch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL REFERENCES hut (slug),
    night INTEGER NOT NULL CHECK (night BETWEEN 0 AND 60000),
    beds INTEGER NOT NULL CHECK (beds BETWEEN 1 AND 1000),
    created_at INTEGER NOT NULL,
    is_met INTEGER CHECK (is_met IN (0, 1)),
    met_at INTEGER,
    told_at INTEGER,
    UNIQUE (slug, night, beds)
  ) STRICT`,
];
