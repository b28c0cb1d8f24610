import { WebSocket } from 'undici';
import { z } from 'zod';

/** What to wait for on the page of a window. */
export interface Awaited {
  /** Seen once an element fits. */
  readonly selector: string;
  /** Route that the page shall begin with, as if it had been open last; null for its own first page. */
  readonly hash: string | null;
}

/** When the page had painted it, UTC epoch milliseconds with fractions; `isEarly` if it was watched from its beginning. */
export interface Painted {
  readonly at: number;
  readonly isEarly: boolean;
}

const Message = z.object({
  id: z.int().optional(),
  method: z.string().optional(),
  sessionId: z.string().optional(),
  params: z
    .object({
      sessionId: z.string().optional(),
      targetInfo: z.object({ type: z.string() }).optional(),
      name: z.string().optional(),
      payload: z.string().optional(),
    })
    .optional(),
});
const PaintedReport = z.object({ at: z.number(), isEarly: z.boolean() });

const binding = 'benchPainted';

/**
 * Runs in the page before its own scripts. The page's own clock says when two frames have gone by after the element was
 * there, so the way to this process costs nothing.
 */
function probe({ selector, hash }: Awaited): string {
  return `(() => {
    // On the document, not the window: that of the empty page before it may be used on.
    if (location.protocol === 'about:' || document.benchIsWatching) return;
    document.benchIsWatching = true;
    const report = (isEarly) => window.${binding}(
      JSON.stringify({ at: performance.timeOrigin + performance.now(), isEarly }));
    if (document.body !== null) return report(false);
    const hash = ${JSON.stringify(hash)};
    if (hash !== null && location.hash !== hash) history.replaceState(null, '', hash);
    const look = () => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) return false;
      requestAnimationFrame(() => requestAnimationFrame(() => report(true)));
      return true;
    };
    const observer = new MutationObserver(() => look() && observer.disconnect());
    observer.observe(document, { childList: true, subtree: true, attributes: true });
  })()`;
}

/**
 * Watches the first page of a program over Chromium's debugging protocol (https://chromedevtools.github.io/devtools-protocol/).
 * New pages wait until they are watched.
 */
export function watchPaint(url: string, awaited: Awaited): Promise<Painted> {
  const socket = new WebSocket(url);
  let lastId = 0;
  const send = (method: string, params: object, sessionId?: string): void => {
    lastId += 1;
    socket.send(JSON.stringify({ id: lastId, method, params, sessionId }));
  };
  const source = probe(awaited);
  const look = (sessionId: string): void => send('Runtime.evaluate', { expression: source }, sessionId);
  const watch = (sessionId: string): void => {
    send('Runtime.enable', {}, sessionId);
    send('Runtime.addBinding', { name: binding }, sessionId);
    send('Page.enable', {}, sessionId);
    send('Page.addScriptToEvaluateOnNewDocument', { source }, sessionId);
    look(sessionId);
    send('Runtime.runIfWaitingForDebugger', {}, sessionId);
  };
  return new Promise<Painted>((resolve, reject) => {
    socket.addEventListener('open', () =>
      send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    );
    socket.addEventListener('error', () => reject(new Error(`The program's debugging port ${url} does not answer.`)));
    socket.addEventListener('close', () => reject(new Error('The program ended before it had painted.')));
    socket.addEventListener('message', ({ data }) => {
      const { method, sessionId, params } = Message.parse(JSON.parse(String(data)));
      if (method === 'Target.attachedToTarget' && params?.sessionId !== undefined) watch(params.sessionId);
      // A document that was on its way when the watching began does not run the script for new ones.
      if (method === 'Runtime.executionContextsCleared' && sessionId !== undefined) look(sessionId);
      if (method !== 'Runtime.bindingCalled' || params?.name !== binding) return;
      resolve(PaintedReport.parse(JSON.parse(params.payload ?? '')));
      socket.close();
    });
  });
}
