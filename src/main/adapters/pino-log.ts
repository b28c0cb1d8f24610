import { join } from 'node:path';
import { type Level, multistream, pino, type StreamEntry } from 'pino';
import roll from 'pino-roll';
import type { Log } from '../engine/ports.ts';

export interface PinoLogOptions {
  /** Folder of the log files. */
  readonly folder: string;
  /** What goes to stderr: everything with `--verbose`, warnings otherwise. */
  readonly stderrLevel: Level;
}

export interface FileLog {
  readonly log: Log;
  /** Writes out what is buffered. */
  close(): void;
}

/** Structured lines to stderr and to rotating files (5 files of 5 MB). */
export async function createPinoLog({ folder, stderrLevel }: PinoLogOptions): Promise<FileLog> {
  const file = await roll({
    file: join(folder, 'rounds'),
    extension: '.log',
    size: '5m',
    limit: { count: 5 },
    mkdir: true,
    sync: true,
  });
  const streams: StreamEntry[] = [
    { level: stderrLevel, stream: process.stderr },
    { level: 'info', stream: file },
  ];
  const log = pino(
    { level: 'debug', base: { pid: process.pid }, redact: ['password', '*.password'] },
    multistream(streams),
  );
  return { log, close: () => file.flushSync() };
}
