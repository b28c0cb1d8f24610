import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom, type Random } from '../../src/main/engine/testing/simulation/random.ts';
import { type CommandResult, type RunningCommand, startCommand } from '../hosts/command-line.ts';
import { type ProcessMark, processTree, stillRunning } from '../hosts/processes.ts';
import { restlessConfiguration, startRestlessSite } from './school.ts';
import { Violation, Witness } from './witness.ts';

/** How a storm is made; its choices follow from the seed, its moments also from the machine. */
export interface StormOptions {
  readonly kills: number;
  readonly seed: number;
  /** An empty folder of the storm's own. */
  readonly folder: string;
  /** How long a new process may take until it can be used, milliseconds. */
  readonly usableMs: number;
  /** How often a window is started rather than something else, 0–1. */
  readonly windowShare: number;
  readonly say: (line: string) => void;
}

/** What a storm came to. */
export interface StormReport {
  /** Why it ended too early; null where nothing was violated. */
  readonly violation: string | null;
  readonly kills: Readonly<Record<Kind, number>>;
  /** Milliseconds from each start to the first moment at which that process could be used, sorted, by what was started. */
  readonly usableMs: Readonly<Record<string, readonly number[]>>;
  /** Starts that took too long, in words. */
  readonly slowStarts: readonly string[];
  /** Runs by status, and verdicts of slots. */
  readonly runs: Readonly<Record<string, number>>;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly slots: number;
}

type Kind = 'window' | 'worker' | 'run-once';

interface Started {
  readonly kind: Kind;
  readonly command: RunningCommand;
  readonly startedAt: number;
  readonly startedMs: number;
  /** Whether it looks at the whole plan when it starts. */
  readonly isPlanning: boolean;
  /** How it ended; null while it goes on. */
  result: CommandResult | null;
}

/** Kills and kills processes on one profile, and looks after each what became of it. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const random = createRandom(options.seed);
  const site = await startRestlessSite(createRandom(options.seed + 1));
  const one = new Storm(options, random);
  try {
    await one.configure(restlessConfiguration(site.url));
    await one.rage();
    return one.report(null);
  } catch (thrown) {
    if (!(thrown instanceof Violation)) throw thrown;
    return one.report(thrown.message);
  } finally {
    await one.end();
    await site.close();
  }
}

class Storm {
  readonly #options: StormOptions;
  readonly #random: Random;
  readonly #home: string;
  readonly #profile: string;
  readonly #witness: Witness;
  readonly #kills: Record<Kind, number> = { window: 0, worker: 0, 'run-once': 0 };
  readonly #usableMs: Record<string, number[]> = {};
  readonly #slowStarts: string[] = [];
  /** Everything that was started and is not known to have ended. */
  #living: Started[] = [];

  constructor(options: StormOptions, random: Random) {
    this.#options = options;
    this.#random = random;
    this.#home = join(options.folder, 'home');
    this.#profile = join(options.folder, 'profile');
    mkdirSync(this.#home, { recursive: true });
    this.#witness = new Witness(this.#profile);
  }

  async configure(configuration: object): Promise<void> {
    const file = join(this.#home, 'rounds.json');
    writeFileSync(file, JSON.stringify(configuration));
    this.#expectGood(await this.#command(['--import-config', file]).done);
  }

  async rage(): Promise<void> {
    const { kills, say } = this.#options;
    for (let killed = 0; killed < kills;) {
      if (this.#random.chance(0.2)) await this.#list();
      const started = this.#start(this.#pickKind());
      // One in three may die before it was of any use, while it cleans up after the last one.
      if (this.#random.chance(0.67)) await this.#untilUsable(started);
      await delay(this.#random.int(0, started.kind === 'run-once' ? 500 : 1500));
      await this.#reap();
      while (killed < kills && (this.#living.length > 2 || (this.#living.length > 0 && this.#random.chance(0.6)))) {
        if (!(await this.#kill(this.#random.pick(this.#living)))) continue;
        killed += 1;
        if (killed % 10 === 0) say(`${killed} kills: ${this.#describe()}`);
      }
    }
    await this.#calm();
  }

  report(violation: string | null): StormReport {
    const { slots, verdicts } = violation === null ? this.#witness.afterStart() : { slots: 0, verdicts: {} };
    const usableMs = Object.fromEntries(
      Object.entries(this.#usableMs).map(([what, times]) => [what, times.toSorted((left, right) => left - right)]),
    );
    const runs = this.#witness.statuses();
    return { violation, kills: this.#kills, usableMs, slowStarts: this.#slowStarts, runs, verdicts, slots };
  }

  /** Ends whatever this storm has started. */
  async end(): Promise<void> {
    for (const each of this.#living) await this.#killTree(each);
    this.#living = [];
  }

  /** After the storm a command makes everything good again. */
  async #calm(): Promise<void> {
    await this.end();
    for (let round = 0; round < 2; round += 1) {
      const started = this.#start('run-once', ['--run-once', '--json']);
      await started.command.done;
      await this.#reap();
    }
  }

  #pickKind(): Kind {
    const hasWindow = this.#living.some(({ kind }) => kind === 'window');
    if (!hasWindow && this.#random.chance(this.#options.windowShare)) return 'window';
    return this.#random.pick(['worker', 'run-once']);
  }

  #start(kind: Kind, flags = this.#flagsOf(kind)): Started {
    const startedAt = Date.now();
    const startedMs = performance.now();
    const command = this.#command(flags, kind === 'window' ? 'window' : 'headless');
    const isPlanning = kind === 'run-once' && !flags.includes('--all');
    const started: Started = { kind, command, startedAt, startedMs, isPlanning, result: null };
    void command.done.then((result) => (started.result = result));
    this.#living.push(started);
    return started;
  }

  #flagsOf(kind: Kind): string[] {
    if (kind === 'run-once') return ['--run-once', '--json', ...(this.#random.chance(0.5) ? ['--all'] : [])];
    return kind === 'worker' ? ['--worker'] : [];
  }

  #command(flags: readonly string[], as: 'headless' | 'window' = 'headless'): RunningCommand {
    return startCommand(['--profile', this.#profile, ...flags], { home: this.#home, as });
  }

  /** A new process answers, and whatever was left by dead ones is cleared away. */
  async #list(): Promise<void> {
    const startedMs = performance.now();
    this.#expectGood(await this.#command(['--list', '--json']).done);
    this.#noteUsable('--list', performance.now() - startedMs);
  }

  async #untilUsable(started: Started): Promise<void> {
    const { kind, command, startedAt, startedMs } = started;
    const isUsable = (): boolean => this.#witness.isUsable(command.pid, startedAt);
    while (!isUsable()) {
      // A start that is slow is told by how much; one that never comes ends the storm.
      if (performance.now() - startedMs > 60_000 || started.result !== null) break;
      await delay(10);
    }
    if (!isUsable()) {
      throw new Violation(`${kind} does not come up: ${JSON.stringify(started.result)}`);
    }
    this.#noteUsable(kind, performance.now() - startedMs);
  }

  #noteUsable(what: string, durationMs: number): void {
    (this.#usableMs[what] ??= []).push(durationMs);
    const load = loadavg()[0] ?? 0;
    // A machine with more to do than processors to do it says nothing about how fast anything is.
    if (durationMs > this.#options.usableMs && load <= availableParallelism() * 1.5) {
      this.#slowStarts.push(`${what} was of use after ${Math.round(durationMs)} ms, at a load of ${load.toFixed(1)}`);
    }
    this.#witness.afterStart();
  }

  /** Looks at what ended by itself: only commands do, and what they told is stored. */
  async #reap(): Promise<void> {
    // Lets an end that has just come be seen.
    await delay(0);
    const over = this.#living.filter(({ result }) => result !== null);
    this.#living = this.#living.filter(({ result }) => result === null);
    for (const each of over) this.#lookAtEnd(each);
  }

  #lookAtEnd({ kind, result, isPlanning, startedAt }: Started): void {
    const isWell = kind === 'run-once' && result !== null && [0, 1, 3].includes(result.code ?? -1);
    if (!isWell) throw new Violation(`${kind} ended by itself: ${JSON.stringify(result)}`);
    this.#witness.expectStored(result.stdout);
    if (isPlanning) this.#witness.expectJudged(startedAt);
  }

  /** Whether it was still there to be killed. */
  async #kill(victim: Started): Promise<boolean> {
    this.#witness.remember();
    const marks = processTree(victim.command.pid);
    victim.command.kill('SIGKILL');
    const result = await victim.command.done;
    this.#living = this.#living.filter((each) => each !== victim);
    await this.#untilGone(marks);
    // A command may have been quicker.
    const isKilled = result.signal === 'SIGKILL';
    if (isKilled) this.#kills[victim.kind] += 1;
    else this.#lookAtEnd({ ...victim, result });
    this.#witness.afterKill(victim.command.pid);
    return isKilled;
  }

  /** The processes below one that was killed end by themselves. */
  async #untilGone(marks: readonly ProcessMark[]): Promise<void> {
    for (let tries = 0; stillRunning(marks).length > 0; tries += 1) {
      if (tries > 1500) throw new Violation(`processes are left: ${JSON.stringify(stillRunning(marks))}`);
      await delay(20);
    }
  }

  async #killTree({ command }: Started): Promise<void> {
    const marks = processTree(command.pid);
    command.kill('SIGKILL');
    await command.done;
    await delay(100);
    for (const { pid } of stillRunning(marks)) process.kill(pid, 'SIGKILL');
  }

  #expectGood({ code, stdout, stderr }: CommandResult): void {
    if (code !== 0) throw new Violation(`a command ended with ${code}: ${stdout}${stderr}`);
  }

  #describe(): string {
    const { window, worker, 'run-once': runOnce } = this.#kills;
    const worst = Math.round(Math.max(0, ...Object.values(this.#usableMs).flat()));
    return `window ${window}, worker ${worker}, run-once ${runOnce}; ${this.#witness.endedRuns} runs; worst start ${worst} ms`;
  }
}
