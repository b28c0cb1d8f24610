// `npm run package`: the app with its runtime in one folder, dist/linux-unpacked on Linux, ready to be copied to a machine.
// The fuses are set here: no Node mode, no NODE_OPTIONS, code from the archive only.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './lib/paths.mjs';
import { prepareRuntime } from './lib/prepare.mjs';
import { run, script } from './lib/run.mjs';
import { toolFile } from './lib/tools.mjs';

await script(async () => {
  const { electron, env } = await prepareRuntime({ display: false, build: true });
  // Not there after `npm ci` beside an app that is built already.
  const cache = inRoot('node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'rounds-dist-'));
  try {
    // The loader that lets a bare distribution open a checkout is no part of the product.
    const loader = path.join(electron.distPath, 'resources', 'app');
    cpSync(electron.distPath, folder, {
      recursive: true,
      filter: (source) => source !== loader,
      verbatimSymlinks: true,
    });
    const args = [
      '--dir',
      '--config',
      'electron-builder.config.mjs',
      `--config.electronDist=${folder}`,
      `--config.electronVersion=${electron.version}`,
    ];
    return await run(
      process.execPath,
      [toolFile('electron-builder', 'electron-builder'), ...args, ...process.argv.slice(2)],
      { cwd: root, env },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
