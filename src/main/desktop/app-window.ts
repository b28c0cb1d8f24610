import { BrowserWindow, screen } from 'electron';
import { readPlace, smallest } from './window-place.ts';

export interface AppWindowOptions {
  readonly preloadPath: string;
  readonly iconPath: string;
  /** The page to show: the built one, or the dev server's. */
  readonly url: string;
  readonly title: string;
  /** Remembers where the window stood; `keepPlace` writes it. */
  readonly placeFile: string;
  /** Decides what closing by hand does; true means it was dealt with and the window stays. */
  readonly closing: () => boolean;
}

/** Opens the console's window where it stood last time, once its page is ready to be seen. */
export function openAppWindow(options: AppWindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...readPlace(options.placeFile, screens),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: options.title,
    icon: options.iconPath,
    autoHideMenuBar: true,
    backgroundColor: '#00000000',
    webPreferences: {
      preload: options.preloadPath,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
      // The page's scripts come from the disk and never change under one name: their compiled form is worth keeping at once.
      v8CacheOptions: 'bypassHeatCheck',
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', (event) => {
    if (options.closing()) event.preventDefault();
  });
  showPage(window, options.url);
  return window;
}

/** Loads a page; what keeps it from that is heard of by `pageWasRead`, or by the page's end. */
export function showPage(window: BrowserWindow, url: string): void {
  window.loadURL(url).catch(() => undefined);
}

/** Resolves once the page was read, failed to load or ended: whatever it asked of this process was served by then. */
export function pageWasRead({ webContents }: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    webContents.once('dom-ready', () => resolve());
    webContents.once('did-fail-load', () => resolve());
    webContents.once('render-process-gone', () => resolve());
    webContents.once('destroyed', () => resolve());
  });
}
