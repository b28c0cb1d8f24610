import { existsSync } from 'node:fs';
import { isRecord, readJson, textIn } from './json.mjs';
import { inRoot } from './paths.mjs';
import { fail } from './run.mjs';

/** Rejects a checkout whose dependencies are not installed. */
export function requireDependencies() {
  if (!existsSync(inRoot('node_modules/electron/package.json')))
    fail('The dependencies are not installed. Run npm ci first.');
}

/**
 * The script behind a development tool's command, to be run with Node itself: works without a shell on every platform.
 * @param {string} packageName @param {string} [command] when it is not called like the package
 */
export function toolFile(packageName, command = packageName) {
  const manifest = inRoot('node_modules', packageName, 'package.json');
  if (!existsSync(manifest)) fail(`${packageName} is not installed. Run npm ci first.`);
  const content = readJson(manifest);
  const file = textIn(isRecord(content) ? content['bin'] : null, command);
  if (file === undefined) fail(`${packageName} has no command ${command}.`);
  return inRoot('node_modules', packageName, file);
}
