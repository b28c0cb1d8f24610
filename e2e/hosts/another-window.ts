import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { root } from './runtime.ts';

/** The preload script that the app gives its window. */
export const preload = join(root, 'out/preload/index.cjs');
/** The address of the app's page. */
export const pageUrl = 'app://rounds/index.html';

/** Opens a window of its own in the app, as a bug might, and runs an expression in its page. */
export function inAnotherWindow(
  app: ElectronApplication,
  { url, preload: script, expression }: { url: string; preload: string; expression: string },
): Promise<unknown> {
  return app.evaluate(
    async ({ BrowserWindow }, given) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: given.script,
          contextIsolation: true,
          sandbox: true,
          nodeIntegrationInSubFrames: true,
        },
      });
      try {
        await window.loadURL(given.url);
        const result: unknown = await window.webContents.executeJavaScript(given.expression);
        return result;
      } finally {
        window.destroy();
      }
    },
    { url, script, expression },
  );
}
