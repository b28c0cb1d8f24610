import { type Kysely, sql } from 'kysely';

/**
 * Bookings: providers, services, slots, reservations with what was done to them, figures of health; and for every job that
 * writes: plans with their rows, decisions, and effects that happen once. Runs learn to be held.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const errorCodes =
  "('invalid_input','not_found','conflict','network','timeout','refused','source_changed','storage','canceled','internal')";

/**
 * SQLite cannot change a CHECK, so the table of runs is made anew. Runs without an end are found by the index of claims and
 * that of waiting runs, so that the third one is gone: every start and end of a run had to write it.
 */
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
      ('planned','claimed','running','succeeded','partial','failed','canceled','timed_out','interrupted','held')),
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
  `INSERT INTO job_run_new SELECT * FROM job_run ORDER BY id`,
  `DROP TABLE job_run`,
  `ALTER TABLE job_run_new RENAME TO job_run`,
  `CREATE UNIQUE INDEX job_run_claim ON job_run (claim_key) WHERE status IN ('claimed','running')`,
  `CREATE UNIQUE INDEX job_run_slot ON job_run (schedule_id, scheduled_for, schedule_revision, claim_key)
   WHERE scheduled_for IS NOT NULL`,
  `CREATE INDEX job_run_waiting ON job_run (id) WHERE status = 'planned'`,
  `CREATE INDEX job_run_by_schedule ON job_run (schedule_id, id)`,
  `CREATE INDEX job_run_by_claim ON job_run (claim_key, id)`,
  `CREATE INDEX job_run_by_block ON job_run (id / 4096, created_at)`,
  `CREATE TRIGGER job_run_end_is_final BEFORE UPDATE ON job_run WHEN OLD.finished_at IS NOT NULL
   BEGIN SELECT RAISE(ABORT, 'a finished run never changes'); END`,
];

const plans = [
  `CREATE TABLE run_plan (
    run_id INTEGER PRIMARY KEY REFERENCES job_run (id),
    kind TEXT NOT NULL,
    claim_key TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    -- Of the machine at made_at: between two plans of one start of the machine it tells whether the clock was set.
    uptime_ms REAL NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('job','apply','undo')),
    of_run_id INTEGER REFERENCES job_run (id),
    state TEXT NOT NULL CHECK (state IN
      ('made','dry','held','applied','partly_applied','refused','discarded','superseded')),
    creates INTEGER NOT NULL DEFAULT 0,
    updates INTEGER NOT NULL DEFAULT 0,
    removes INTEGER NOT NULL DEFAULT 0,
    -- Of those changed and removed, what goes in the ordinary course; the brake counts the others.
    ordinary INTEGER NOT NULL DEFAULT 0 CHECK (ordinary <= updates + removes),
    -- Rows up to this one were dealt with: a run that dies leaves the others as they were.
    done_until INTEGER NOT NULL DEFAULT 0,
    held_reason TEXT,
    confirm_text TEXT,
    decided_at INTEGER,
    decided_by TEXT,
    CHECK ((source = 'job') = (of_run_id IS NULL)),
    CHECK (state <> 'held' OR held_reason IS NOT NULL)
  ) STRICT`,
  `CREATE UNIQUE INDEX run_plan_held ON run_plan (claim_key) WHERE state = 'held'`,
  // What a run did is applied, and taken back, once.
  `CREATE UNIQUE INDEX run_plan_of ON run_plan (of_run_id, source)
   WHERE of_run_id IS NOT NULL AND state IN ('applied','partly_applied')`,
  `CREATE INDEX run_plan_by_claim ON run_plan (claim_key, run_id)`,
  // What is usual is reckoned from the newest plans that changed something, however many changed nothing since.
  `CREATE INDEX run_plan_effective ON run_plan (claim_key, run_id)
   WHERE state IN ('applied','partly_applied') AND source <> 'undo' AND creates + updates + removes > 0`,
  // Rows come in parts of one entity and one action, as JSON, because a first fill has hundreds of thousands of them.
  `CREATE TABLE run_plan_part (
    run_id INTEGER NOT NULL REFERENCES run_plan (run_id),
    number INTEGER NOT NULL CHECK (number >= 1),
    first_row INTEGER NOT NULL CHECK (first_row >= 1),
    target TEXT,
    entity TEXT NOT NULL,
    "action" TEXT NOT NULL CHECK ("action" IN ('create','update','remove')),
    row_count INTEGER NOT NULL CHECK (row_count >= 1),
    is_ordinary INTEGER NOT NULL CHECK (is_ordinary IN (0, 1)),
    "rows" TEXT NOT NULL,
    UNIQUE (run_id, number)
  ) STRICT`,
  `CREATE INDEX run_plan_part_rows ON run_plan_part (run_id, first_row)`,
  `CREATE TABLE run_plan_miss (
    run_id INTEGER NOT NULL REFERENCES run_plan (run_id),
    row_number INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run_id, row_number)
  ) STRICT, WITHOUT ROWID`,
  // An effect of a job on an entity for one slot: what happened once does not happen again, even where it was taken back.
  `CREATE TABLE run_effect (
    job TEXT NOT NULL,
    slot TEXT NOT NULL,
    entity TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES job_run (id),
    PRIMARY KEY (job, slot, entity)
  ) STRICT, WITHOUT ROWID`,
];

const weekday = 'INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6)';
const minute = (name: string): string => `INTEGER NOT NULL CHECK (${name} BETWEEN 0 AND 1439)`;
const endMinute = (name: string): string => `INTEGER NOT NULL CHECK (${name} BETWEEN 0 AND 1440)`;
const day = (name: string): string => `TEXT NOT NULL CHECK (${name} GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')`;
const amount = (name: string): string => `INTEGER NOT NULL CHECK (${name} BETWEEN 0 AND 99999999999)`;

const providers = [
  `CREATE TABLE provider (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    time_zone TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // Monday is 0. A window that ends at or before its beginning runs over midnight.
  `CREATE TABLE provider_window (
    provider_id TEXT NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    weekday ${weekday},
    from_minute ${minute('from_minute')},
    until_minute ${endMinute('until_minute')},
    break_from INTEGER CHECK (break_from BETWEEN 0 AND 1439),
    break_until INTEGER CHECK (break_until BETWEEN 0 AND 1440),
    PRIMARY KEY (provider_id, position),
    CHECK ((break_from IS NULL) = (break_until IS NULL))
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE provider_exception (
    provider_id TEXT NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('closed','extra')),
    date ${day('date')},
    reason TEXT,
    from_minute INTEGER CHECK (from_minute BETWEEN 0 AND 1439),
    until_minute INTEGER CHECK (until_minute BETWEEN 0 AND 1440),
    break_from INTEGER CHECK (break_from BETWEEN 0 AND 1439),
    break_until INTEGER CHECK (break_until BETWEEN 0 AND 1440),
    PRIMARY KEY (provider_id, position),
    CHECK ((kind = 'extra') = (from_minute IS NOT NULL AND until_minute IS NOT NULL)),
    CHECK ((break_from IS NULL) = (break_until IS NULL))
  ) STRICT, WITHOUT ROWID`,
  // Amounts are hundredths.
  `CREATE TABLE service (
    id TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES provider (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    status TEXT NOT NULL CHECK (status IN ('draft','active','inactive')),
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
    price ${amount('price')},
    max_bookings INTEGER NOT NULL CHECK (max_bookings BETWEEN 1 AND 1000),
    max_people INTEGER NOT NULL CHECK (max_people BETWEEN 1 AND 1000),
    notice_minutes INTEGER NOT NULL CHECK (notice_minutes BETWEEN 0 AND 43200),
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX service_by_provider ON service (provider_id, id)`,
  `CREATE TABLE service_time_slot (
    service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    weekday ${weekday},
    from_minute ${minute('from_minute')},
    until_minute ${endMinute('until_minute')},
    price_multiplier INTEGER NOT NULL CHECK (price_multiplier BETWEEN 1 AND 9999),
    max_bookings INTEGER CHECK (max_bookings BETWEEN 1 AND 1000),
    PRIMARY KEY (service_id, position)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE service_group_price (
    service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
    from_people INTEGER NOT NULL CHECK (from_people BETWEEN 1 AND 1000),
    price ${amount('price')},
    PRIMARY KEY (service_id, from_people)
  ) STRICT, WITHOUT ROWID`,
];

const slots = [
  `CREATE TABLE booking_slot (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id TEXT NOT NULL REFERENCES service (id),
    provider_id TEXT NOT NULL REFERENCES provider (id),
    date ${day('date')},
    from_minute ${minute('from_minute')},
    until_minute INTEGER NOT NULL CHECK (until_minute > from_minute AND until_minute <= from_minute + 1440),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
    category TEXT NOT NULL CHECK (category IN ('normal','express','urgent','emergency')),
    base_price ${amount('base_price')},
    price ${amount('price')},
    max_bookings INTEGER NOT NULL CHECK (max_bookings BETWEEN 1 AND 1000),
    is_available INTEGER NOT NULL CHECK (is_available IN (0, 1)),
    origin TEXT NOT NULL CHECK (origin IN ('availability','service_time')),
    run_id INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    UNIQUE (service_id, provider_id, date, from_minute)
  ) STRICT`,
  `CREATE INDEX booking_slot_by_date ON booking_slot (date, provider_id, service_id)`,
  // Few are off the board: coverage is counted as all slots less these and the full ones.
  `CREATE INDEX booking_slot_off_board ON booking_slot (service_id, provider_id, date) WHERE is_available = 0`,
  `CREATE TRIGGER booking_slot_is_fixed BEFORE UPDATE OF category, base_price, price, service_id, provider_id ON booking_slot
   WHEN (OLD.category, OLD.base_price, OLD.price, OLD.service_id, OLD.provider_id)
     <> (NEW.category, NEW.base_price, NEW.price, NEW.service_id, NEW.provider_id)
   BEGIN SELECT RAISE(ABORT, 'category and price of a slot are fixed when it is made'); END`,
  `CREATE TRIGGER booking_slot_version BEFORE UPDATE ON booking_slot WHEN NEW.version <> OLD.version + 1
   BEGIN SELECT RAISE(ABORT, 'every change of a slot raises its version by one'); END`,
];

const reservations = [
  // A live reservation owns one place of its slot, and no other can: that is what makes double booking impossible.
  `CREATE TABLE reservation (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    slot_id INTEGER REFERENCES booking_slot (id),
    place INTEGER CHECK (place >= 0),
    service_id TEXT NOT NULL REFERENCES service (id),
    provider_id TEXT NOT NULL REFERENCES provider (id),
    date ${day('date')},
    from_minute ${minute('from_minute')},
    until_minute INTEGER NOT NULL CHECK (until_minute > from_minute AND until_minute <= from_minute + 1440),
    customer_name TEXT NOT NULL CHECK (length(customer_name) BETWEEN 1 AND 100),
    customer_email TEXT,
    customer_phone TEXT,
    people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 1000),
    total_price ${amount('total_price')},
    status TEXT NOT NULL CHECK (status IN ('pending','paid','cancelled')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    paid_at INTEGER,
    cancelled_at INTEGER,
    cancelled_by TEXT CHECK (cancelled_by IN ('desk','expiry')),
    cancel_reason TEXT,
    -- Its slot was removed by force, long after.
    detached_at INTEGER,
    version INTEGER NOT NULL CHECK (version >= 1),
    CHECK ((slot_id IS NULL) = (place IS NULL)),
    CHECK (status <> 'cancelled' OR slot_id IS NULL),
    CHECK (status = 'cancelled' OR slot_id IS NOT NULL OR detached_at IS NOT NULL),
    CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
    CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL)),
    CHECK (status <> 'paid' OR paid_at IS NOT NULL),
    CHECK (status <> 'pending' OR paid_at IS NULL)
  ) STRICT`,
  `CREATE UNIQUE INDEX reservation_place ON reservation (slot_id, place) WHERE slot_id IS NOT NULL`,
  `CREATE INDEX reservation_expiry ON reservation (expires_at) WHERE status = 'pending'`,
  `CREATE INDEX reservation_by_date ON reservation (date, from_minute, seq)`,
  `CREATE INDEX reservation_by_service ON reservation (service_id, date)`,
  `CREATE INDEX reservation_by_creation ON reservation (created_at, status, cancelled_by)`,
  `CREATE TRIGGER reservation_place_exists_on_insert BEFORE INSERT ON reservation
   WHEN NEW.slot_id IS NOT NULL AND NEW.place >= (SELECT max_bookings FROM booking_slot WHERE id = NEW.slot_id)
   BEGIN SELECT RAISE(ABORT, 'the slot is full'); END`,
  `CREATE TRIGGER reservation_place_exists_on_update BEFORE UPDATE OF slot_id, place ON reservation
   WHEN NEW.slot_id IS NOT NULL AND NEW.place >= (SELECT max_bookings FROM booking_slot WHERE id = NEW.slot_id)
   BEGIN SELECT RAISE(ABORT, 'the slot is full'); END`,
  `CREATE TRIGGER booking_slot_keeps_places BEFORE UPDATE OF max_bookings ON booking_slot
   WHEN EXISTS (SELECT 1 FROM reservation WHERE slot_id = NEW.id AND place >= NEW.max_bookings)
   BEGIN SELECT RAISE(ABORT, 'the slot has more bookings than that'); END`,
  `CREATE TRIGGER reservation_version BEFORE UPDATE ON reservation WHEN NEW.version <> OLD.version + 1
   BEGIN SELECT RAISE(ABORT, 'every change of a reservation raises its version by one'); END`,
  `CREATE TRIGGER reservation_paid_stays_paid BEFORE UPDATE OF status ON reservation
   WHEN OLD.status = 'paid' AND (NEW.status = 'pending' OR NEW.cancelled_by = 'expiry')
   BEGIN SELECT RAISE(ABORT, 'a paid reservation never expires'); END`,
  // Whoever looked at a slot sees that its bookings have changed.
  `CREATE TRIGGER reservation_touches_slot_on_insert AFTER INSERT ON reservation WHEN NEW.slot_id IS NOT NULL
   BEGIN UPDATE booking_slot SET version = version + 1 WHERE id = NEW.slot_id; END`,
  `CREATE TRIGGER reservation_touches_slot_on_update AFTER UPDATE ON reservation
   BEGIN UPDATE booking_slot SET version = version + 1 WHERE id IN (OLD.slot_id, NEW.slot_id); END`,
  `CREATE TRIGGER reservation_touches_slot_on_delete AFTER DELETE ON reservation WHEN OLD.slot_id IS NOT NULL
   BEGIN UPDATE booking_slot SET version = version + 1 WHERE id = OLD.slot_id; END`,
  `CREATE TABLE reservation_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reservation_seq INTEGER NOT NULL REFERENCES reservation (seq),
    at INTEGER NOT NULL,
    actor TEXT,
    run_id INTEGER,
    "action" TEXT NOT NULL CHECK ("action" IN ('held','paid','cancelled','expired','rescheduled','resized','extended',
      'restored','imported','detached')),
    summary TEXT NOT NULL,
    CHECK ((actor IS NULL) <> (run_id IS NULL))
  ) STRICT`,
  `CREATE INDEX reservation_event_by_reservation ON reservation_event (reservation_seq, id)`,
];

const health = [
  // How many slots a past date had, and how many of them were booked, before the free ones were removed.
  `CREATE TABLE booking_day (
    service_id TEXT NOT NULL,
    date ${day('date')},
    offered INTEGER NOT NULL CHECK (offered >= 0),
    booked INTEGER NOT NULL CHECK (booked BETWEEN 0 AND offered),
    PRIMARY KEY (service_id, date)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX booking_day_by_date ON booking_day (date)`,
  `CREATE TABLE booking_snapshot (
    at INTEGER PRIMARY KEY,
    window_days INTEGER NOT NULL CHECK (window_days >= 1),
    active_services INTEGER NOT NULL CHECK (active_services >= 0),
    covered_services INTEGER NOT NULL CHECK (covered_services BETWEEN 0 AND active_services),
    free_slots INTEGER NOT NULL CHECK (free_slots >= 0)
  ) STRICT`,
];

const statements = [...runs, ...plans, ...providers, ...slots, ...reservations, ...health];
