import { contextBridge, ipcRenderer } from 'electron';
import type { RoundsApi } from '#shared/contract/api.ts';

const api: RoundsApi = {
  invoke: (name, input) => ipcRenderer.invoke('api:invoke', name, input),
  subscribe: (name, listener) => {
    const channel = `event:${name}`;
    const receive = (_event: unknown, payload: Parameters<typeof listener>[0]): void => listener(payload);
    ipcRenderer.on(channel, receive);
    return () => {
      ipcRenderer.off(channel, receive);
    };
  },
};

contextBridge.exposeInMainWorld('api', api);
