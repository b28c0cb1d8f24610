// `npm run kill-storm -- KILLS [SEED]`: see e2e/tools/kill-storm.ts, which this bundles, for Node 20 cannot run it as it is.
import { build } from 'vite';
import { displayCommand } from './lib/display.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { prepareRuntime } from './lib/prepare.mjs';
import { run, script } from './lib/run.mjs';

await script(async () => {
  const { env } = await prepareRuntime({ display: true, build: true });
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir: inRoot('out/storm'),
      rollupOptions: { input: inRoot('e2e/tools/kill-storm.ts') },
    },
  });
  const args = [inRoot('out/storm/kill-storm.js'), ...process.argv.slice(2)];
  const { command, args: words, isVirtual } = displayCommand(process.execPath, args);
  return run(command, words, { cwd: root, env, isGroup: isVirtual });
});
