import { readdirSync, readFileSync } from 'node:fs';

/** A process that is told apart from a later one with the same pid. */
export interface ProcessMark {
  readonly pid: number;
  /** Start time in clock ticks since boot; empty where the platform does not say. */
  readonly startMark: string;
}

interface ProcessStat {
  readonly state: string;
  readonly parent: number;
  readonly startMark: string;
}

/** A process with everything below it, itself first. Elsewhere than on Linux only the process itself. */
export function processTree(pid: number): ProcessMark[] {
  const all = allProcesses();
  const below = (parent: number): number[] =>
    [...all].flatMap(([child, stat]) => (stat.parent === parent ? [child, ...below(child)] : []));
  return [pid, ...below(pid)].map((each) => ({ pid: each, startMark: all.get(each)?.startMark ?? '' }));
}

/** Those of the processes that are still there. */
export function stillRunning(marks: readonly ProcessMark[]): ProcessMark[] {
  return marks.filter(({ pid, startMark }) => {
    if (startMark === '') return isSignalable(pid);
    const stat = readStat(pid);
    return stat !== null && stat.state !== 'Z' && stat.startMark === startMark;
  });
}

/** Pids of the processes whose environment has this variable with this value; only on Linux. */
export function processesWith(name: string, value: string): number[] {
  return [...allProcesses()].flatMap(([pid, { state }]) => {
    if (state === 'Z' || pid === process.pid) return [];
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${name}=${value}`) ? [pid] : [];
    } catch {
      // Gone in the meantime, or somebody else's.
      return [];
    }
  });
}

/** Whether a process was started by one of the given ones. */
export function isChildOf(pid: number, parents: readonly number[]): boolean {
  const stat = readStat(pid);
  return stat !== null && parents.includes(stat.parent);
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function allProcesses(): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>();
  if (process.platform !== 'linux') return stats;
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : null;
    if (stat !== null) stats.set(Number(name), stat);
  }
  return stats;
}

/** Fields 3, 4 and 22 of /proc/PID/stat (proc(5)); null where there is no such process. */
function readStat(pid: number): ProcessStat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent), startMark: rest[17] ?? '' };
  } catch {
    return null;
  }
}
