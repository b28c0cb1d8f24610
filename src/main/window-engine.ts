import { toAppError } from '#shared/errors.ts';
import type { BrowserStart } from './adapters/browser-start.ts';
import { createNodeScheduleWakeUps } from './adapters/node-schedule-wake-ups.ts';
import type { CommandLine } from './command-line.ts';
import type { EngineParts, OpenEngine } from './desktop/works.ts';
import { createEngine } from './engine/engine.ts';
import type { Profile } from './profile.ts';
import { openWorld } from './world.ts';

/** Opens the engine of a window. Rejects with what keeps it from that, which is in the log then, and nothing is left open. */
export async function openWindowEngine(
  commandLine: CommandLine,
  profile: Profile,
  browser: BrowserStart,
  { tellDesktop, ...parts }: EngineParts,
): Promise<OpenEngine> {
  const world = await openWorld(commandLine, profile, browser);
  const ports = { ...world.ports, deliver: { ...world.ports.deliver, desktop: tellDesktop } };
  try {
    const wakeUps = createNodeScheduleWakeUps();
    const engine = await createEngine({ ...world.basics, ports, wakeUps, role: 'window', ...parts });
    await world.addDemo(engine);
    const close = async (): Promise<void> => {
      await engine.close();
      await world.close();
    };
    return { engine, ports, close };
  } catch (thrown) {
    const error = toAppError(thrown);
    ports.log.error({ err: error.cause ?? thrown }, error.userMessage);
    await world.close();
    throw error;
  }
}
