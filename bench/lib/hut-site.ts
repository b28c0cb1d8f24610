import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The sample hut service in another process. */
export interface HutSite {
  readonly url: string;
  /** Which version of the calendars it tells; one night in twenty differs between them. It begins with `before`. */
  tell(version: 'before' | 'after'): Promise<void>;
  /** What it answers for a hut now, not measured. */
  calendar(hut: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts the service with so many huts, as it is at an instant; it makes all its answers first. */
export async function startHutSite(hutCount: number, now: number, seed: number): Promise<HutSite> {
  const args = [hutCount, now, seed].map(String);
  // Beside this file once it is built.
  const child = fork(join(import.meta.dirname, 'hut-site-process.js'), args);
  const ended = once(child, 'exit');
  const said = async (): Promise<unknown> => {
    const message = once(child, 'message').then(([value]: unknown[]) => value);
    return Promise.race([
      message,
      ended.then(([code]) => Promise.reject(new Error(`The service ended with ${code}.`))),
    ]);
  };
  const address = await said();
  const port = typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    async tell(version) {
      child.send(version);
      await said();
    },
    async calendar(hut) {
      const response = await fetch(`${url}/api/v1/reservation/getHutAvailability?hutId=${hut}`);
      return response.text();
    },
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
