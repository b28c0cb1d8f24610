import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Log, Publish } from '../engine/ports.ts';
import type { Store } from '../engine/store/store.ts';

/**
 * Passes on what other processes on the same database tell, as soon as the file system says that the database was
 * written. Returns the function that ends it.
 */
export function watchOutbox(databasePath: string, store: Store, publish: Publish, log: Log): () => void {
  const names = new Set([basename(databasePath), `${basename(databasePath)}-wal`]);
  let isPlanned = false;
  const take = (): void => {
    isPlanned = false;
    try {
      store.outbox.take(publish);
    } catch (err) {
      log.error({ err }, 'What another process told could not be read');
    }
  };
  const watcher: FSWatcher = watch(dirname(databasePath), (_event, name) => {
    if (isPlanned || (name !== null && !names.has(name))) return;
    // Many writes come at once; one look serves them all.
    isPlanned = true;
    setImmediate(take);
  });
  return () => {
    isPlanned = true;
    watcher.close();
  };
}
