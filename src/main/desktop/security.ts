import { type App, type Session, shell, type WebContents } from 'electron';
import { AppError } from '#shared/errors.ts';

/** Shuts every door that a page could leave by: navigation, new windows, web views. */
export function lockDown(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Refuses every permission a page could ask for. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
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
