import { createMachineProcesses } from '../../src/main/adapters/machine-processes.ts';
import { systemClock } from '../../src/main/adapters/system-clock.ts';
import { createMemoryLog } from '../../src/main/engine/testing/fake-ports.ts';
import { openStore, type OpenStore } from '../../src/main/engine/store/open-store.ts';

/** Opens a database as the command line does: same connection rules, same migrations. */
export function openBenchStore(path: string): Promise<OpenStore> {
  const ports = { clock: systemClock, log: createMemoryLog(), processes: createMachineProcesses() };
  return openStore({ path, role: 'tool', ports, newId: () => `bench-${process.pid}` });
}
