// Runs the built program once and writes what V8 made of it, for quick starts; `scripts/lib/code-cache.mjs` starts it. What
// is not run is made by each start that needs it, so that a window is opened, and a school on loopback is looked at.
import { createServer } from 'node:http';
import path from 'node:path';
import v8 from 'node:v8';
import { app } from 'electron';
import { openInstead } from '../runtime/open-instead.mjs';

/**
 * What loads the program, as it was built: here and in the program the same module.
 * @type {unknown}
 */
const loader = await import(new URL('../../out/main/load-program.mjs', import.meta.url).href);
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is what `src/main/boot/load-program.ts` was built to
const { writeCodeCache } = /** @type {{ writeCodeCache: () => number }} */ (loader);

const building = { busyness: 40, people: 80, capacity: 200, isAvailable: true, isOpen: true, subLocs: false };
const live = { data: [{ id: 1, name: 'Hall', ...building }] };
const comparison = [{ trend: 'hour', valid: true, string: '<b>Usually</b> busier' }];
const compare = { data: [{ id: 1, name: 'Hall', comparison }] };
const port = Number(process.env['ROUNDS_WARM_UP_PORT'] ?? 0);
const site = createServer(({ url = '' }, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(url.startsWith('/live') ? live : compare));
});
if (port !== 0) await new Promise((resolve) => site.listen(port, '127.0.0.1', () => resolve(undefined)));

// Else V8 forgets again what has not run for a while. What it writes is good for the flags that it has while it writes.
v8.setFlagsFromString('--no-flush-bytecode');
const exit = app.exit.bind(app);
app.exit = (code) => {
  v8.setFlagsFromString('--flush-bytecode');
  if (code === 0) writeCodeCache();
  exit(code);
};
app.on('browser-window-created', (_event, { webContents }) => {
  webContents.once('did-finish-load', () => {
    void webContents.executeJavaScript(`window.api.invoke('app.info', {})`).then(() => app.quit());
  });
});
await openInstead(import.meta.dirname, path.resolve(import.meta.dirname, '../..'));
