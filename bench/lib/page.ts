import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { z } from 'zod';

const Targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
const Answer = z.object({
  id: z.int().optional(),
  error: z.object({ message: z.string() }).optional(),
  result: z
    .object({
      result: z.object({ value: z.unknown().optional() }).optional(),
      exceptionDetails: z.unknown().optional(),
    })
    .optional(),
});
type Answer = z.infer<typeof Answer>;

/** The one page of a program, by Chromium's debugging protocol (https://chromedevtools.github.io/devtools-protocol/). */
export interface DebuggedPage {
  /**
   * What an expression comes to, its promise waited for. Rejects where it throws, where the page goes away, and where it takes
   * longer than the limit; then with what could still be seen of the page.
   */
  evaluate(expression: string, limitMs: number): Promise<unknown>;
  close(): void;
}

/** How long a program may take to say where it can be debugged, milliseconds. */
const startLimitMs = 60_000;
/** How long anything may take that is done at once, milliseconds. */
const shortLimitMs = 10_000;

/** Attaches to the page of a program that was started with `--remote-debugging-port=0`; `said` gives its stderr so far. */
export async function attach(said: () => string): Promise<DebuggedPage> {
  const port = await debuggingPort(said);
  const url = await pageUrl(port);
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`The page at ${url} does not answer.`)));
  });
  const ask = asker(socket);
  await scriptable(ask);
  // A window that others cover, or that is not shown, is given no frames: what waits for one would wait for ever.
  await ask('Page.bringToFront', {}, shortLimitMs);
  return {
    evaluate: async (expression, limitMs) => {
      const answer = await ask('Runtime.evaluate', evaluation(expression), limitMs);
      if (answer === null) throw new Error(`The page took longer than ${limitMs / 1000} s. ${await stateOf(ask)}`);
      return valueOf(answer);
    },
    close: () => socket.close(),
  };
}

/** Sends a command and gives its answer; null where none came within the limit. Rejects when the page goes away. */
type Ask = (method: string, params: object, limitMs: number) => Promise<Answer | null>;

function asker(socket: WebSocket): Ask {
  let lastId = 0;
  return (method, params, limitMs) => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        socket.removeEventListener('message', hear);
        socket.removeEventListener('close', lose);
        act();
      };
      const hear = ({ data }: { readonly data: unknown }): void => {
        const answer = Answer.parse(JSON.parse(String(data)));
        if (answer.id === id) settle(() => resolve(answer));
      };
      const lose = (): void => settle(() => reject(new Error(`The page went away before it answered ${method}.`)));
      const timer = setTimeout(() => settle(() => resolve(null)), limitMs);
      socket.addEventListener('message', hear);
      socket.addEventListener('close', lose);
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
}

function evaluation(expression: string): object {
  return { expression, awaitPromise: true, returnByValue: true };
}

function valueOf(answer: Answer): unknown {
  const { result } = answer;
  if (result?.result === undefined || result.exceptionDetails !== undefined)
    throw new Error(`The page could not do it: ${JSON.stringify(answer).slice(0, 500)}`);
  return result.result.value;
}

/** Waits until the page has a place for scripts: it has none between its empty beginning and its own document. */
async function scriptable(ask: Ask): Promise<void> {
  for (const until = Date.now() + startLimitMs; Date.now() < until; await delay(20)) {
    const answer = await ask('Runtime.evaluate', evaluation('1'), shortLimitMs);
    if (answer !== null && answer.error === undefined) return;
  }
  throw new Error('The page never came to run a script.');
}

const state = `(async () => {
  const hasFrames = await new Promise((resolve) => {
    setTimeout(() => resolve(false), 2000);
    requestAnimationFrame(() => resolve(true));
  });
  const frames = hasFrames ? 'frames come' : 'no frame comes';
  return 'It is ' + document.visibilityState + (document.hasFocus() ? ', ' : ', not in front, ') + frames + ', at ' + location.href;
})()`;

/** What can be told of a page that did not answer in time. */
async function stateOf(ask: Ask): Promise<string> {
  const answer = await ask('Runtime.evaluate', evaluation(state), shortLimitMs);
  return answer === null ? 'Nor does it answer anything else.' : String(valueOf(answer));
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
