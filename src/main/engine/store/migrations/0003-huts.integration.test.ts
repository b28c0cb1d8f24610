import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOldDatabase, type OldDatabase, type Row } from '../fixtures/old-database.ts';

const start = Date.UTC(2026, 10, 22, 8);

let old: OldDatabase;
beforeEach(async () => {
  old = await createOldDatabase('0002-scheduling');
  for (const [table, rows] of Object.entries(before)) for (const row of rows) old.insert(table, row);
  await old.upTo('0003-huts');
});
afterEach(() => old.close());

/** A source with a value in every column, as 0002 has them. */
const harbour: Row = {
  id: 'harbour',
  kind: 'waitz',
  name: 'Harbour University',
  base_url: 'https://waitz.example',
  school: 'harbour',
  allow_private_address: 1,
  connections: 3,
  min_gap_ms: 750,
  requests_per_day: 4321,
  timeout_ms: 9000,
  created_at: start,
  trend_asked_at: start + 1,
};
const location: Row = {
  source_id: 'harbour',
  location_id: '8',
  name: 'North Library',
  status: 'moderate',
  busyness_percent: 41.5,
  part_count: 2,
  seen_at: start,
  position: 0,
};
const building: Row = {
  code: '166',
  name: 'North Library',
  source_id: 'harbour',
  waitz_id: '8',
  created_at: start,
  removed_at: null,
};
const target: Row = {
  id: 5,
  area: 'occupancy',
  key: '166',
  step_ms: 600_000,
  first_checked: start,
  last_checked: start + 600_000,
  failing_since: null,
  failed_at: null,
  failures_in_row: 0,
  error_code: null,
  error_message: null,
};
const state: Row = {
  target_id: 5,
  first_checked: start,
  missing_since: null,
  status: 'moderate',
  busyness_percent: 41.5,
  people: 410,
  capacity: 1000,
  is_open: 1,
  is_available: 1,
  hour_summary: 'open until midnight',
  best_spot: null,
  best_label: 'Best',
  location_id: '8',
  parts: '[]',
};
const history: Row = {
  target_id: 5,
  first_checked: start,
  last_checked: null,
  is_listed: 1,
  run_id: 7,
  status: 'moderate',
  busyness_percent: 41.5,
  people: 410,
  capacity: 1000,
  is_open: 1,
};
const closed: Row = { ...history, first_checked: start - 600_000, last_checked: start - 1, status: 'busy' };

const before: Record<string, Row[]> = {
  source: [harbour, { ...harbour, id: 'quiet', trend_asked_at: null }],
  source_location: [location, { ...location, location_id: '9', position: 1 }],
  building: [building, { ...building, code: '167', removed_at: start }],
  check_target: [target],
  observed_stretch: [{ target_id: 5, first_checked: start, last_checked: start + 600_000 }],
  occupancy_state: [state],
  occupancy_history: [closed, history],
};

const hutSource: Row = { ...harbour, id: 'alps', kind: 'hut-reservation', school: null, associations: null };
const hut: Row = {
  slug: 'trient',
  name: 'Trient',
  source_id: 'alps',
  booking_ref: '281',
  capacity_open: 90,
  capacity_closed: null,
  time_zone: 'Europe/Zurich',
  created_at: start,
  removed_at: null,
};
const night: Row = {
  target_id: 5,
  night: 20_700,
  first_checked: start,
  free: 2,
  total: 90,
  hut_type: 0,
  reservation: 0,
};
const nightHistory: Row = { ...night, last_checked: null, is_listed: 1, is_change: 0, run_id: 7 };

describe('a database from before huts', () => {
  it('keeps every row, field by field', () => {
    expect(old.all('SELECT * FROM source ORDER BY id')).toEqual(
      before['source']?.map((row) => ({ ...row, associations: null })),
    );
    expect(old.all('SELECT * FROM occupancy_state')).toEqual([{ ...state, unread_from: null }]);
    for (const table of ['source_location', 'building', 'check_target', 'observed_stretch', 'occupancy_history']) {
      expect(old.all(`SELECT * FROM ${table}`)).toEqual(before[table]);
    }
    expect(old.connection.raw.pragma('foreign_key_check')).toEqual([]);
    expect(old.connection.raw.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(old.all("SELECT name FROM sqlite_schema WHERE name LIKE '%source_new%'")).toEqual([]);
  });

  it('still holds buildings to their source, and lets places go with theirs', () => {
    expect(() => old.insert('building', { ...building, code: '168', source_id: 'nobody' })).toThrow('FOREIGN KEY');
    expect(() => old.connection.raw.exec("DELETE FROM source WHERE id = 'harbour'")).toThrow('FOREIGN KEY');
    old.connection.raw.exec(
      "DELETE FROM building WHERE source_id = 'harbour'; DELETE FROM source WHERE id = 'harbour'",
    );
    expect(old.all('SELECT * FROM source_location')).toEqual([]);
  });

  it('still has one open state for a building', () => {
    expect(() => old.insert('occupancy_history', { ...history, first_checked: start + 1 })).toThrow(
      'UNIQUE constraint failed: occupancy_history.target_id',
    );
  });
});

describe('a source', () => {
  it('is of one of three kinds, each with what belongs to it', () => {
    old.insert('source', hutSource);
    old.insert('source', { ...hutSource, id: 'tenth', kind: 'huts-org', associations: '1,3' });
    expect(old.all('SELECT kind FROM source ORDER BY id')).toHaveLength(4);
  });

  it.each([
    ['a kind that nobody knows', { kind: 'fax' }],
    ['a school for huts', { school: 'harbour' }],
    ['associations for a service by number', { associations: '1,3' }],
    ['a table of weeks without associations', { kind: 'huts-org' }],
    ['a school without its key', { kind: 'waitz' }],
  ])('cannot have %s', (_what, change) => {
    expect(() => old.insert('source', { ...hutSource, ...change })).toThrow('CHECK constraint failed');
  });
});

describe('huts and their nights', () => {
  beforeEach(() => {
    old.insert('source', hutSource);
    old.insert('hut', hut);
  });

  it('hold a hut to its source, and watches and master data to their hut', () => {
    expect(() => old.insert('hut', { ...hut, slug: 'x', source_id: 'nobody' })).toThrow('FOREIGN KEY');
    expect(() => old.insert('hut_watch', { slug: 'x', night: 1, beds: 2, created_at: start })).toThrow('FOREIGN KEY');
    expect(() => old.insert('hut_master', { slug: 'x', booking_ref: '1', asked_at: start })).toThrow('FOREIGN KEY');
    expect(() => old.insert('hut_night_state', { ...night, target_id: 99 })).toThrow('FOREIGN KEY');
    expect(() => old.connection.raw.exec("DELETE FROM source WHERE id = 'alps'")).toThrow('FOREIGN KEY');
  });

  it.each([
    ['more free beds than there are', 'hut_night_state', { ...night, free: 91 }],
    ['beds below none', 'hut_night_state', { ...night, free: -1 }],
    ['a type that nobody knows', 'hut_night_state', { ...night, hut_type: 4 }],
    ['a reservation that nobody knows', 'hut_night_state', { ...night, reservation: 9 }],
    ['a night before all nights', 'hut_night_state', { ...night, night: -1 }],
    ['an end before the beginning', 'hut_night_history', { ...nightHistory, last_checked: start - 1 }],
    ['a listed night without a type', 'hut_night_history', { ...nightHistory, hut_type: null }],
    [
      'master data that were never fetched',
      'hut_master',
      { slug: 'trient', booking_ref: '281', asked_at: 1, master: '{}' },
    ],
    [
      'master data that are none',
      'hut_master',
      { slug: 'trient', booking_ref: '1', asked_at: 1, fetched_at: 1, master: '{' },
    ],
    ['a watch for no beds', 'hut_watch', { slug: 'trient', night: 1, beds: 0, created_at: 1 }],
    ['a hut without a name', 'hut', { ...hut, slug: 'x', name: '' }],
  ])('refuse %s', (_what, table, row) => {
    expect(() => old.insert(table, row)).toThrow('CHECK constraint failed');
  });

  it('take figures that are not told', () => {
    old.insert('hut_night_state', { ...night, free: 7, total: null });
    old.insert('hut_night_state', { ...night, night: 20_701, free: null, total: 0 });
    expect(old.all('SELECT free, total FROM hut_night_state')).toEqual([
      { free: 7, total: null },
      { free: null, total: 0 },
    ]);
  });

  it('have one open state a night, and one watch for the same wish', () => {
    old.insert('hut_night_history', nightHistory);
    old.insert('hut_night_history', { ...nightHistory, night: 20_701 });
    expect(() => old.insert('hut_night_history', { ...nightHistory, first_checked: start + 1 })).toThrow(
      'UNIQUE constraint failed: hut_night_history.target_id, hut_night_history.night',
    );
    const watch = { slug: 'trient', night: 20_700, beds: 2, created_at: start };
    old.insert('hut_watch', watch);
    expect(() => old.insert('hut_watch', watch)).toThrow('UNIQUE constraint failed: hut_watch');
  });
});
