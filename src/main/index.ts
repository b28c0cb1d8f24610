import { app } from 'electron';
import { readWindowCommandLine } from './command-line.ts';

// Little is loaded here, and what is loaded depends on what was asked for: a window is opened before the engine is read.
const args = process.argv.slice(1);
const windowCommandLine = readWindowCommandLine(args, app.getAppPath());
if (windowCommandLine === null) {
  // Awaited: as long as this module runs, Electron looks for no display, whose absence would end a command.
  const { startCommand } = await import('./start-command.ts');
  await startCommand(args, app.getAppPath());
} else {
  // Not awaited: Electron is ready only after this module has run to its end, and a window needs that.
  const { startWindow } = await import('./start-window.ts');
  void startWindow(windowCommandLine);
}
