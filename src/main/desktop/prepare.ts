import { app } from 'electron';
import { registerAppScheme } from './app-protocol.ts';
import { lockDown } from './security.ts';

/** What must happen before Electron is ready, so before anything is awaited. */
export function prepareDesktop(): void {
  registerAppScheme();
  lockDown(app);
  // Closing the last window leaves the tray; quitting has its own way.
  app.on('window-all-closed', () => undefined);
}
