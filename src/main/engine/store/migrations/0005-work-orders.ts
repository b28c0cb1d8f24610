import { type Kysely, sql } from 'kysely';

/**
 * Work orders behind a login: their source, orders in the change log with the kinds of their changes, equipment, views; sealed
 * secrets and what is known of accounts; what is kept of steps that failed; and notifications. Errors learn to be `signed_out`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['check_target', 'job_run', 'run_attempt', 'run_check']) {
    await rebuild(db, table, (text) => text.replaceAll("'refused',", "'refused','signed_out',"));
  }
  await rebuild(db, 'source', (text) =>
    text
      .replace("'huts-org')", "'huts-org','workfossa')")
      .replace('associations TEXT,', 'associations TEXT, username TEXT, password_env TEXT, time_zone TEXT,')
      .replace(
        "CHECK ((kind = 'waitz') = (school IS NOT NULL)),",
        `CHECK ((kind = 'waitz') = (school IS NOT NULL)),
         CHECK ((kind = 'workfossa') = (username IS NOT NULL)),
         CHECK ((kind = 'workfossa') = (time_zone IS NOT NULL)),
         CHECK (password_env IS NULL OR kind = 'workfossa'),`,
      ),
  );
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** SQLite cannot change a CHECK, so a table is made anew from its own text, with its rows and indexes. */
async function rebuild(db: Kysely<unknown>, table: string, edit: (text: string) => string): Promise<void> {
  const { rows } = await sql<{ type: string; name: string; sql: string }>`
    SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = ${table} AND sql IS NOT NULL`.execute(db);
  const before = rows.find(({ type }) => type === 'table')?.sql ?? '';
  const columns = await columnsOf(db, table);
  const after = edit(before).replace(/^CREATE TABLE "?\w+"?/, `CREATE TABLE ${table}_new`);
  if (edit(before) === before) throw new Error(`The table ${table} is not as this migration knows it.`);
  const list = columns.map((name) => `"${name}"`).join(', ');
  for (const statement of [
    after,
    `INSERT INTO ${table}_new (${list}) SELECT ${list} FROM ${table}`,
    // The numbers of rows that are gone are not given out again.
    `DELETE FROM sqlite_sequence WHERE name = '${table}_new'`,
    `INSERT INTO sqlite_sequence (name, seq) SELECT '${table}_new', seq FROM sqlite_sequence WHERE name = '${table}'`,
    `DROP TABLE ${table}`,
    `ALTER TABLE ${table}_new RENAME TO ${table}`,
    ...rows.filter(({ type }) => type !== 'table').map((row) => row.sql),
  ]) {
    await sql.raw(statement).execute(db);
  }
}

async function columnsOf(db: Kysely<unknown>, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM pragma_table_info(${table})`.execute(db);
  return rows.map(({ name }) => name);
}

/** The compared columns of an order; null throughout where it is not listed. */
const compared = (need: string): string => `
    status TEXT ${need},
    categories TEXT ${need} CHECK (json_valid(categories)),
    reason TEXT, project TEXT, po_number TEXT,
    created_at INTEGER,
    customer TEXT, customer_id TEXT, store_number TEXT, location_id TEXT, brand TEXT,
    street TEXT, cross_street TEXT, city TEXT, state TEXT, zip TEXT, county TEXT,
    items TEXT ${need} CHECK (json_valid(items)),
    visits_done INTEGER CHECK (visits_done >= 0),
    visits_planned INTEGER CHECK (visits_planned >= 0),
    next_visit_id TEXT, next_visit_date TEXT, next_visit_time TEXT, last_visit_date TEXT, due_date TEXT,
    instructions TEXT`;

const number = "number TEXT NOT NULL CHECK (number GLOB 'W-[0-9]*')";

const orders = [
  `CREATE TABLE work_order_state (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    ${number},
    first_checked INTEGER NOT NULL,
    missing_since INTEGER,
    unread_from INTEGER,
    ${compared('NOT NULL')},
    created_by TEXT,
    contact TEXT NOT NULL CHECK (json_valid(contact)),
    item_summary TEXT NOT NULL,
    search_text TEXT NOT NULL,
    PRIMARY KEY (target_id, number)
  ) STRICT`,
  `CREATE INDEX work_order_visit ON work_order_state (target_id, next_visit_date) WHERE missing_since IS NULL`,
  `CREATE INDEX work_order_place ON work_order_state (target_id, location_id) WHERE missing_since IS NULL`,
  `CREATE TABLE work_order_history (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    ${number},
    first_checked INTEGER NOT NULL,
    last_checked INTEGER CHECK (last_checked >= first_checked),
    is_listed INTEGER NOT NULL CHECK (is_listed IN (0, 1)),
    run_id INTEGER,
    ${compared('')},
    PRIMARY KEY (target_id, number, first_checked),
    CHECK (is_listed = 0 OR (status IS NOT NULL AND categories IS NOT NULL AND items IS NOT NULL))
  ) STRICT`,
  `CREATE UNIQUE INDEX work_order_open ON work_order_history (target_id, number) WHERE last_checked IS NULL`,
  `CREATE TABLE work_order_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id TEXT NOT NULL REFERENCES source (id),
    ${number},
    type TEXT NOT NULL CHECK (type IN ('added','removed','returned','date_changed','swapped','replaced','changed')),
    field TEXT,
    before TEXT,
    after TEXT,
    other_number TEXT,
    customer TEXT, store_number TEXT, city TEXT,
    seen_at INTEGER NOT NULL,
    run_id INTEGER,
    CHECK ((other_number IS NOT NULL) = (type IN ('swapped','replaced'))),
    CHECK ((type IN ('date_changed','changed')) = (field IS NOT NULL))
  ) STRICT`,
  `CREATE INDEX work_order_change_of ON work_order_change (source_id, number, id)`,
  `CREATE INDEX work_order_change_beside ON work_order_change (source_id, other_number) WHERE other_number IS NOT NULL`,
  `CREATE INDEX work_order_change_at ON work_order_change (seen_at)`,
  // What the newest read of a source proved.
  `CREATE TABLE work_order_read (
    target_id INTEGER PRIMARY KEY REFERENCES check_target (id),
    doubts TEXT NOT NULL CHECK (json_valid(doubts)),
    complete_at INTEGER
  ) STRICT`,
  `CREATE TABLE work_order_fault (
    target_id INTEGER NOT NULL REFERENCES check_target (id),
    label TEXT NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (target_id, label)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE site_equipment (
    source_id TEXT NOT NULL REFERENCES source (id),
    location_id TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    fetched_at INTEGER,
    units TEXT CHECK (json_valid(units)),
    failure TEXT,
    PRIMARY KEY (source_id, location_id),
    CHECK ((fetched_at IS NULL) = (units IS NULL))
  ) STRICT`,
  `CREATE TABLE saved_view (
    id TEXT PRIMARY KEY,
    area TEXT NOT NULL CHECK (area IN ('work-orders')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    view TEXT NOT NULL CHECK (json_valid(view))
  ) STRICT, WITHOUT ROWID`,
];

const accounts = [
  // Sealed with a key that the operating system keeps; never text that could be read here.
  `CREATE TABLE sealed_secret (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL,
    kept_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE account_state (
    source_id TEXT PRIMARY KEY REFERENCES source (id),
    refused_at INTEGER,
    refused_mark TEXT,
    signed_in_at INTEGER,
    CHECK ((refused_at IS NULL) = (refused_mark IS NULL))
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE run_evidence (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES job_run (id),
    at INTEGER NOT NULL,
    step TEXT NOT NULL,
    html TEXT NOT NULL,
    picture BLOB,
    expires_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX run_evidence_of ON run_evidence (run_id)`,
];

const notifications = [
  `CREATE TABLE notification_channel (
    id TEXT PRIMARY KEY,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    created_at INTEGER NOT NULL,
    removed_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE notification_rule (
    id TEXT PRIMARY KEY,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    /* Up to where what happens was looked at: an id of a change, or an instant. */
    cursor INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE notice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id TEXT NOT NULL REFERENCES notification_rule (id),
    "trigger" TEXT NOT NULL,
    cause TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    end_title TEXT,
    end_body TEXT,
    path TEXT,
    is_lasting INTEGER NOT NULL CHECK (is_lasting IN (0, 1)),
    opened_at INTEGER NOT NULL,
    closed_at INTEGER CHECK (closed_at >= opened_at),
    CHECK (is_lasting = 1 OR closed_at IS NULL)
  ) STRICT`,
  `CREATE UNIQUE INDEX notice_open ON notice (rule_id, cause) WHERE is_lasting = 1 AND closed_at IS NULL`,
  `CREATE UNIQUE INDEX notice_once ON notice (rule_id, cause) WHERE is_lasting = 0`,
  `CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    notice_id INTEGER NOT NULL REFERENCES notice (id),
    channel_id TEXT NOT NULL REFERENCES notification_channel (id),
    about TEXT NOT NULL CHECK (about IN ('opened','closed')),
    status TEXT NOT NULL CHECK (status IN ('waiting','sent','failed','folded','dropped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,
    claimed_by TEXT,
    claimed_until INTEGER,
    sent_at INTEGER,
    error TEXT,
    UNIQUE (notice_id, channel_id, about),
    CHECK ((status = 'waiting') = (next_attempt_at IS NOT NULL)),
    CHECK ((status = 'sent') = (sent_at IS NOT NULL))
  ) STRICT`,
  `CREATE INDEX delivery_waiting ON delivery (next_attempt_at) WHERE status = 'waiting'`,
  `CREATE INDEX delivery_sent ON delivery (channel_id, sent_at) WHERE sent_at IS NOT NULL`,
  // The desktop is told of what needs a person, and of watches as before.
  `INSERT INTO notification_channel VALUES
    ('desktop', '{"id":"desktop","kind":"desktop","name":"This computer"}', 0, NULL)`,
  ...[
    { id: 'hut-watches', name: 'Watched nights', trigger: { kind: 'hut_watch' } },
    { id: 'failures', name: 'Jobs that fail', trigger: { kind: 'job_failed', times: 3 } },
    { id: 'self-paused', name: 'Jobs that paused themselves', trigger: { kind: 'job_paused' } },
    { id: 'held', name: 'Plans that wait for a decision', trigger: { kind: 'job_held' } },
  ].map(
    (rule) =>
      `INSERT INTO notification_rule VALUES ('${rule.id}', '${JSON.stringify({ ...rule, channelIds: ['desktop'] })}', 0, NULL, NULL)`,
  ),
];

const statements = [...orders, ...accounts, ...notifications];
