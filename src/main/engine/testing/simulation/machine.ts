import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Ports } from '../../ports.ts';
import { createEngine, type Engine } from '../../engine.ts';
import type { Job } from '../../jobs/define-job.ts';
import type { WakeUps } from '../../scheduling/scheduler.ts';
import { FakeClock } from '../fake-clock.ts';
import { nothingOutside } from '../nothing-outside.ts';
import { createMemoryLog } from '../fake-ports.ts';
import { createTestFolder } from '../test-store.ts';

/** One run of the program on the made-up machine. */
export interface Program {
  readonly engine: Engine;
  readonly log: ReturnType<typeof createMemoryLog>;
  /** Ends it in order. */
  quit(): Promise<void>;
  /** Ends it as `kill -9` does: nothing of it goes on, nothing is written any more. */
  kill(): void;
}

/** A made-up machine with one profile: its time, its sleep, its network, and the programs started on it. */
export interface Machine {
  readonly clock: FakeClock;
  isOnline: boolean;
  start(): Promise<Program>;
  /** Deletes the profile. */
  remove(): void;
}

/** Between two looks at lease and clocks; longer than in the product, because a simulated year has many of them. */
const lookEveryMs = 3_600_000;

/** Makes a machine whose programs know these kinds of work. */
export function createMachine(startAt: number, jobs: readonly Job[]): Machine {
  const { folder, remove } = createTestFolder(fastestFolder());
  const clock = new FakeClock(startAt, 2);
  const living = new Set<number>();
  let lastPid = 0;
  const machine: Machine = {
    clock,
    isOnline: true,
    remove,
    async start() {
      lastPid += 1;
      const pid = lastPid;
      living.add(pid);
      const log = createMemoryLog();
      const life = new AbortController();
      setMaxListeners(0, life.signal);
      const own = livingClock(clock, life.signal);
      const ports: Omit<Ports, 'publish'> = {
        ...unused,
        clock: own,
        log,
        network: { isOnline: () => machine.isOnline },
        processes: {
          self: { pid, bootId: 'boot', startMark: String(pid) },
          account: 'tester',
          isAlive: (identity) => living.has(identity.pid),
        },
      };
      const engine = await createEngine({
        databasePath: join(folder, 'rounds.sqlite'),
        role: 'worker',
        version: '0.0.0-test',
        ports,
        jobs,
        lookEveryMs,
        wakeUps: createTimers(own, life.signal),
        newId: () => `process-${pid}`,
        random: () => 0.5,
        publish: () => () => undefined,
        host: noHost,
      });
      const endScheduler = engine.scheduler.start();
      return {
        engine,
        log,
        async quit() {
          endScheduler();
          await engine.close();
          living.delete(pid);
          life.abort();
        },
        kill() {
          life.abort();
          living.delete(pid);
          engine.store.connection.raw.close();
        },
      };
    },
  };
  return machine;
}

/** A year has more writes than a disk takes in minutes; where the system keeps a folder in memory, it goes there. */
function fastestFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** The machine's clock for one program: what waits on it goes on waiting for ever once the program is dead. */
function livingClock(clock: FakeClock, life: AbortSignal): Clock {
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    uptimeMs: () => clock.uptimeMs(),
    breathe: async () => {
      await clock.breathe();
      if (life.aborted) await new Promise(() => undefined);
    },
    wait: (durationMs, signal) =>
      new Promise((resolve, reject) => {
        clock.wait(durationMs, AbortSignal.any([signal, life])).then(
          () => (life.aborted ? undefined : resolve()),
          (thrown: unknown) => (life.aborted ? undefined : reject(thrown as Error)),
        );
      }),
    deadline: (durationMs, abort) => {
      const deadline = clock.deadline(durationMs, abort);
      life.addEventListener('abort', () => deadline.end(), { once: true });
      return deadline;
    },
  };
}

/** Timers as an operating system has them: they count the time in which the machine was awake. */
function createTimers(clock: Clock, life: AbortSignal): WakeUps {
  const armed = new Map<string, AbortController>();
  const disarm = (id: string): void => {
    armed.get(id)?.abort();
    armed.delete(id);
  };
  return {
    arm(id, at, wake) {
      disarm(id);
      const abort = new AbortController();
      armed.set(id, abort);
      const signal = AbortSignal.any([abort.signal, life]);
      clock.wait(Math.max(0, at - clock.now()), signal).then(wake, () => undefined);
    },
    disarm,
    close: () => {
      for (const id of armed.keys()) disarm(id);
    },
  };
}

const never = (): never => {
  throw new Error('A simulation asks nobody.');
};
const unused = {
  fetch: never,
  parse: never,
  files: { readText: never, writeWhole: never },
  secrets: { read: () => undefined },
  ...nothingOutside,
} satisfies Partial<Ports>;
const noHost = {
  info: never,
  restart: () => undefined,
  keepPreference: () => undefined,
  openLink: never,
  startsAtLogin: never,
  setStartsAtLogin: never,
};
