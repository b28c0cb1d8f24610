import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { type ChangeLog, createChangeLog } from './change-log.ts';
import { createLevelTables, levelArea, type LevelLook, minute, readLevels } from './fixtures/level-area.ts';

const start = Date.UTC(2026, 10, 22, 8);

let test: TestStore;
let log: ChangeLog;
beforeEach(async () => {
  test = await createTestStore(start);
  createLevelTables(test.connection);
  log = createChangeLog(test.connection, levelArea);
});
afterEach(() => test.close());

function look(at: number, levels: LevelLook, target = 'hut') {
  const rows = Object.entries(levels).map(([place, [level, note]]) => ({ place, level, note }));
  return { target, at, stepMs: 10 * minute, runId: 7, rows };
}

const read = (target = 'hut') => readLevels(test.connection, target);

describe('the first look at a target', () => {
  it('is a baseline: states and history, and no change', () => {
    const applied = log.apply(look(start, { a: [1, 'x'], b: [2, null] }));
    expect(applied).toMatchObject({ outcome: 'created', at: start, previous: null, changes: [] });
    expect(read()).toEqual({
      lastChecked: start,
      states: [
        { place: 'a', first_checked: start, missing_since: null, level: 1, note: 'x' },
        { place: 'b', first_checked: start, missing_since: null, level: 2, note: null },
      ],
      history: [
        { place: 'a', first_checked: start, last_checked: null, is_listed: 1, run_id: 7, level: 1 },
        { place: 'b', first_checked: start, last_checked: null, is_listed: 1, run_id: 7, level: 2 },
      ],
      stretches: [[start, start]],
    });
  });

  it('is a baseline after failures too', () => {
    log.fail({ target: 'hut', at: start, stepMs: minute, code: 'network', message: 'Away.' });
    expect(log.apply(look(start + minute, { a: [1, 'x'] }))).toMatchObject({
      outcome: 'created',
      changes: [],
      previous: null,
    });
    expect(read().stretches).toEqual([[start + minute, start + minute]]);
  });

  it('is a baseline for a target that has nothing yet', () => {
    expect(log.apply(look(start, {}))).toMatchObject({ outcome: 'created' });
    expect(log.apply(look(start + minute, { a: [1, 'x'] }))).toMatchObject({
      outcome: 'changed',
      changes: [{ key: 'a', field: 'level', before: null, after: 1 }],
    });
  });
});

describe('a look that finds everything as it was', () => {
  it('confirms without a row of history and without touching the states', () => {
    log.apply(look(start, { a: [1, 'x'], b: [2, 'y'] }));
    const writesBefore = totalChanges();
    const applied = log.apply(look(start + 10 * minute, { a: [1, 'x'], b: [2, 'y'] }));
    expect(applied).toMatchObject({ outcome: 'unchanged', changes: [], previous: { at: start, isContinuous: true } });
    expect(read()).toMatchObject({ lastChecked: start + 10 * minute, stretches: [[start, start + 10 * minute]] });
    expect(read().history.map((row) => row.last_checked)).toEqual([null, null]);
    // The target and its stretch, whatever the number of states.
    expect(totalChanges() - writesBefore).toBe(2);
  });

  it('keeps the newest note of a kept field without making history of it', () => {
    log.apply(look(start, { a: [1, 'x'] }));
    expect(log.apply(look(start + minute, { a: [1, 'new'] }))).toMatchObject({ outcome: 'unchanged', changes: [] });
    expect(read().states).toEqual([{ place: 'a', first_checked: start, missing_since: null, level: 1, note: 'new' }]);
    expect(read().history).toHaveLength(1);
  });
});

describe('what was written past the log', () => {
  it('is found by the next look, though that finds what the newest one had found', () => {
    log.apply(look(start, { a: [1, 'x'], b: [2, 'y'] }));
    test.connection.raw.exec("UPDATE level_state SET level = 9 WHERE place = 'a'");
    expect(log.apply(look(start + minute, { a: [1, 'x'], b: [2, 'y'] })).changes).toEqual([
      { key: 'a', field: 'level', before: 9, after: 1 },
    ]);
    test.connection.raw.exec("DELETE FROM level_state WHERE place = 'b'");
    expect(log.preview(look(start + 2 * minute, { a: [1, 'x'], b: [2, 'y'] })).outcome).toBe('changed');
  });
});

describe('rows that could not be read', () => {
  const rows = [{ place: 'a', level: 1, note: 'x' }];
  const whole = { target: 'hut', stepMs: 10 * minute, runId: 7, rows };
  const unread = () => test.connection.raw.prepare('SELECT unread_from FROM level_state ORDER BY place').pluck().all();

  it('are told apart from a look that found the same and could read everything', () => {
    log.apply({ ...whole, at: start, rows: [...rows, { place: 'b', level: 2, note: 'y' }] });
    log.apply({ ...whole, at: start + minute, unreadable: [{ place: 'b' }] });
    expect(unread()).toEqual([null, start]);
    expect(log.apply({ ...whole, at: start + 2 * minute }).changes).toMatchObject([{ key: 'b', field: 'isListed' }]);
  });

  it('are told apart from one that found the same and could not', () => {
    log.apply({ ...whole, at: start, rows: [...rows, { place: 'b', level: 2, note: 'y' }] });
    log.apply({ ...whole, at: start + minute, isComplete: false });
    expect(unread()).toEqual([null, start]);
    expect(log.apply({ ...whole, at: start + 2 * minute }).changes).toMatchObject([{ key: 'b', field: 'isListed' }]);
    expect(log.apply({ ...whole, at: start + 3 * minute })).toMatchObject({ outcome: 'unchanged', changes: [] });
  });
});

describe('a look that finds a difference', () => {
  it('closes the state at its last confirmation and opens a new one', () => {
    log.apply(look(start, { a: [1, 'x'], b: [2, 'y'] }));
    log.apply(look(start + 10 * minute, { a: [1, 'x'], b: [2, 'y'] }));
    const applied = log.apply(look(start + 20 * minute, { a: [5, 'z'], b: [2, 'y'] }));
    expect(applied).toMatchObject({ outcome: 'changed', changes: [{ key: 'a', field: 'level', before: 1, after: 5 }] });
    expect(read().history.filter((row) => row.place === 'a')).toEqual([
      { place: 'a', first_checked: start, last_checked: start + 10 * minute, is_listed: 1, run_id: 7, level: 1 },
      { place: 'a', first_checked: start + 20 * minute, last_checked: null, is_listed: 1, run_id: 7, level: 5 },
    ]);
    expect(read().states).toMatchObject([
      { place: 'a', first_checked: start + 20 * minute, level: 5, note: 'z' },
      { place: 'b', first_checked: start, level: 2, note: 'y' },
    ]);
  });

  it('tells a figure that is not known from zero', () => {
    log.apply(look(start, { a: [0, 'x'] }));
    expect(log.apply(look(start + minute, { a: [null, 'x'] })).changes).toEqual([
      { key: 'a', field: 'level', before: 0, after: null },
    ]);
    expect(log.apply(look(start + 2 * minute, { a: [null, 'x'] })).outcome).toBe('unchanged');
  });

  it('stays with its own target', () => {
    log.apply(look(start, { a: [1, 'x'] }, 'one'));
    log.apply(look(start, { a: [9, 'x'] }, 'two'));
    log.apply(look(start + minute, { a: [2, 'x'] }, 'one'));
    expect(read('two').history).toHaveLength(1);
    expect(read('two').lastChecked).toBe(start);
  });
});

describe('a key that the source lists no more', () => {
  it('is recorded as such and keeps its last state', () => {
    log.apply(look(start, { a: [1, 'x'], b: [2, 'y'] }));
    const applied = log.apply(look(start + minute, { b: [2, 'y'] }));
    expect(applied).toMatchObject({
      outcome: 'changed',
      changes: [{ key: 'a', field: 'isListed', before: 1, after: 0 }],
    });
    expect(read().states[0]).toEqual({
      place: 'a',
      first_checked: start,
      missing_since: start + minute,
      level: 1,
      note: 'x',
    });
    expect(read().history.filter((row) => row.place === 'a')).toMatchObject([
      { last_checked: start, is_listed: 1, level: 1 },
      { first_checked: start + minute, last_checked: null, is_listed: 0, level: null },
    ]);
  });

  it('is recorded once, however long it is missing', () => {
    log.apply(look(start, { a: [1, 'x'] }));
    log.apply(look(start + minute, {}));
    expect(log.apply(look(start + 2 * minute, {}))).toMatchObject({ outcome: 'unchanged', changes: [] });
    expect(read().states).toMatchObject([{ missing_since: start + minute }]);
    expect(read().history).toHaveLength(2);
  });

  it('comes back as a change, with the same figures too', () => {
    log.apply(look(start, { a: [1, 'x'] }));
    log.apply(look(start + minute, {}));
    expect(log.apply(look(start + 2 * minute, { a: [1, 'x'] }))).toMatchObject({
      outcome: 'changed',
      changes: [{ key: 'a', field: 'level', before: null, after: 1 }],
    });
    expect(read().states).toMatchObject([{ missing_since: null, first_checked: start + 2 * minute }]);
    expect(read().history.map((row) => [row.is_listed, row.last_checked])).toEqual([
      [1, start],
      [0, start + minute],
      [1, null],
    ]);
  });
});

describe('time', () => {
  it('never puts a state before its predecessor when the clock went back', () => {
    log.apply(look(start, { a: [1, 'x'] }));
    const applied = log.apply(look(start - 60 * minute, { a: [2, 'x'] }));
    expect(applied.at).toBe(start + 1);
    expect(read().history).toMatchObject([
      { first_checked: start, last_checked: start },
      { first_checked: start + 1, last_checked: null },
    ]);
    expect(read()).toMatchObject({ lastChecked: start + 1, stretches: [[start, start + 1]] });
  });

  it('begins a new observed stretch after more than one and a half steps', () => {
    log.apply(look(start, { a: [1, 'x'] }));
    log.apply(look(start + 15 * minute, { a: [1, 'x'] }));
    expect(log.apply(look(start + 30 * minute + 1, { a: [1, 'x'] })).previous).toEqual({
      at: start + 15 * minute,
      isContinuous: false,
    });
    expect(read().stretches).toEqual([
      [start, start + 15 * minute],
      [start + 30 * minute + 1, start + 30 * minute + 1],
    ]);
  });

  it('takes the longer of two steps when the schedule was changed in between', () => {
    log.apply({ ...look(start, { a: [1, 'x'] }), stepMs: 60 * minute });
    expect(log.apply(look(start + 80 * minute, { a: [1, 'x'] })).previous?.isContinuous).toBe(true);
    expect(
      log.apply({ ...look(start + 160 * minute, { a: [1, 'x'] }), stepMs: 60 * minute }).previous?.isContinuous,
    ).toBe(true);
    log.apply(look(start + 161 * minute, { a: [1, 'x'] }));
    expect(log.apply(look(start + 200 * minute, { a: [1, 'x'] })).previous?.isContinuous).toBe(false);
  });
});

describe('a look in vain', () => {
  it('is counted beside the states, which stay as they are', () => {
    log.apply(look(start, { a: [1, 'x'] }));
    const before = read();
    for (const at of [start + minute, start + 2 * minute]) {
      log.fail({ target: 'hut', at, stepMs: minute, code: 'network', message: `At ${at}.` });
    }
    expect(read()).toEqual(before);
    expect(failure()).toEqual({
      failing_since: start + minute,
      failed_at: start + 2 * minute,
      failures_in_row: 2,
      error_code: 'network',
      error_message: `At ${start + 2 * minute}.`,
    });
  });

  it('is forgiven by the next good one', () => {
    log.fail({ target: 'hut', at: start, stepMs: minute, code: 'network', message: 'Away.' });
    log.apply(look(start + minute, { a: [1, 'x'] }));
    expect(failure()).toEqual({
      failing_since: null,
      failed_at: null,
      failures_in_row: 0,
      error_code: null,
      error_message: null,
    });
  });
});

describe('a preview', () => {
  it('says what would happen and writes nothing', () => {
    const first = look(start, { a: [1, 'x'] });
    expect(log.preview(first)).toMatchObject({ outcome: 'created', changes: [] });
    expect(read().states).toEqual([]);
    log.apply(first);
    const writesBefore = totalChanges();
    const next = look(start + minute, { b: [2, 'y'] });
    const { targetId: _id, ...previewed } = log.preview(next);
    expect(totalChanges()).toBe(writesBefore);
    expect(log.apply(next)).toMatchObject(previewed);
  });
});

it('applies all of a look or nothing of it', () => {
  log.apply(look(start, { a: [1, 'x'] }));
  const before = read();
  const broken = {
    ...look(start + minute, {}),
    rows: [
      { place: 'a', level: 2, note: 'x' },
      { place: 'b', level: 'no number', note: 'x' },
    ],
  };
  expect(() => log.apply(broken)).toThrow('cannot store TEXT value in INTEGER column');
  expect(read()).toEqual(before);
});

function totalChanges(): number {
  return Number(test.connection.raw.prepare('SELECT total_changes()').pluck().get());
}

function failure(): unknown {
  return test.connection.raw
    .prepare(
      "SELECT failing_since, failed_at, failures_in_row, error_code, error_message FROM check_target WHERE area = 'level' AND key = 'hut'",
    )
    .get();
}
