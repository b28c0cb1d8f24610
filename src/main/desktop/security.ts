import { type App, session, type Session, shell, type WebContents } from 'electron';
import { AppError } from '#shared/errors.ts';

/**
 * Shuts every door that a page could leave by: navigation, new windows, web views. Pages with a session of their own are not the
 * console's, and whoever opens one gives it walls that fit.
 */
export function lockDown(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    if (contents.session === session.defaultSession) lockContents(contents);
  });
}

function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Refuses every permission a page could ask for. */
export function refusePermissions(own: Session): void {
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => event.preventDefault());
}

/** Opens an address in the user's browser. Rejects with `invalid_input` for anything but http and https. */
export async function openOutside(address: string): Promise<void> {
  if (!URL.canParse(address)) throw new AppError('invalid_input', 'This is not an address.');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new AppError('invalid_input', 'Only http and https addresses are opened.');
  }
  await shell.openExternal(url.href);
}
