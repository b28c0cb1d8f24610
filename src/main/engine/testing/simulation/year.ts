import { saveSchedule, removeSchedule, setPause } from '../../scheduling/timetable.ts';
import { sampleSource } from '../test-store.ts';
import { checkLedger, type Injected, type LedgerReport } from './check.ts';
import { createMachine, type Machine, type Program } from './machine.ts';
import { createRandom, type Random } from './random.ts';
import { outsideSource, randomRule, randomSchedule, zones } from './rules.ts';
import { createWork } from './work.ts';

/** How long and how much is simulated; everything else follows from the seed. */
export interface YearOptions {
  readonly seed: number;
  readonly days: number;
  readonly schedules: number;
}

/** What a simulation came to. */
export interface YearReport extends LedgerReport {
  readonly seed: number;
  /** How often each fault was injected. */
  readonly faults: Readonly<Record<string, number>>;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const beginning = Date.UTC(2026, 0, 5, 7, 3);

/** Lets schedules run on a made-up machine on which everything happens that happens to machines, and checks the ledger. */
export async function simulate(options: YearOptions): Promise<YearReport> {
  const random = createRandom(options.seed);
  const machine = createMachine(beginning, [createWork(random)]);
  const year = new Year(machine, random, options);
  try {
    return await year.run();
  } finally {
    machine.remove();
  }
}

class Year {
  readonly #machine: Machine;
  readonly #random: Random;
  readonly #options: YearOptions;
  readonly #injected: Injected[] = [];
  readonly #faults: Record<string, number> = {};
  #program: Program | null = null;
  #passedMs = 0;

  constructor(machine: Machine, random: Random, options: YearOptions) {
    this.#machine = machine;
    this.#random = random;
    this.#options = options;
  }

  async run(): Promise<YearReport> {
    const program = await this.#machine.start();
    this.#program = program;
    program.engine.store.sources.save(
      sampleSource({
        id: outsideSource,
        limits: { connections: 1, minGapMs: 0, requestsPerDay: 1_000_000, timeoutMs: 1000 },
      }),
      this.#now(),
    );
    for (let index = 0; index < this.#options.schedules; index += 1) this.#save(`s${index}`);
    while (this.#passedMs < this.#options.days * day) {
      await this.#pass(this.#random.int(2, 60) * hour + this.#random.int(0, 59) * minute);
      await this.#happen();
    }
    return this.#finish();
  }

  async #finish(): Promise<YearReport> {
    this.#machine.isOnline = true;
    await this.#pass(2 * day);
    const { engine, log, quit } = this.#program ?? (await this.#machine.start());
    const report = checkLedger(engine.store, this.#injected);
    const errors = log.lines
      .filter(({ level }) => level === 'error')
      .map(({ message, fields }) => `${message} ${JSON.stringify(fields)} ${String(fields['err'])}`);
    await quit();
    return { ...report, problems: [...report.problems, ...errors], seed: this.#options.seed, faults: this.#faults };
  }

  #now(): number {
    return this.#machine.clock.now();
  }

  async #pass(durationMs: number): Promise<void> {
    this.#passedMs += durationMs;
    await this.#machine.clock.advance(durationMs);
  }

  /** Something happens to the machine or to the timetable. */
  async #happen(): Promise<void> {
    const faults = {
      sleep: () => this.#sleep(),
      close: () => this.#close('quit'),
      crash: () => this.#close('kill'),
      forward: () => this.#setClock(1),
      back: () => this.#setClock(-1),
      outage: () => this.#outage(),
      edit: () => this.#edit(),
      pause: () => this.#pause(),
      remove: () => this.#remove(),
    };
    const name = this.#random.pick(Object.keys(faults) as (keyof typeof faults)[]);
    this.#faults[name] = (this.#faults[name] ?? 0) + 1;
    await faults[name]();
  }

  async #sleep(): Promise<void> {
    const from = this.#now();
    const durationMs = this.#random.pick(
      [5 * minute, hour, 8 * hour, 3 * day, 21 * day].slice(0, this.#random.int(1, 5)),
    );
    this.#passedMs += durationMs;
    this.#machine.clock.sleep(durationMs);
    this.#inject('asleep', from);
    // The system tells a program that it was woken.
    this.#program?.engine.scheduler.replan();
    await this.#pass(minute);
  }

  async #close(how: 'quit' | 'kill'): Promise<void> {
    const from = this.#now();
    const program = this.#program;
    this.#program = null;
    if (how === 'quit') await program?.quit();
    else program?.kill();
    await this.#pass(
      this.#random.pick([minute, 20 * minute, 5 * hour, 2 * day, 10 * day].slice(0, this.#random.int(1, 5))),
    );
    this.#program = await this.#machine.start();
    this.#inject('app_closed', from);
  }

  async #setClock(direction: 1 | -1): Promise<void> {
    const from = this.#now();
    const byMs = this.#random.pick([minute, 10 * minute, hour, 26 * hour, 12 * day]) * direction;
    this.#machine.clock.setWall(from + byMs);
    if (direction === 1) this.#inject('clock_changed', from);
    // The product looks at its clocks every few seconds.
    await this.#pass(5_000);
    this.#program?.engine.scheduler.replan();
    await this.#pass(2 * hour);
  }

  async #outage(): Promise<void> {
    const from = this.#now();
    this.#machine.isOnline = false;
    await this.#pass(this.#random.int(1, 40) * hour);
    this.#machine.isOnline = true;
    await this.#pass(2 * hour);
    this.#inject('offline', from);
  }

  async #edit(): Promise<void> {
    const stored = this.#pickSchedule();
    if (stored === undefined) return;
    const { schedule } = stored;
    const kind = this.#random.int(0, 2);
    const { every: _every, dailyAt: _dailyAt, cron: _cron, ...rest } = schedule;
    const edited =
      kind === 0
        ? { ...schedule, enabled: !schedule.enabled }
        : kind === 1
          ? { ...schedule, timeZone: this.#random.pick(zones) }
          : { ...rest, ...randomRule(this.#random) };
    this.#save(schedule.id, edited);
  }

  async #pause(): Promise<void> {
    const stored = this.#pickSchedule();
    if (stored === undefined) return;
    const { store, scheduler } = this.#store();
    const from = this.#now();
    const until = this.#random.chance(0.5) ? from + this.#random.int(1, 72) * hour : null;
    const { id } = stored.schedule;
    setPause(store, id, { at: from, by: 'hand', reason: 'Exam week.', until }, from);
    scheduler.replan([id]);
    await this.#pass(this.#random.int(1, 100) * hour);
    if (store.schedules.find(id)?.pause !== null) {
      setPause(store, id, null, this.#now());
      scheduler.replan([id]);
    }
    this.#injected.push({ kind: 'paused', from, until: this.#now(), scheduleId: id });
  }

  async #remove(): Promise<void> {
    const stored = this.#pickSchedule();
    if (stored === undefined) return;
    const { store, scheduler } = this.#store();
    const { id } = stored.schedule;
    removeSchedule(store, id, this.#now());
    scheduler.replan([id]);
    await this.#pass(this.#random.int(1, 50) * hour);
    store.schedules.restore(id, this.#now());
    scheduler.replan([id]);
  }

  #store() {
    if (this.#program === null) throw new Error('No program is open.');
    return this.#program.engine;
  }

  #pickSchedule() {
    const all = this.#store()
      .store.schedules.list()
      .filter(({ pause }) => pause === null);
    return all.length === 0 ? undefined : this.#random.pick(all);
  }

  /** Saves a schedule; one that is never due is refused, and another is tried. */
  #save(id: string, wanted?: Readonly<Record<string, unknown>>): void {
    const { store, scheduler } = this.#store();
    for (let tries = 0; tries < 20; tries += 1) {
      const made = randomSchedule(this.#random, id);
      // The same shape as a schedule that was read, with another rule in it.
      const schedule = tries === 0 && wanted !== undefined ? (wanted as typeof made) : made;
      try {
        saveSchedule(store, schedule, this.#now());
        scheduler.replan([id]);
        return;
      } catch {
        // Its hours and its rule never meet.
      }
    }
    throw new Error('No schedule could be made.');
  }

  #inject(kind: Injected['kind'], from: number): void {
    this.#injected.push({ kind, from, until: this.#now(), scheduleId: null });
  }
}
