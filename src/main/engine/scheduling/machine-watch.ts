import type { EpochMs } from '#shared/model/primitives.ts';
import type { Ports } from '../ports.ts';
import type { MachineLog } from '../store/machine-log.ts';

/** What a look at the clocks found. */
export interface Look {
  readonly now: EpochMs;
  /** True where the wall clock was put back since the last look. */
  readonly isSetBack: boolean;
  /** True where the network came or went. */
  readonly isNetworkChanged: boolean;
}

/** Watches the machine while this process schedules, and writes down when nobody could have run anything. */
export interface MachineWatch {
  readonly isOnline: boolean;
  /** Compares the clocks and the network with the last look, and writes down what went on since. */
  look(): Look;
  /** Writes down that it was watched up to now. */
  end(): void;
}

interface Clocks {
  readonly wall: EpochMs;
  readonly steadyMs: number;
  readonly uptimeMs: number;
}

/** What goes on as it did is written down at most so often, milliseconds. */
const noteEveryMs = 1_000;
/** Clocks that differ by less have only been read one after the other, milliseconds. */
const toleranceMs = 2_000;

/**
 * Begins to watch. A wall clock that went farther than the machine's own count of time was set; one that stands behind it
 * was put back. Time that the machine counts and this process does not was slept through, and so was a stretch of more
 * than `stallMs` in which the process did not get to look.
 */
export function watchMachine(
  { clock, network }: Pick<Ports, 'clock' | 'network'>,
  log: MachineLog,
  stallMs: number,
): MachineWatch {
  const read = (): Clocks => ({ wall: clock.now(), steadyMs: clock.monotonicMs(), uptimeMs: clock.uptimeMs() });
  let last = read();
  let isOnline = network.isOnline();
  let watching = log.beginWatching(last.wall);
  let offline = isOnline ? null : log.add({ kind: 'offline', from: last.wall, until: last.wall });

  let notedMs = Number.NEGATIVE_INFINITY;

  /** Looks at the clocks; true where the wall clock was put back. */
  const lookAtClocks = (): boolean => {
    const before = last;
    last = read();
    const wallMs = last.wall - before.wall;
    const steadyMs = last.steadyMs - before.steadyMs;
    const passedMs = Math.max(steadyMs, last.uptimeMs - before.uptimeMs);
    const setMs = wallMs - passedMs;
    const resumedAt = last.wall - (setMs > toleranceMs ? setMs : 0);
    const sleptMs = passedMs - steadyMs;
    // Sleep ends shortly before a look, because waking calls for one; a stall lasted for as long as there was none.
    if (steadyMs > stallMs) log.add({ kind: 'asleep', from: before.wall, until: Math.max(before.wall, resumedAt) });
    else if (sleptMs > toleranceMs) log.add({ kind: 'asleep', from: resumedAt - sleptMs, until: resumedAt });
    if (setMs > toleranceMs) log.add({ kind: 'clock_changed', from: last.wall - setMs, until: last.wall });
    if (setMs < -toleranceMs) {
      watching = log.beginWatching(last.wall);
      if (offline !== null) offline = log.add({ kind: 'offline', from: last.wall, until: last.wall });
      return true;
    }
    return false;
  };

  /** Looks at the network, and lets what is written down reach up to now; true where the network came or went. */
  const note = (): boolean => {
    notedMs = last.steadyMs;
    log.extend(watching, last.wall);
    const was = isOnline;
    isOnline = network.isOnline();
    if (!isOnline) offline ??= log.add({ kind: 'offline', from: last.wall, until: last.wall });
    if (offline !== null) log.extend(offline, last.wall);
    if (isOnline) offline = null;
    return was !== isOnline;
  };

  return {
    get isOnline() {
      return isOnline;
    },
    look() {
      const isSetBack = lookAtClocks();
      const isNetworkChanged = (isSetBack || last.steadyMs - notedMs >= noteEveryMs) && note();
      return { now: last.wall, isSetBack, isNetworkChanged };
    },
    end() {
      lookAtClocks();
      note();
    },
  };
}
