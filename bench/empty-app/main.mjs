// The least that an Electron program with a window can do: one window as the console's, with one line of text in it.
import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';

const userData = process.argv.find((arg) => arg.startsWith('--bench-folder='))?.slice('--bench-folder='.length);
if (userData) app.setPath('userData', userData);
process.on('SIGTERM', () => app.exit(0));
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  return window.loadFile(join(import.meta.dirname, 'index.html'));
});
