import { BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import type { Settings } from '../engine/store/settings.ts';

export interface AppWindowOptions {
  readonly preloadPath: string;
  readonly iconPath: string;
  /** The page to show: the built one, or the dev server's. */
  readonly url: string;
  readonly title: string;
  readonly settings: Settings;
  /** Decides what closing by hand does; true means it was dealt with and the window stays. */
  readonly closing: (window: BrowserWindow) => boolean;
}

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(960), height: z.int().min(640) });

/** Opens the console's window where it stood last time, once its page is ready to be seen. */
export function openAppWindow(options: AppWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...rememberedBounds(options.settings),
    minWidth: 960,
    minHeight: 640,
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
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', (event) => {
    options.settings.write('windowBounds', JSON.stringify(window.getNormalBounds()));
    if (options.closing(window)) event.preventDefault();
  });
  void window.loadURL(options.url);
  return window;
}

/** The stored place, if it still lies on a screen. */
function rememberedBounds(settings: Settings): Partial<Rectangle> {
  const bounds = readBounds(settings.read('windowBounds'));
  if (bounds === null) return {};
  const { x, y, width, height } = bounds;
  const isVisible = screen.getAllDisplays().some(({ workArea }) => {
    const isAcross = x < workArea.x + workArea.width && x + width > workArea.x;
    return isAcross && y < workArea.y + workArea.height && y + titleBarHeight > workArea.y;
  });
  return isVisible ? { x, y, width, height } : { width, height };
}

/** So much of the top edge must lie on a screen for the window to be moved by hand. */
const titleBarHeight = 40;

function readBounds(stored: string | null): z.output<typeof Bounds> | null {
  try {
    return Bounds.parse(JSON.parse(stored ?? 'null'));
  } catch {
    // A place that cannot be read is no place; the window opens where the desktop puts it.
    return null;
  }
}
