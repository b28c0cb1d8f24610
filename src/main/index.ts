import { app } from 'electron';
import { startParseThread } from './adapters/parse-thread.ts';
import { builtFiles } from './built-files.ts';
import { asksForRun, readWindowCommandLine } from './command-line.ts';
import { checkWithoutCompiling } from './zod-setup.ts';

// Little is loaded here, and what is loaded depends on what was asked for: a window is opened before the engine is read.
checkWithoutCompiling();
const args = process.argv.slice(1);
const appPath = app.getAppPath();
const windowCommandLine = readWindowCommandLine(args, appPath);
if (windowCommandLine === null) {
  // A run parses what it fetches: the thread for it loads beside the program, not after the first answer.
  const parseThread = asksForRun(args) ? startParseThread(builtFiles(appPath).parseWorkerUrl) : null;
  // Awaited: as long as this module runs, Electron looks for no display, whose absence would end a command.
  const { startCommand } = await import('./start-command.ts');
  await startCommand(args, appPath, parseThread);
} else {
  // Not awaited: Electron is ready only after this module has run to its end, and a window needs that.
  const { startWindow } = await import('./start-window.ts');
  void startWindow(windowCommandLine);
}
