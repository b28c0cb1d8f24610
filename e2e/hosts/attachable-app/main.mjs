// Opens Rounds under Playwright's hands: its own loader holds `ready` back until Playwright is attached. Without it a window
// that opens at once may commit its page while Playwright looks at the empty one before, and Playwright then waits for ever for
// a navigation that is over. Playwright brings its loader along only where it chooses the Electron itself.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { readJson, textIn } from '../../../scripts/lib/json.mjs';

/**
 * Electron's own default app uses these two to say which app it opened; its types leave them out
 * (https://github.com/electron/electron/blob/main/default_app/main.ts).
 * @typedef {{ setVersion: (version: string) => void, setAppPath: (folder: string) => void }} Undocumented
 */

const root = path.resolve(import.meta.dirname, '../../..');
const manifest = readJson(path.join(root, 'package.json'));
const main = textIn(manifest, 'main');
const version = textIn(manifest, 'version');
if (main === undefined || version === undefined) throw new Error('package.json says no main or no version');

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the methods are there, only their types are not
const opening = /** @type {typeof app & Undocumented} */ (app);
opening.setVersion(version);
opening.setAppPath(root);
const ofPlaywright = createRequire(createRequire(import.meta.url).resolve('playwright/package.json'));
const core = path.dirname(ofPlaywright.resolve('playwright-core/package.json'));
ofPlaywright(path.join(core, 'lib/server/electron/loader.js'));
await import(pathToFileURL(path.join(root, main)).href);
