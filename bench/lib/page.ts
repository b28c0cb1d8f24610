import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { z } from 'zod';

const Targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
const Answer = z.object({
  id: z.int().optional(),
  result: z
    .object({
      result: z.object({ value: z.unknown().optional() }).optional(),
      exceptionDetails: z.unknown().optional(),
    })
    .optional(),
});

/** The one page of a program, by Chromium's debugging protocol (https://chromedevtools.github.io/devtools-protocol/). */
export interface DebuggedPage {
  /** What an expression comes to, its promise waited for. Rejects where it throws. */
  evaluate(expression: string): Promise<unknown>;
  close(): void;
}

/** How long a program may take to say where it can be debugged, milliseconds. */
const startLimitMs = 60_000;

/** Attaches to the page of a program that was started with `--remote-debugging-port=0`; `said` gives its stderr so far. */
export async function attach(said: () => string): Promise<DebuggedPage> {
  const port = await debuggingPort(said);
  const url = await pageUrl(port);
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`The page at ${url} does not answer.`)));
  });
  let lastId = 0;
  return {
    evaluate: (expression) => {
      lastId += 1;
      const id = lastId;
      const answered = new Promise<unknown>((resolve, reject) => {
        const hear = ({ data }: { readonly data: unknown }): void => {
          const answer = Answer.parse(JSON.parse(String(data)));
          if (answer.id !== id) return;
          socket.removeEventListener('message', hear);
          const { result } = answer;
          if (result?.result === undefined || result.exceptionDetails !== undefined)
            reject(new Error(`The page could not do it: ${String(data).slice(0, 500)}`));
          else resolve(result.result.value);
        };
        socket.addEventListener('message', hear);
      });
      const params = { expression, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
      return answered;
    },
    close: () => socket.close(),
  };
}

async function debuggingPort(said: () => string): Promise<string> {
  for (const until = Date.now() + startLimitMs; Date.now() < until; await delay(20)) {
    const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said())?.[1];
    if (port !== undefined) return port;
  }
  throw new Error(`The program cannot be debugged; it said: ${said().trim() || 'nothing'}`);
}

async function pageUrl(port: string): Promise<string> {
  for (const until = Date.now() + startLimitMs; Date.now() < until; await delay(20)) {
    const response = await fetch(`http://127.0.0.1:${port}/json`);
    // Before its own address it has an empty one, and whatever is asked of that is never answered.
    const pages = Targets.parse(await response.json()).filter(({ type }) => type === 'page');
    const page = pages.find(({ url }) => url.startsWith('app:'));
    if (page !== undefined) return page.webSocketDebuggerUrl;
  }
  throw new Error('The program opened no page.');
}
