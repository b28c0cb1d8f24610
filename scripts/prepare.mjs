// Makes an Electron, its libraries and better-sqlite3 ready, and says which Electron it is. `--build` also builds the app.
import { prepareRuntime } from './lib/prepare.mjs';
import { say, script } from './lib/run.mjs';

await script(async () => {
  const { electron } = await prepareRuntime({ display: true, build: process.argv.includes('--build') });
  say(`Ready: ${electron.path}`);
  return 0;
});
