import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOldDatabase, type OldDatabase } from '../fixtures/old-database.ts';

const start = Date.UTC(2026, 10, 22, 8);

let old: OldDatabase;
beforeEach(async () => {
  old = await createOldDatabase('0005-work-orders');
  for (const id of [1, 2]) {
    old.insert('check_target', {
      id,
      area: 'occupancy',
      key: `${id}`,
      step_ms: 1,
      first_checked: start,
      last_checked: start,
    });
  }
  for (const [table, row] of Object.entries(states)) old.insert(table, { target_id: 1, first_checked: start, ...row });
  await old.upTo('0006-look-digests');
});
afterEach(() => old.close());

/** A state of each area, with what it must have. */
const states = {
  occupancy_state: { status: 'closed', location_id: '8', parts: '[]' },
  hut_night_state: { night: 20_000, hut_type: 0, reservation: 0 },
  work_order_state: {
    number: 'W-1',
    status: 'open',
    categories: '[]',
    items: '[]',
    contact: '{}',
    item_summary: '',
    search_text: '',
  },
};

const digests = (): unknown[] => old.all('SELECT state_digest FROM check_target ORDER BY id').map(Object.values).flat();
const begin = (): unknown => old.connection.raw.exec("UPDATE check_target SET state_digest = 'digest ' || id");

describe('the digest of a target', () => {
  it('is not there for what was found before', () => {
    expect(digests()).toEqual([null, null]);
    expect(old.connection.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it.each(Object.entries(states))('goes with whatever is written to %s, and no other', (table, row) => {
    const state = { target_id: 1, first_checked: start, ...row };
    const deeds = [
      () => old.connection.raw.exec(`UPDATE ${table} SET missing_since = first_checked`),
      () => old.connection.raw.exec(`DELETE FROM ${table}`),
      () => old.insert(table, state),
    ];
    for (const deed of deeds) {
      begin();
      deed();
      expect(digests()).toEqual([null, 'digest 2']);
    }
  });
});
