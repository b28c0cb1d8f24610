import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestStore, type TestStore } from '../testing/test-store.ts';

const start = Date.UTC(2026, 10, 22, 8);

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
});
afterEach(() => test.close());

describe('the machine log', () => {
  it('gives the stretches that touch a time, in the order in which they were written', () => {
    const { machine } = test.store;
    const late = { kind: 'offline', from: start + 50, until: start + 60 } as const;
    const early = { kind: 'watching', from: start, until: start + 40 } as const;
    machine.add(late);
    machine.add(early);
    expect(machine.within(start, start + 99)).toEqual([late, early]);
    expect(machine.within(start + 40, start + 50)).toEqual([late, early]);
    expect(machine.within(start + 41, start + 49)).toEqual([]);
    expect(machine.within(start + 61, start + 99)).toEqual([]);
  });

  it('lets a stretch go on, and never end earlier', () => {
    const { machine } = test.store;
    const id = machine.add({ kind: 'watching', from: start, until: start });
    machine.extend(id, start + 20);
    machine.extend(id, start + 10);
    expect(machine.within(start, start + 99)).toEqual([{ kind: 'watching', from: start, until: start + 20 }]);
  });

  it('knows until when somebody watched last, by what was written last', () => {
    const { machine } = test.store;
    expect(machine.lastWatched()).toBeNull();
    machine.add({ kind: 'watching', from: start, until: start + 90 });
    machine.add({ kind: 'offline', from: start, until: start + 99 });
    expect(machine.lastWatched()).toBe(start + 90);
    // After the clock was put back.
    machine.add({ kind: 'watching', from: start - 90, until: start - 80 });
    expect(machine.lastWatched()).toBe(start - 80);
  });

  it('refuses what is none of its kinds', () => {
    expect(() =>
      test.connection.raw.prepare(`INSERT INTO machine_stretch (kind, from_at, until_at) VALUES ('bored', 1, 2)`).run(),
    ).toThrow(/CHECK/);
  });
});
