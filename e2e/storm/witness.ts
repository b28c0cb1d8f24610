import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createMachineProcesses } from '../../src/main/adapters/machine-processes.ts';
import { systemClock } from '../../src/main/adapters/system-clock.ts';
import { judgedSlots } from '../../src/main/engine/scheduling/slots.ts';
import { openConnection } from '../../src/main/engine/store/connection.ts';
import { createStore, type Store } from '../../src/main/engine/store/store.ts';
import { createMemoryLog } from '../../src/main/engine/testing/fake-ports.ts';
import { checkLedger, type LedgerReport } from '../../src/main/engine/testing/simulation/check.ts';
import { integrityOf } from '../hosts/database.ts';
import { parseReport } from '../hosts/run-report.ts';

/** Something is not as it must be after a kill. */
export class Violation extends Error {}

interface RunRow {
  readonly id: number;
  readonly status: string;
  readonly finished_at: number | null;
  readonly process_id: string;
}

/** Ended runs with all that belongs to them, each as a text. */
const endedSql = `SELECT job_run.*,
  (SELECT count(*) FROM run_check WHERE run_id = job_run.id) AS checks,
  (SELECT group_concat(target || key || field || before || after) FROM run_change WHERE run_id = job_run.id) AS changes,
  (SELECT count(*) FROM run_attempt WHERE run_id = job_run.id) AS attempts_made
  FROM job_run WHERE finished_at IS NOT NULL`;

/** Looks at a profile from outside, remembers what it has seen, and throws a `Violation` where that is gone or wrong. */
export class Witness {
  readonly #path: string;
  readonly #profile: string;
  readonly #processes = createMachineProcesses();
  /** Every run whose end was seen, as it was then. */
  readonly #ended = new Map<number, string>();
  /** Runs that were open when their process was killed. */
  readonly #broken = new Set<number>();

  constructor(profile: string) {
    this.#profile = profile;
    this.#path = join(profile, 'rounds.db');
  }

  get endedRuns(): number {
    return this.#ended.size;
  }

  /** Remembers the runs that have ended by now. */
  remember(): void {
    for (const row of this.#read<RunRow>(endedSql)) {
      if (!this.#ended.has(row.id)) this.#ended.set(row.id, JSON.stringify(row));
    }
  }

  /** To be called right after a kill: the file is whole, nothing that was seen is gone, and what was broken off is noted. */
  afterKill(pid: number): void {
    const integrity = integrityOf(this.#profile);
    if (integrity !== 'ok') throw new Violation(`the database is damaged: ${integrity}`);
    this.#compare();
    const open = this.#read<RunRow>(
      `SELECT job_run.* FROM job_run JOIN app_process ON app_process.id = process_id
       WHERE finished_at IS NULL AND status <> 'planned' AND pid = ? AND ended_at IS NULL`,
      pid,
    );
    for (const { id } of open) this.#broken.add(id);
  }

  /** Whether a process has entered the database and ended what dead ones had left. */
  isUsable(pid: number, startedAt: number): boolean {
    const entries = this.#read('SELECT 1 FROM app_process WHERE pid = ? AND started_at >= ?', pid, startedAt);
    return entries.length > 0 && this.#orphans().length === 0;
  }

  /** To be called once a new process is usable: no run has a dead owner, and each slot has one verdict and one run. */
  afterStart(): LedgerReport {
    const orphans = this.#orphans();
    if (orphans.length > 0) throw new Violation(`runs without a living owner: ${JSON.stringify(orphans)}`);
    this.#compare();
    for (const id of this.#broken) this.#expectInterrupted(id);
    this.#broken.clear();
    const twins = this.#read(
      `SELECT schedule_id, scheduled_for, count(*) AS runs FROM job_run WHERE scheduled_for IS NOT NULL
       GROUP BY schedule_id, scheduled_for HAVING runs > 1`,
    );
    if (twins.length > 0) throw new Violation(`slots with two runs: ${JSON.stringify(twins)}`);
    return this.#withStore((store) => {
      const report = checkLedger(store, null);
      if (report.problems.length > 0) throw new Violation(report.problems.join('; '));
      return report;
    });
  }

  /** Every slot that had come by then has its verdict: true once somebody has looked at the plan since. */
  expectJudged(until: number): void {
    this.#withStore((store) => {
      for (const { schedule } of store.schedules.list()) {
        for (const slot of judgedSlots(store, schedule.id, { from: 0, until: until - schedule.jitterSeconds * 1000 })) {
          if (slot.verdict !== 'pending' && slot.verdict !== 'error') continue;
          const at = new Date(slot.plannedAt).toISOString();
          throw new Violation(`${schedule.id}: the slot of ${at} is ${slot.verdict} (${slot.note ?? 'no verdict'})`);
        }
      }
    });
  }

  /** What a command printed about runs is what is stored. */
  expectStored(printed: string): void {
    for (const { job, status, startedAt, finishedAt } of parseReport(printed).runs) {
      // Refused, because another process did the same work: there is no run.
      if (startedAt === null || finishedAt === null) continue;
      const found = this.#read(
        'SELECT 1 FROM job_run WHERE schedule_id = ? AND status = ? AND finished_at = ?',
        job,
        status,
        Date.parse(finishedAt),
      );
      if (found.length === 0) throw new Violation(`a run of ${job} was told to have ${status} and is not stored`);
    }
  }

  /** Runs by status. */
  statuses(): Record<string, number> {
    const rows = this.#read<{ status: string; runs: number }>(
      'SELECT status, count(*) AS runs FROM job_run GROUP BY 1',
    );
    return Object.fromEntries(rows.map(({ status, runs }) => [status, runs]));
  }

  #compare(): void {
    const now = new Map(this.#read<RunRow>(endedSql).map((row) => [row.id, JSON.stringify(row)]));
    for (const [id, before] of this.#ended) {
      const after = now.get(id);
      if (after !== before) throw new Violation(`run ${id} was ${before} and is ${after ?? 'gone'}`);
    }
    for (const [id, text] of now) this.#ended.set(id, text);
  }

  #orphans(): RunRow[] {
    const open = this.#read<RunRow & { pid: number; boot_id: string; start_mark: string }>(
      `SELECT job_run.id, status, process_id, pid, boot_id, start_mark FROM job_run
       JOIN app_process ON app_process.id = process_id WHERE status IN ('claimed', 'running')`,
    );
    return open.filter(
      ({ pid, boot_id: bootId, start_mark: startMark }) => !this.#processes.isAlive({ pid, bootId, startMark }),
    );
  }

  #expectInterrupted(id: number): void {
    const [run] = this.#read<RunRow & { error_message: string | null }>('SELECT * FROM job_run WHERE id = ?', id);
    if (run?.status === 'interrupted' && run.error_message !== null) return;
    throw new Violation(`run ${id} was broken off by a kill and is ${JSON.stringify(run)}`);
  }

  #read<Row>(sql: string, ...values: readonly (string | number)[]): Row[] {
    const database = new Database(this.#path, { readonly: true, timeout: 5000 });
    try {
      return database.prepare<(string | number)[], Row>(sql).all(...values);
    } finally {
      database.close();
    }
  }

  /** Lets `look` read one state of the database, whatever is written meanwhile. */
  #withStore<T>(look: (store: Store) => T): T {
    const connection = openConnection({ path: this.#path, clock: systemClock, log: createMemoryLog() });
    try {
      return connection.raw.transaction(() => look(createStore(connection, 'witness'))).deferred();
    } finally {
      connection.close();
    }
  }
}
