import type { ElectronApplication } from '@playwright/test';

/** Whether any window of the app is shown. */
export function isVisible(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));
}

/** How many windows the app has, shown or not. */
export function windowCount(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

/**
 * Closes the first window by hand. In a turn of its own, as what a person does comes: what is evaluated may run in the middle of
 * something else, such as a statement of the database, which then cannot be asked.
 */
export function closeWindow(app: ElectronApplication): Promise<void> {
  return app.evaluate(async ({ BrowserWindow }) => {
    await new Promise((resolve) => setImmediate(resolve));
    BrowserWindow.getAllWindows()[0]?.close();
  });
}

/** Ends the process of the first window's page, as a crash would; Playwright's own page is gone with it. */
export function crashPage(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('There is no window.');
    return new Promise<void>((resolve) => {
      contents.once('render-process-gone', () => resolve());
      contents.forcefullyCrashRenderer();
    });
  });
}

/** Heading and theme, as `Settings, light`, of the page that came after one that crashed; null before it is there. */
export function pageAfterCrash(app: ElectronApplication): Promise<string | null> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return null;
    return String(
      await contents.executeJavaScript(
        `[document.querySelector('h1')?.textContent, document.documentElement.dataset.theme ?? 'system'].join(', ')`,
      ),
    );
  });
}
