import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Log } from './engine/ports.ts';

/**
 * Calls back as soon as the file system says that the database or its write-ahead log was written, by whichever process.
 * Returns the function that ends it.
 */
export function watchDatabase(databasePath: string, changed: () => void, log: Log): () => void {
  const names = new Set([basename(databasePath), `${basename(databasePath)}-wal`]);
  let isPlanned = false;
  const tell = (): void => {
    isPlanned = false;
    try {
      changed();
    } catch (err) {
      log.error({ err }, 'What another process wrote could not be taken in');
    }
  };
  const watcher: FSWatcher = watch(dirname(databasePath), (_event, name) => {
    if (isPlanned || (name !== null && !names.has(name))) return;
    // Many writes come at once; one look serves them all.
    isPlanned = true;
    setImmediate(() => {
      if (!isEnded) tell();
    });
  });
  // Without notices the engine's own looks, a few seconds apart, still see everything that matters.
  watcher.on('error', (err) => log.warn({ err }, 'The file system no longer says when the database is written'));
  let isEnded = false;
  return () => {
    isEnded = true;
    watcher.close();
  };
}
