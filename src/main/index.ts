import { app } from 'electron';
import { createBrowserStart, lacksScreen } from './adapters/browser-start.ts';
import { startParseThread } from './adapters/parse-thread.ts';
import { builtFiles } from './built-files.ts';
import { asksForRun, asksForWorker, readWindowCommandLine } from './command-line.ts';
import { checkWithoutCompiling } from './zod-setup.ts';

/** Starts the program for what its arguments ask. Resolves once Electron may get ready. */
export async function run(): Promise<void> {
  // Little is loaded here, and what is loaded depends on what was asked for: a window is opened before the engine is read.
  checkWithoutCompiling();
  const args = process.argv.slice(1);
  const appPath = app.getAppPath();
  const windowCommandLine = readWindowCommandLine(args, appPath);
  const place = {
    platform: process.platform,
    environment: process.env,
    ozonePlatform: app.commandLine.getSwitchValue('ozone-platform'),
  };
  const browser = createBrowserStart(app, place);
  const isWork = windowCommandLine === null && (asksForRun(args) || asksForWorker(args));
  // Whoever started this one with the switches below was killed: nobody is left to end it.
  if (isWork) process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  if (isWork && app.isPackaged && lacksScreen(place)) {
    // Work may want pages, and the switches that those need where there is no screen come too late once the program has begun. In
    // a checkout the scripts give them.
    const { startScreenless } = await import('./start-screenless.ts');
    app.exit(await startScreenless());
  } else if (windowCommandLine === null) {
    // A run parses what it fetches: the thread for it loads beside the program, not after the first answer.
    const parseThread = asksForRun(args) ? startParseThread(builtFiles(appPath).parseWorkerUrl) : null;
    // Awaited until somebody wants the browser: as long as this function runs, Electron looks for no display, whose absence would
    // end a command, and a command that wants no page does not wait for what it takes to show one.
    const { startCommand } = await import('./start-command.ts');
    await Promise.race([startCommand(args, appPath, parseThread, browser), browser.wanted]);
  } else {
    // Not awaited: Electron is ready only after this function has run to its end, and a window needs that.
    const { startWindow } = await import('./start-window.ts');
    void startWindow(windowCommandLine, browser);
  }
}
