import { app } from 'electron';

/**
 * The arguments with which this program was started, fit to start it again: some launchers take the app's folder out of
 * them, and a packaged app has none.
 */
export function launchArguments(): string[] {
  const appPath = app.getAppPath();
  const args = process.argv.slice(1).filter((arg) => arg !== '.' && arg !== appPath);
  return app.isPackaged ? args : [appPath, ...args];
}
