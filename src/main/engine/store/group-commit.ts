import type { Clock } from '../ports.ts';
import type { Connection } from './connection.ts';

/** Writes of many runs in one transaction: a commit waits for the disk, and one wait serves them all. */
export interface GroupCommit {
  /** Resolves to what `work` gives once that is on disk; what one work wrote is undone alone where it throws. */
  write<T>(work: () => T): Promise<T>;
}

interface Waiting {
  readonly work: () => void;
  /** Tells that what the work wrote is on disk. */
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}
type Outcome = 'written' | { readonly error: unknown };

/** Makes the group commit of a connection; works that come within one turn of the process are written together. */
export function createGroupCommit(connection: Connection, clock: Pick<Clock, 'breathe'>): GroupCommit {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    let outcomes: Outcome[];
    try {
      outcomes = connection.transaction(() => batch.map(({ work }) => attempt(connection, work)));
    } catch (error) {
      outcomes = batch.map(() => ({ error }));
    }
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome === 'written') resolve();
      else reject(outcome?.error);
    });
  };
  return {
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        let tell = (): void => undefined;
        const working = (): void => {
          const value = work();
          tell = () => resolve(value);
        };
        waiting.push({ work: working, resolve: () => tell(), reject });
        if (waiting.length === 1) void clock.breathe().then(flush);
      }),
  };
}

function attempt(connection: Connection, work: () => void): Outcome {
  try {
    connection.savepoint(work);
    return 'written';
  } catch (error) {
    // A full disk ends the whole transaction; what came after would be written outside of it, each by itself.
    if (!connection.raw.inTransaction) throw error;
    return { error };
  }
}
