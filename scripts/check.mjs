// `npm run check`: everything about the code that a tool can tell. All steps run, even after one failed. The tests are
// `npm test`; CI runs both, one after the other. `--with-tests` runs them here too.
import { buildApp } from './lib/build.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { run, script } from './lib/run.mjs';
import { requireDependencies, toolFile } from './lib/tools.mjs';

/**
 * A step that runs a development tool of node_modules.
 * @param {string} name @param {readonly string[]} args @param {string} [command] when it is not called like the package
 */
const tool = (name, args, command) => () =>
  run(process.execPath, [toolFile(name, command), ...args], { cwd: root, output: 'stderr' });

const steps = [
  { name: 'format', work: tool('oxfmt', ['--check', '.']) },
  { name: 'lint', work: tool('oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'types', work: tool('typescript', ['-b'], 'tsc') },
  { name: 'unused code', work: tool('knip', ['--no-progress']) },
  { name: 'build', work: buildApp },
];

const tests = { name: 'tests', work: () => run(process.execPath, [inRoot('scripts/test.mjs')], { cwd: root }) };

await script(async () => {
  requireDependencies();
  const failed = [];
  for (const { name, work } of process.argv.includes('--with-tests') ? [...steps, tests] : steps) {
    const start = performance.now();
    const code = await work();
    if (code !== 0) failed.push(name);
    process.stdout.write(
      `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`,
    );
  }
  process.stdout.write(failed.length === 0 ? 'All checks passed.\n' : `Failed: ${failed.join(', ')}.\n`);
  return failed.length === 0 ? 0 : 1;
});
