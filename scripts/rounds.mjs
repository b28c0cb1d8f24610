// `npm run rounds -- FLAGS`: the app's command line in a checkout. Stdout is the app's alone; whatever preparing takes is
// said on stderr, and nothing is said when all is ready. The exit code is the app's.
import { isHeadless } from './lib/arguments.mjs';
import { hasDisplay } from './lib/display.mjs';
import { root } from './lib/paths.mjs';
import { prepareRuntime } from './lib/prepare.mjs';
import { fail, run, script } from './lib/run.mjs';
import { headlessSwitches } from './lib/switches.mjs';

await script(async () => {
  const args = process.argv.slice(2);
  const isWindowless = isHeadless(args);
  if (!isWindowless && !hasDisplay()) {
    fail(
      'There is no display to open a window on; try npm run rounds -- --help for what works without one, or npm run demo.',
    );
  }
  const { electron, electronArgs, env } = await prepareRuntime({ display: false, build: true, isQuiet: true });
  const switches = [...electronArgs, ...(isWindowless ? headlessSwitches : [])];
  return run(electron.path, [...switches, root, ...args], { env });
});
