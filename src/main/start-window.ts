import { app } from 'electron';
import type { BrowserStart } from './adapters/browser-start.ts';
import { systemClock } from './adapters/system-clock.ts';
import { builtFiles } from './built-files.ts';
import type { WindowCommandLine } from './command-line.ts';
import { start } from './desktop/desktop.ts';
import { prepareDesktop } from './desktop/prepare.ts';
import { exitCodes } from './output.ts';
import { chooseProfile, endWith, terminal } from './program.ts';

/**
 * Starts the program with its window; a second start on a profile brings the first one's window back instead. Begun before
 * Electron is ready, as some of it must be. The engine's code is loaded once the page has its scripts.
 */
export async function startWindow(commandLine: WindowCommandLine, browser: BrowserStart): Promise<void> {
  try {
    prepareDesktop();
    const profile = chooseProfile(commandLine);
    app.setPath('userData', profile.windowFolder);
    if (!app.requestSingleInstanceLock()) return app.exit(exitCodes.good);
    await app.whenReady();
    await start({
      profileName: profile.name,
      databasePath: profile.databasePath,
      placeFile: profile.placeFile,
      preferencesFile: profile.preferencesFile,
      isDemo: commandLine.isDemo,
      demoReport: commandLine.command.demoReport,
      ...builtFiles(app.getAppPath()),
      devServerUrl: app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'],
      clock: systemClock,
      output: terminal,
      openEngine: async (parts) => {
        const { openWindowEngine } = await import('./window-engine.ts');
        return openWindowEngine(commandLine, profile, browser, parts);
      },
    });
  } catch (thrown) {
    endWith(thrown);
  }
}
