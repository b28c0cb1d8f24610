// Opens Rounds under Playwright's hands: its own loader holds `ready` back until Playwright is attached. Without it a window
// that opens at once may commit its page while Playwright looks at the empty one before, and Playwright then waits for ever for
// a navigation that is over. Playwright brings its loader along only where it chooses the Electron itself.
import { createRequire } from 'node:module';
import path from 'node:path';
import { openInstead } from '../../../scripts/runtime/open-instead.mjs';

const ofPlaywright = createRequire(createRequire(import.meta.url).resolve('playwright/package.json'));
const core = path.dirname(ofPlaywright.resolve('playwright-core/package.json'));
ofPlaywright(path.join(core, 'lib/server/electron/loader.js'));

await openInstead(import.meta.dirname, path.resolve(import.meta.dirname, '../../..'));
