import { BrowserWindow, type Session, type WebContents } from 'electron';
import { AppError } from '#shared/errors.ts';
import { placeOf } from '../../engine/sources/name-source.ts';
import type { PageFate } from './page-fate.ts';
import { isWithin, strayError } from './page-walls.ts';

/** Opens the window of a page, which nobody sees and which can do nothing but show pages of its origin. */
export function openPageWindow(session: Session, origin: string, fate: PageFate): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    width: 1280,
    height: 1024,
    skipTaskbar: true,
    focusable: false,
    webPreferences: {
      session,
      offscreen: true,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webgl: false,
      images: false,
      spellcheck: false,
      disableDialogs: true,
      autoplayPolicy: 'document-user-activation-required',
      backgroundThrottling: false,
    },
  });
  const { webContents } = window;
  webContents.setAudioMuted(true);
  webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  keepWithin(webContents, origin, fate);
  refuseQuestions(webContents);
  webContents.on('render-process-gone', (_event, { reason }) => fate.end(goneError(origin, reason)));
  webContents.on('destroyed', () => fate.end(new AppError('canceled', `The page of ${placeOf(origin)} was closed.`)));
  return window;
}

function keepWithin(contents: WebContents, origin: string, fate: PageFate): void {
  const stop = (event: { preventDefault(): void; readonly url: string; readonly isMainFrame: boolean }): void => {
    const isOwnText = !event.isMainFrame && /^about:(blank|srcdoc)$/.test(event.url);
    if (isOwnText || isWithin(event.url, origin)) return;
    event.preventDefault();
    if (event.isMainFrame) fate.fail(strayError(origin, event.url));
  };
  contents.on('will-frame-navigate', stop);
  contents.on('will-redirect', stop);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Nobody is there to answer a question, so each is answered with no. */
function refuseQuestions(contents: WebContents): void {
  contents.on('login', (event, _details, _info, answer) => {
    event.preventDefault();
    answer();
  });
  contents.on('certificate-error', (event, _url, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
}

function goneError(origin: string, reason: string): AppError {
  const place = placeOf(origin);
  if (reason === 'oom') return memoryError(place);
  if (reason === 'launch-failed')
    return new AppError(
      'refused',
      'The browser could not be started. Start Rounds anew, and look at the log if that does not help.',
    );
  return new AppError('source_changed', `A page of ${place} broke the browser that showed it (${reason}).`);
}

/** The failure of a page that takes too much memory. */
export function memoryError(place: string): AppError {
  return new AppError('source_changed', `A page of ${place} took more memory than Rounds gives it, and was ended.`);
}
