// `npm test`: unit, component and integration tests, then the end-to-end tests, both even if the first fail. `--unit` or
// `--e2e` runs one of the two; what follows `--` goes to the runners. The last line on stdout is the sum.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readTestArguments } from './lib/arguments.mjs';
import { displayCommand } from './lib/display.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { prepareRuntime } from './lib/prepare.mjs';
import { run, say, script } from './lib/run.mjs';
import {
  countPlaywright,
  countRunner,
  countVitest,
  failuresOfVitest,
  isGood,
  sum,
  summaryLine,
} from './lib/test-summary.mjs';
import { toolFile } from './lib/tools.mjs';

const vitestReport = inRoot('reports/vitest.json');
const playwrightReport = inRoot('reports/playwright.json');
const summaryFile = inRoot('reports/summary.txt');

/** @param {NodeJS.ProcessEnv} env @param {readonly string[]} extra */
async function runVitest(env, extra) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const exitCode = await run(process.execPath, [toolFile('vitest'), 'run', ...reporters, ...extra], { cwd: root, env });
  return countRunner({ file: vitestReport, exitCode, count: countVitest });
}

/** @param {NodeJS.ProcessEnv} env @param {readonly string[]} extra */
async function runPlaywright(env, extra) {
  const args = [toolFile('@playwright/test', 'playwright'), 'test', '--reporter=list,json', ...extra];
  const wrapped = displayCommand(process.execPath, args);
  const exitCode = await run(wrapped.command, wrapped.args, {
    cwd: root,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
    isGroup: wrapped.isVirtual,
  });
  return countRunner({ file: playwrightReport, exitCode, count: countPlaywright });
}

/** @param {ReturnType<typeof readTestArguments>} suites */
async function runSuites({ unit, e2e, extra }) {
  const { env } = await prepareRuntime({ display: e2e, build: true, keyring: e2e });
  const counts = [];
  if (unit) counts.push(await runVitest(env, extra));
  if (e2e) counts.push(await runPlaywright(env, extra));
  return sum(counts);
}

await script(async () => {
  mkdirSync(inRoot('reports'), { recursive: true });
  for (const file of [vitestReport, playwrightReport, summaryFile]) rmSync(file, { force: true });
  let counts;
  try {
    counts = await runSuites(readTestArguments(process.argv.slice(2)));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  for (const failure of failuresOfVitest(vitestReport)) process.stdout.write(`Failed: ${failure}\n`);
  writeFileSync(summaryFile, `${summaryLine(counts)}\n`);
  process.stdout.write(`\n${summaryLine(counts)}\n`);
  return isGood(counts) ? 0 : 1;
});
