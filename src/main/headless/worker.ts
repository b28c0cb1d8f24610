import type { Engine } from '../engine/engine.ts';
import type { Ports } from '../engine/ports.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';
import { watchDatabase } from '../watch-database.ts';

export interface WorkerOptions {
  readonly databasePath: string;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  readonly output: Output;
  /** Aborts when the worker shall end. */
  readonly stopped: AbortSignal;
}

/** How long runs may take to record their end, milliseconds. */
const stopLimitMs = 5_000;

/** Schedules, or stands by until it can, until it is stopped; then ends its runs and closes the engine. */
export async function work(engine: Engine, options: WorkerOptions): Promise<ExitCode> {
  const { databasePath, ports, output, stopped } = options;
  const endings: (() => void)[] = [];
  try {
    endings.push(watchDatabase(databasePath, () => engine.catchUp(), ports.log));
    endings.push(engine.scheduler.start());
    output.out(`${beginning(engine)}\n`);
    await untilAborted(stopped);
    return exitCodes.good;
  } finally {
    for (const end of endings.toReversed()) end();
    await closeInTime(engine, ports);
  }
}

async function closeInTime(engine: Engine, { clock, log }: WorkerOptions['ports']): Promise<void> {
  const limit = clock.deadline(stopLimitMs);
  await Promise.race([engine.close(), untilAborted(limit.signal)]);
  if (limit.signal.aborted) log.error({}, 'A run did not end in time; whoever opens the profile next ends it');
  limit.end();
}

function beginning({ scheduler, store }: Engine): string {
  const holder = store.lease.holder();
  if (scheduler.isHolder || holder === null) return 'Scheduling; stop with Ctrl+C.';
  return `Another process schedules (${holder.role}, process ${holder.pid}); standing by. Stop with Ctrl+C.`;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
