// `npm run dev`: the app with live reload; what follows `--` goes to the app.
import { hasDisplay } from './lib/display.mjs';
import { root } from './lib/paths.mjs';
import { prepareRuntime } from './lib/prepare.mjs';
import { fail, run, script } from './lib/run.mjs';
import { toolFile } from './lib/tools.mjs';

await script(async () => {
  if (!hasDisplay())
    fail('There is no display to open a window on; try npm run demo or npm test, which bring their own.');
  const { electronArgs, env } = await prepareRuntime({ display: false, build: false });
  const args = [toolFile('electron-vite'), 'dev', '--watch', ...(electronArgs.length > 0 ? ['--noSandbox'] : [])];
  const appArgs = process.argv.slice(2).filter((argument) => argument !== '--');
  return run(process.execPath, [...args, '--', ...appArgs], { cwd: root, env });
});
