// `npm start`: opens the console on the user's own profile.
import { hasDisplay } from './lib/display.mjs';
import { root } from './lib/paths.mjs';
import { prepareRuntime } from './lib/prepare.mjs';
import { fail, run, script } from './lib/run.mjs';

await script(async () => {
  if (!hasDisplay()) {
    fail(
      'There is no display to open a window on; try npm run rounds -- --help for what works without one, or npm run demo.',
    );
  }
  const { electron, electronArgs, env } = await prepareRuntime({ display: false, build: true });
  return run(electron.path, [...electronArgs, root, ...process.argv.slice(2)], { env });
});
