import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './place.mjs';
import { inRoot } from './paths.mjs';
import { fail, run, say } from './run.mjs';
import { toolFile } from './tools.mjs';

/** What the built app depends on, files or folders of the checkout. */
const inputs = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stampFile = inRoot('out/.stamp');
const builtMain = inRoot('out/main/start.mjs');

/** Every file under a path except tests, in a fixed order. @param {string} file @returns {string[]} */
function filesUnder(file) {
  if (!existsSync(file)) return [];
  if (!statSync(file).isDirectory()) return [file];
  const entries = readdirSync(file, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries
    .filter(({ name }) => !/\.test\.tsx?$/.test(name))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(path.join(file, entry.name)) : [path.join(file, entry.name)],
    );
}

/** Names the state of the sources by their contents. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesUnder(inRoot(input)))) {
    hash
      .update(`${path.relative(inRoot(), file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * The sources' hash with the time of the build, so that a build made by other means (`npm run dev`) is noticed.
 * @param {string} hash
 */
const stampOf = (hash) => (existsSync(builtMain) ? `${hash} ${statSync(builtMain).mtimeMs}` : null);

const isBuilt = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOf(hashOfSources());

/** Builds the app whether or not it is built already. Resolves with the exit code. @returns {Promise<number>} */
export async function buildApp() {
  const hash = hashOfSources();
  const code = await run(process.execPath, [toolFile('electron-vite'), 'build'], { cwd: inRoot(), output: 'stderr' });
  const stamp = stampOf(hash);
  if (code === 0 && stamp) writeFileSync(stampFile, stamp);
  return code;
}

/** Builds the app if its sources changed since the last build. Resolves with what names the build. */
export async function ensureBuild() {
  if (!isBuilt()) await buildAlone();
  return readFileSync(stampFile, 'utf8');
}

async function buildAlone() {
  await withLock(inRoot('node_modules/.cache/rounds-build'), async () => {
    if (isBuilt()) return;
    say('Building the app.');
    const code = await buildApp();
    if (code !== 0) fail(`The app could not be built (exit code ${code}); the reason is above.`);
  });
}
