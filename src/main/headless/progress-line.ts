import type { EventName } from '#shared/contract/events.ts';
import { Run } from '#shared/model/run.ts';
import type { Output } from '../output.ts';

/** Says on the terminal how far runs have come. */
export interface ProgressLine {
  /** Hears every fact; only those about runs in progress are shown. */
  hear(name: EventName, payload: unknown): void;
  /** Leaves the line clean for what comes next. */
  end(): void;
}

/** A run with fewer targets than this is over before anybody reads of it. */
const fewestTargets = 10;

/** Shows one line that is written over while a run goes on; where nobody watches (`isTerminal` false) nothing is. */
export function createProgressLine(output: Output, isTerminal: boolean): ProgressLine {
  let width = 0;
  const show = (text: string): void => {
    output.err(`\r${text.padEnd(width)}`);
    width = text.length;
  };
  return {
    hear(name, payload) {
      if (!isTerminal || name !== 'run.changed') return;
      const run = Run.safeParse(payload);
      const progress = run.data?.progress ?? null;
      if (run.data === undefined || progress === null || progress.total < fewestTargets) return;
      show(`${run.data.subject}: ${progress.done} of ${progress.total} ${progress.note}`);
    },
    end() {
      if (width > 0) output.err(`\r${' '.repeat(width)}\r`);
      width = 0;
    },
  };
}
