import { type BrowserWindow, ipcMain, type WebFrameMain } from 'electron';
import type { Reply } from '#shared/contract/api.ts';
import { AppError, toWireError } from '#shared/errors.ts';
import type { Publish } from '../engine/ports.ts';
import type { Dispatch } from './dispatch.ts';

export interface BridgeOptions {
  readonly dispatch: Dispatch;
  /** Protocol and host of the pages that may ask: ours. */
  readonly origin: { readonly protocol: string; readonly host: string };
  readonly log: (message: string) => void;
}

/** Opens the one channel to the renderer; returns the function that closes it. */
export function openBridge({ dispatch, origin, log }: BridgeOptions): () => void {
  ipcMain.handle('api:invoke', async (event, name: unknown, input: unknown): Promise<Reply> => {
    if (isOurs(event.senderFrame, origin)) return dispatch(name, input);
    log('A call from a foreign frame was refused');
    return { ok: false, error: toWireError(new AppError('refused', 'Only the Rounds window may ask this.')) };
  });
  return () => {
    ipcMain.removeHandler('api:invoke');
  };
}

/** True for the top frame of a page of ours. The origin of a custom scheme is the text `null`, so parts are compared. */
function isOurs(frame: WebFrameMain | null, origin: BridgeOptions['origin']): boolean {
  if (frame === null || frame.parent !== null || !URL.canParse(frame.url)) return false;
  const { protocol, host } = new URL(frame.url);
  return protocol === origin.protocol && host === origin.host;
}

/** Tells facts to a window, as long as there is one. */
export function publishTo(window: () => BrowserWindow | null): Publish {
  return (name, payload) => {
    const target = window();
    if (target !== null && !target.isDestroyed()) target.webContents.send(`event:${name}`, payload);
  };
}
