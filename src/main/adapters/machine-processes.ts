import { readFileSync } from 'node:fs';
import { hostname, uptime, userInfo } from 'node:os';
import type { ProcessIdentity, Processes } from '../engine/ports.ts';

/** Processes of this machine. On Linux a reused pid is told apart by its start time. */
export function createMachineProcesses(): Processes {
  const self: ProcessIdentity = { pid: process.pid, bootId: readBootId(), startMark: readStartMark(process.pid) ?? '' };
  return {
    self,
    account: readAccount(),
    isAlive({ pid, bootId, startMark }) {
      if (bootId !== self.bootId) return false;
      if (!isRunning(pid)) return false;
      const mark = readStartMark(pid);
      return mark === undefined || startMark === '' || mark === startMark;
    },
  };
}

function readAccount(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry in the system's list has a number only.
    return String(process.getuid?.() ?? 'unknown');
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Somebody else's process is a process too.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Elsewhere: the start of the machine to ten seconds, which a clock adjustment does not move far.
    return `${hostname()}/${Math.round((Date.now() - uptime() * 1000) / 10_000)}`;
  }
}

/** Field 22 of /proc/PID/stat, the start time in clock ticks since boot (proc(5)); undefined where there is none. */
function readStartMark(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses that may hold blanks; count after it. A zombie has ended.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}
