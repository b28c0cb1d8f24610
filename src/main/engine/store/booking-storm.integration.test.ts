import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ReservationEvent } from '#shared/model/booking.ts';
import { overbooked, runStorm, type StormDeed, type StormOptions, type StormReport } from '../testing/booking-storm.ts';
import { createTestFolder, createTestStore, type TestStore } from '../testing/test-store.ts';
import { deskNow, deskProvider, deskService, saveDesk } from './fixtures/booking-desk.ts';

const processes = 3;
const commandsEach = 3400;

let programFolder: ReturnType<typeof createTestFolder>;
let program: string;

beforeAll(async () => {
  programFolder = createTestFolder();
  const { folder } = programFolder;
  const root = resolve(import.meta.dirname, '../../../..');
  const storm = join(root, 'src/main/engine/testing/booking-storm.ts');
  // The program finds the binary of SQLite where the tests do.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(
    join(folder, 'entry.js'),
    `import { runStorm } from ${JSON.stringify(storm)};
     process.once('message', (options) => process.send(runStorm(options), () => process.disconnect()));
     process.send('ready');`,
  );
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: join(folder, 'entry.js'),
      outDir: join(folder, 'built'),
      rollupOptions: { output: { entryFileNames: 'storm.mjs' } },
    },
  });
  program = join(folder, 'built/storm.mjs');
}, 60_000);
afterAll(() => programFolder.remove());

let test: TestStore;
const children: ChildProcess[] = [];
beforeEach(async () => {
  test = await createTestStore(deskNow);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
  test.close();
});

/** Lets several processes loose on the file at the same moment. */
async function storm(seed: number): Promise<StormReport[]> {
  const started = Array.from({ length: processes }, () => fork(program, { execArgv: [] }));
  children.push(...started);
  await Promise.all(started.map((child) => once(child, 'message')));
  return Promise.all(
    started.map(async (child, index): Promise<StormReport> => {
      const options: StormOptions = {
        path: test.path,
        name: `desk-${index}`,
        seed: seed * processes + index,
        count: commandsEach,
        startAt: deskNow,
      };
      const answer = once(child, 'message');
      child.send(options);
      const [report] = await answer;
      // The program sends its report and nothing else.
      return report as StormReport;
    }),
  );
}

/** Every state that was acknowledged has left its event, and the last one of each reservation is how it stands. */
function expectAllFound(deeds: readonly StormDeed[]): void {
  const last = new Map<string, StormDeed>();
  const told = new Map<string, string[]>();
  for (const deed of deeds.toSorted((left, right) => left.version - right.version)) {
    last.set(deed.id, deed);
    told.set(deed.id, [...(told.get(deed.id) ?? []), deed.action]);
  }
  const stored = [...test.store.reservations.each()];
  expect(stored.map(({ id }) => id).toSorted()).toEqual([...last.keys()].toSorted());
  const isEnd = (action: ReservationEvent['action']) => action === 'cancelled' || action === 'expired';
  for (const { id, version, slotId, status } of stored) {
    expect({ id, version, slotId }).toEqual({ id, version: last.get(id)?.version, slotId: last.get(id)?.slotId });
    const events = test.store.reservations.events(id).map(({ action }) => action);
    expect(events).toEqual(told.get(id));
    expect(events).toHaveLength(version);
    expect(status === 'cancelled').toBe(isEnd(events.at(-1) ?? 'held'));
    expect(events.includes('paid') && events.includes('expired')).toBe(false);
    expect(status === 'paid').toBe(events.includes('paid') && !events.includes('cancelled'));
  }
}

/** Stores services whose slots have one, two and three places. */
function saveServices({ store }: TestStore): void {
  const provider = deskProvider({ availability: [{ weekday: 'mon', from: '09:00', until: '13:00' }] });
  for (const places of [1, 2, 3])
    saveDesk(store, { provider, service: deskService({ id: `service-${places}`, maxBookingsPerSlot: places }) });
}

it('three processes at once never book a place twice, let nothing paid expire, and lose nothing they said was done', async () => {
  saveServices(test);
  const reports = await storm(20_261_123);
  expect(reports.flatMap(({ faults }) => faults)).toEqual([]);
  const deeds = reports.flatMap((report) => report.deeds);
  const actions = Object.fromEntries(
    (['held', 'paid', 'cancelled', 'rescheduled', 'expired'] as const).map((action) => [
      action,
      reports.map((report) => report.deeds.filter((deed) => deed.action === action).length),
    ]),
  );
  // Every process got something of each kind done, and was refused something: they did meet.
  expect(Object.values(actions).flat()).not.toContain(0);
  expect(reports.map(({ refusals }) => refusals)).not.toContain(0);
  expectAllFound(deeds);
  const live = [...test.store.reservations.each()].filter(({ status }) => status !== 'cancelled');
  for (const slot of test.store.bookingSlots.board({
    from: '2026-11-23',
    days: 1,
    providerId: null,
    serviceId: null,
  })) {
    const holders = live.filter(({ slotId }) => slotId === slot.id).map(({ id }) => id);
    expect(slot.bookings.map(({ id }) => id).toSorted()).toEqual(holders.toSorted());
    expect(holders.length).toBeLessThanOrEqual(slot.maxBookings);
  }
  expect(test.connection.raw.prepare(overbooked).all()).toEqual([]);
  expect(test.connection.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(test.connection.raw.pragma('foreign_key_check')).toEqual([]);
}, 60_000);

it('a process alone is refused nothing but what cannot be, and its seed tells all that it does', async () => {
  const another = await createTestStore(deskNow);
  const reports = [test, another].map((each) => {
    saveServices(each);
    return runStorm({ path: each.path, name: 'desk', seed: 5, count: 300, startAt: deskNow });
  });
  another.close();
  expect(reports[0]?.faults).toEqual([]);
  expect(reports[1]).toEqual(reports[0]);
  expectAllFound(reports[0]?.deeds ?? []);
});
