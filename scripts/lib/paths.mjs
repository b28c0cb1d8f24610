import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path inside the checkout. @param {...string} parts */
export const inRoot = (...parts) => path.join(root, ...parts);

/**
 * Where prepared runtimes are kept, outside the checkout so that they survive `npm ci`: `ROUNDS_CACHE`, else
 * `rounds` in the user's cache folder.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheRoot(env = process.env) {
  if (env['ROUNDS_CACHE']) return path.resolve(env['ROUNDS_CACHE']);
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'rounds');
}
