import { toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run, Trigger } from '#shared/model/run.ts';
import type { Ports } from '../ports.ts';
import { DueQueue } from './due-queue.ts';
import { type MachineWatch, watchMachine } from './machine-watch.ts';
import type { PlanWorld } from './plan.ts';
import type { Runner, StartedRun } from './runner.ts';
import { isDiskFault } from '../store/connection.ts';
import { type ClaimedRun, settle, type Settled, type SettleOptions } from './settle.ts';
import { pauseAfterFailures, startUpRequests } from './timetable.ts';
import { launchWaiting } from './waiting-runs.ts';

/** Calls back at an instant, or later, or never: a hint that it is worth looking at the plan. */
export interface WakeUps {
  /** At most one wake-up per id; arming again replaces it. */
  arm(id: string, at: EpochMs, wake: () => void): void;
  disarm(id: string): void;
  close(): void;
}

/** Starts what is due. The plan is made anew from the rules each time; wake-ups are never trusted. */
export interface Scheduler {
  /** Begins to schedule as soon as no other process does; returns the function that ends it. */
  start(): () => void;
  /** Looks at these schedules anew, or at all; call it after edits, and after sleep. */
  replan(ids?: readonly string[]): void;
  /** Gives every slot that has come its verdict and starts what is due, once, whoever schedules: for a command. */
  runDue(trigger: Trigger): StartedRun[];
  /** Starts runs that waited for others which have ended: for a command, after what it has done. */
  runWaiting(): StartedRun[];
  /** Where nobody listens to the ends of runs, sees to it that a schedule that fails and fails pauses itself all the same. */
  pausingAfter(started: StartedRun): StartedRun;
  /** Whether this process schedules now. */
  readonly isHolder: boolean;
  readonly isOnline: boolean;
}

export interface SchedulerOptions extends PlanWorld {
  readonly runner: Runner;
  readonly wakeUps: WakeUps;
  readonly ports: Pick<Ports, 'clock' | 'log' | 'network' | 'publish'>;
  /** Whether another process on the database has ended. */
  readonly isGone: (processId: string) => boolean;
  /** How often the clocks, the network and the lease are looked after, milliseconds. */
  readonly lookEveryMs: number;
  /** Called after each such look; says whether this process schedules. */
  readonly looked?: (isHolder: boolean) => void;
}

/** The one wake-up that is armed: for whatever comes next. */
const wakeUpId = 'next';
/** What comes so close after a wake-up is started with the next one: one write to disk serves them all, milliseconds. */
const gatherMs = 3;
/** So many schedules are settled in one transaction. */
const batchSize = 50;
/** After so long, a plan of many schedules lets other work go first, milliseconds. */
const sliceMs = 10;

/** Makes the scheduler of a process. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  return new LeasedScheduler(options);
}

class LeasedScheduler implements Scheduler {
  readonly #options: SchedulerOptions;
  readonly #queue = new DueQueue();
  #watch: MachineWatch | null = null;
  #stop: AbortController | null = null;
  #hasStarted = false;
  /** Set where a plan could not be made or carried out: all of it is looked at again. */
  #isPlanOwed = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  get isHolder(): boolean {
    return this.#watch !== null;
  }

  get isOnline(): boolean {
    return this.#watch?.isOnline ?? this.#options.ports.network.isOnline();
  }

  start(): () => void {
    const stop = new AbortController();
    this.#stop = stop;
    const endListening = this.#options.runner.onEnd((run) => this.#afterRun(run));
    this.#lookAfter();
    void this.#lookOnAndOn(stop.signal);
    return () => {
      stop.abort();
      endListening();
      this.#stop = null;
      this.#letGo();
      this.#options.wakeUps.close();
    };
  }

  /** Hands the lease over; where that cannot be written, it is taken from a process that has ended. */
  #letGo(): void {
    const watch = this.#watch;
    this.#watch = null;
    if (watch === null) return;
    try {
      watch.end();
      this.#options.store.lease.release();
    } catch (thrown) {
      this.#options.ports.log.error({ err: thrown }, 'The lease could not be released');
    }
  }

  replan(ids?: readonly string[]): void {
    if (this.#stop === null) return;
    try {
      if (ids === undefined) {
        this.#lookAfter();
        void this.#planAll();
      } else if (this.#watch !== null) {
        this.#settleAll(ids);
        this.#arm();
      }
    } catch (thrown) {
      // Whoever asks has done what there was to do, or is told of the end of a sleep by the system.
      this.#owePlan(thrown);
    }
  }

  runDue(trigger: Trigger): StartedRun[] {
    const { store, ports, isGone } = this.#options;
    const now = ports.clock.now();
    const holds = this.#watch === null && store.lease.hold(now, isGone);
    if (holds) store.machine.beginWatching(now);
    const started = this.#settleAll(store.schedules.ids(), trigger);
    if (holds) store.lease.release();
    return started.map((each) => this.pausingAfter(each));
  }

  runWaiting(): StartedRun[] {
    return this.#launch(launchWaiting(this.#options)).map((each) => this.pausingAfter(each));
  }

  pausingAfter(started: StartedRun): StartedRun {
    const done = started.done.then((finished) => {
      if (this.#watch === null) this.#pauseAfter(finished.run);
      return finished;
    });
    return { ...started, done };
  }

  /** Looks after lease, clocks and network until it is stopped. */
  async #lookOnAndOn(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#options.ports;
    while (!signal.aborted) {
      try {
        await clock.wait(this.#options.lookEveryMs, signal);
        this.#lookAfter();
      } catch (thrown) {
        // What was due may be out of the queue by now.
        this.#isPlanOwed = true;
        if (!signal.aborted) log.error({ err: thrown }, 'The scheduler could not look after its lease');
      }
    }
  }

  #lookAfter(): void {
    this.#lookAfterLease();
    this.#options.looked?.(this.isHolder);
  }

  #lookAfterLease(): void {
    const { store, ports, isGone, lookEveryMs, runner } = this.#options;
    runner.recover();
    const was = this.isHolder;
    const holds = store.lease.hold(ports.clock.now(), isGone);
    if (!holds) this.#watch = null;
    else this.#watch ??= watchMachine(ports, store.machine, 4 * lookEveryMs);
    if (was !== holds) {
      this.#tell();
      ports.log.info({ holds }, holds ? 'This process schedules now' : 'Another process schedules');
    }
    if (!holds) {
      this.#options.wakeUps.disarm(wakeUpId);
      return;
    }
    if (!was) {
      this.#begin();
      return;
    }
    this.#wake();
    this.#launch(launchWaiting(this.#options));
  }

  /** The first plan of this process since it holds the lease. */
  #begin(): void {
    const isStart = !this.#hasStarted;
    this.#hasStarted = true;
    if (isStart) this.#launch(startUpRequests(this.#options).flatMap((request) => this.#claim(request)));
    void this.#planAll();
  }

  /** Looks at the clocks and starts what has come. */
  #wake(): void {
    if (this.#watch === null) return;
    const { isSetBack, isNetworkChanged, now } = this.#watch.look();
    if (isNetworkChanged) this.#tell();
    if (isSetBack || isNetworkChanged || this.#isPlanOwed) {
      void this.#planAll();
      return;
    }
    this.#settleAll(this.#queue.take(now));
    this.#arm();
  }

  /** Looks at the plan when a wake-up rings; a database that cannot be written now is tried again at the next look. */
  #ring(): void {
    try {
      this.#wake();
    } catch (thrown) {
      this.#owePlan(thrown);
    }
  }

  #owePlan(thrown: unknown): void {
    this.#isPlanOwed = true;
    this.#options.ports.log.error({ err: thrown }, 'What is due could not be started; it is tried again shortly');
  }

  async #planAll(): Promise<void> {
    this.#isPlanOwed = false;
    try {
      await this.#planSlices();
    } catch (thrown) {
      this.#owePlan(thrown);
    }
  }

  /** Settles every schedule; with thousands of them in slices, so that the process answers meanwhile. */
  async #planSlices(): Promise<void> {
    const { store, ports } = this.#options;
    const ids = store.schedules.ids();
    let sliceEndsMs = ports.clock.monotonicMs() + sliceMs;
    for (let index = 0; index < ids.length; index += batchSize) {
      if (ports.clock.monotonicMs() > sliceEndsMs) {
        this.#arm();
        await ports.clock.breathe();
        sliceEndsMs = ports.clock.monotonicMs() + sliceMs;
      }
      if (this.#watch === null) return;
      this.#settleAll(ids.slice(index, index + batchSize));
    }
    if (this.#watch === null) return;
    this.#launch(launchWaiting(this.#options));
    this.#arm();
    ports.publish('schedules.changed', { ids: null });
  }

  #settleAll(ids: readonly string[], trigger?: Trigger): StartedRun[] {
    const started: StartedRun[] = [];
    for (let index = 0; index < ids.length; index += batchSize) {
      started.push(...this.#settleBatch(ids.slice(index, index + batchSize), trigger));
    }
    return started;
  }

  #settleBatch(ids: readonly string[], trigger: Trigger | undefined): StartedRun[] {
    const { store, ports, runner, jobs } = this.#options;
    const { claim, plan } = runner;
    const now = ports.clock.now();
    const by = trigger === undefined ? {} : { trigger };
    const options: SettleOptions = { store, jobs, now, isOnline: this.isOnline, claim, plan, ...by };
    const settled = store.connection.transaction(() => ids.map((id) => ({ id, ...this.#settleOne(id, options) })));
    for (const { id, nextAt } of settled) this.#queue.set(id, nextAt);
    for (const run of settled.flatMap(({ stopped }) => stopped)) runner.obey(run);
    const started = this.#launch(settled.flatMap(({ claimed }) => claimed));
    const changed = settled.filter(({ hasChanged }) => hasChanged).map(({ id }) => id);
    if (changed.length > 0) ports.publish('schedules.changed', { ids: changed });
    return started;
  }

  /** A fault stops only this schedule; it is looked at again at the next plan. */
  #settleOne(id: string, options: SettleOptions): Settled {
    const { ports, store } = this.#options;
    try {
      return store.connection.savepoint(() => settle(id, options));
    } catch (thrown) {
      if (isDiskFault(thrown)) throw thrown;
      ports.log.error({ schedule: id, err: toAppError(thrown) }, 'This schedule cannot be planned');
      return { claimed: [], stopped: [], nextAt: null, hasChanged: false };
    }
  }

  #claim(request: ClaimedRun['request']): ClaimedRun[] {
    try {
      return [{ request, run: this.#options.runner.claim(request) }];
    } catch (thrown) {
      this.#options.ports.log.info({ reason: toAppError(thrown).userMessage }, 'A start-up run was left out');
      return [];
    }
  }

  #launch(claimed: readonly ClaimedRun[]): StartedRun[] {
    const { runner, ports } = this.#options;
    return claimed.map(({ run, request }) => {
      const started = runner.launch(run, request);
      started.done.catch((thrown: unknown) => {
        ports.log.error({ err: thrown, run: run.id }, 'The end of a run could not be written');
      });
      return started;
    });
  }

  /** A run that waited for this one can go on; a schedule that fails and fails pauses itself. */
  #afterRun(run: Run): void {
    if (this.#watch === null) return;
    try {
      if (this.#pauseAfter(run)) this.replan([run.scheduleId ?? '']);
      this.#launch(launchWaiting(this.#options));
    } catch (thrown) {
      this.#owePlan(thrown);
    }
  }

  #pauseAfter(run: Run): boolean {
    const { store, ports } = this.#options;
    const paused = pauseAfterFailures(store, run, ports.clock.now());
    if (paused === null) return false;
    ports.log.warn({ schedule: run.scheduleId }, paused.reason);
    ports.publish('schedules.changed', { ids: [run.scheduleId ?? ''] });
    return true;
  }

  #arm(): void {
    const { wakeUps, ports } = this.#options;
    const nextAt = this.#queue.nextAt();
    if (nextAt === undefined) wakeUps.disarm(wakeUpId);
    else wakeUps.arm(wakeUpId, Math.max(nextAt, ports.clock.now() + gatherMs), () => this.#ring());
  }

  #tell(): void {
    const { ports } = this.#options;
    ports.publish('scheduler.changed', { isOnline: this.isOnline });
  }
}
