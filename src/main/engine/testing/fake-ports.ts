import type { Log, ProcessIdentity, Processes } from '../ports.ts';

/** A log line that a test may look at. */
export interface LoggedLine {
  readonly level: keyof Log;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A log that only remembers. */
export function createMemoryLog(): Log & { readonly lines: readonly LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const write = (level: keyof Log) => (fields: LoggedLine['fields'], message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** Processes of a made-up machine: this one, and those that a test lets live. */
export function createFakeProcesses(pid = 1): Processes & { readonly living: Set<number> } {
  const self: ProcessIdentity = { pid, bootId: 'boot', startMark: `start-${pid}` };
  const living = new Set([pid]);
  return { self, account: 'tester', living, isAlive: (identity) => living.has(identity.pid) };
}
