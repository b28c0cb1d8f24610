import type { App } from 'electron';
import { AppError } from '#shared/errors.ts';

/** The browser that a process brings along but starts only where somebody wants a page, or what the system keeps for it. */
export interface BrowserStart {
  /** Resolves as soon as somebody wants the browser; Electron gets ready only once the main module has run to its end. */
  readonly wanted: Promise<void>;
  /** Resolves once the browser can be used. Rejects with `refused` where it cannot start here. */
  ready(): Promise<void>;
}

/** What decides whether a browser can start without a screen. */
export interface BrowserPlace {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What `--ozone-platform` says; empty where it was not given. */
  readonly ozonePlatform: string;
}

/** The switch without which Chromium looks for a screen on Linux; too late once the program has begun. */
export const screenlessSwitch = '--ozone-platform=headless';

/** Whether a browser would look for a screen that is not there, and end the process over it. */
export function lacksScreen({ platform, environment, ozonePlatform }: BrowserPlace): boolean {
  const hasScreen = Boolean(environment['DISPLAY'] ?? '') || Boolean(environment['WAYLAND_DISPLAY'] ?? '');
  return platform === 'linux' && !hasScreen && ozonePlatform !== 'headless';
}

/** Makes the start of this process's browser. Signals that the process listens to stay with it when the browser starts. */
export function createBrowserStart(app: Pick<App, 'isReady' | 'whenReady'>, place: BrowserPlace): BrowserStart {
  let want = (): void => undefined;
  const wanted = new Promise<void>((resolve) => {
    want = resolve;
  });
  let started: Promise<void> | null = null;
  const start = async (): Promise<void> => {
    want();
    await app.whenReady();
    keepSignals();
  };
  return {
    wanted,
    async ready() {
      if (lacksScreen(place) && !app.isReady()) {
        throw new AppError(
          'refused',
          `There is no screen here, and pages cannot be opened without one. Start Rounds with ${screenlessSwitch}.`,
        );
      }
      started ??= start();
      await started;
    },
  };
}

/** A starting browser takes over the signals that end a process; listening anew gives them back to who listened before. */
function keepSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const listeners = process.listeners(signal);
    process.removeAllListeners(signal);
    for (const listener of listeners) process.on(signal, listener);
  }
}
