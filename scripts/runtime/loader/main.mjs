// Stands in for Electron's own default_app.asar, which the registry's distribution lacks: `electron FOLDER ARGS`
// opens the app in FOLDER. An ES module with a top-level await, so that ES-module mains load and Electron holds
// `ready` back until they have run.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * Electron's own default app uses these two to say which app it opened; its types leave them out
 * (https://github.com/electron/electron/blob/main/default_app/main.ts).
 * @typedef {{ setVersion: (version: string) => void, setAppPath: (folder: string) => void }} Undocumented
 */

/**
 * A member of a JSON object if it is there and is text.
 * @param {object} manifest @param {string} name @returns {string | undefined}
 */
function textIn(manifest, name) {
  /** @type {unknown} */
  const member = Reflect.get(manifest, name);
  return typeof member === 'string' ? member : undefined;
}

const index = process.argv.findIndex((argument, position) => position > 0 && !argument.startsWith('-'));
try {
  const argument = process.argv[index];
  if (argument === undefined) throw new Error('Say which folder holds the app: electron FOLDER');
  const folder = path.resolve(argument);
  const file = path.join(folder, 'package.json');
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof manifest !== 'object' || manifest === null) throw new Error(`${file} holds no object`);
  const name = textIn(manifest, 'productName') ?? textIn(manifest, 'name');
  if (name === undefined) throw new Error(`${file} holds no name`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the methods are there, only their types are not
  const opening = /** @type {typeof app & Undocumented} */ (app);
  opening.setName(name);
  opening.setVersion(textIn(manifest, 'version') ?? '0.0.0');
  opening.setAppPath(folder);
  process.argv.splice(index, 1);
  await import(pathToFileURL(path.join(folder, textIn(manifest, 'main') ?? 'index.js')).href);
} catch (error) {
  process.stderr.write(`The app could not be loaded.\n${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}
