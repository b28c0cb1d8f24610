import { Worker } from 'node:worker_threads';

/**
 * Starts a thread of the bundled `parse-worker/index.ts` for a parse pool, which may come later: until one listens, a thread
 * that fails just ends. It keeps no process alive, and gets no environment and only so much memory, megabytes.
 */
export function startParseThread(workerUrl: URL, maxHeapMb = 256): Worker {
  const thread = new Worker(workerUrl, { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb }, env: {} });
  thread.on('error', () => undefined);
  thread.unref();
  return thread;
}

/** False once a thread has ended. */
export function isRunning({ threadId }: Worker): boolean {
  return threadId !== -1;
}
