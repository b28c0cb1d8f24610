// `npm run demo`: the app on sample data from sites it serves itself. Without a display it runs on a virtual one, shows
// the figures as text, leaves a picture of the Now page in reports/demo, and ends.
import { mkdirSync, rmSync } from 'node:fs';
import { displayCommand, hasDisplay } from './lib/display.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { prepareRuntime } from './lib/prepare.mjs';
import { fail, run, say, script } from './lib/run.mjs';
import { screenlessSwitches } from './lib/switches.mjs';

/** How long the run without a display may take. */
const limitMs = 120_000;

await script(async () => {
  const isVisible = hasDisplay();
  const { electron, electronArgs, env } = await prepareRuntime({ display: true, build: true });
  const appArgs = [root, '--demo', ...process.argv.slice(2)];
  if (isVisible) return run(electron.path, [...electronArgs, ...appArgs], { env });
  const folder = inRoot('reports/demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say('There is no display, so the demo runs on a virtual one and reports here.');
  const wrapped = displayCommand(electron.path, [
    ...electronArgs,
    ...screenlessSwitches,
    ...appArgs,
    `--demo-report=${folder}`,
  ]);
  const code = await run(wrapped.command, wrapped.args, { env, isGroup: true, timeoutMs: limitMs });
  if (code === 124) fail(`The demo did not finish within ${limitMs / 1000} seconds and was ended.`);
  return code;
});
