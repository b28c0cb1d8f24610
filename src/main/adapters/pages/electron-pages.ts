import type { BrowserWindow, Session } from 'electron';
import PQueue from 'p-queue';
import { AppError } from '#shared/errors.ts';
import type { Clock, Log } from '../../engine/ports.ts';
import type { PageOptions, RenderedPage, RenderedPages } from '../../engine/rendered-pages.ts';
import { canceledError } from '../../engine/sources/hop-watch.ts';
import { placeOf } from '../../engine/sources/name-source.ts';
import type { BrowserStart } from '../browser-start.ts';
import { createPage } from './electron-page.ts';
import { watchMemory } from './memory-watch.ts';
import { followDocuments } from './page-documents.ts';
import { createPageFate, type PageFate } from './page-fate.ts';
import { createPagePace } from './page-pace.ts';
import { checkPublic, endSession, makeReady, sessionOf } from './page-session.ts';
import { isTooLong, raiseWalls, shutWalls, tooLongError } from './page-walls.ts';
import { memoryError, openPageWindow } from './page-window.ts';
import { openPageWorld } from './page-world.ts';

export interface ElectronPagesOptions {
  readonly browser: BrowserStart;
  readonly clock: Clock;
  readonly log: Log;
}

/** A page that does not answer within this is ended, milliseconds. */
const answerLimitMs = 1_000;

/**
 * The `RenderedPages` port over windows of Electron that nobody sees. Each partition is a session in memory, whose requests can
 * leave for its origin only; a page's scripts run in Chromium's sandbox, without Node and without a preload. What is not kept in:
 * a host's name may be looked up for a page that names it, and an address that changes to a private one between the look-up and
 * the answer gets the request, though its answer is thrown away.
 */
export function createElectronPages(parts: ElectronPagesOptions): RenderedPages {
  const queues = new Map<string, PQueue>();
  return {
    async open(options) {
      await parts.browser.ready();
      const queue = queues.get(options.partition) ?? new PQueue({ concurrency: 1 });
      queues.set(options.partition, queue);
      try {
        return await inTurn(queue, parts, options);
      } catch (thrown) {
        throw options.signal.aborted ? canceledError(placeOf(options.origin), options.signal) : thrown;
      } finally {
        if (queue.size === 0 && queue.pending === 0) queues.delete(options.partition);
      }
    },
  };
}

/** Opens a page when those before it are closed; the queue goes on when this one is. */
function inTurn(queue: PQueue, parts: ElectronPagesOptions, options: PageOptions): Promise<RenderedPage> {
  return new Promise((resolve, reject) => {
    const turn = (): Promise<void> =>
      new Promise((leave) => {
        openPage(parts, options, leave).then(resolve, (thrown: unknown) => {
          reject(thrown);
          leave();
        });
      });
    queue.add(turn, { signal: options.signal }).catch(reject);
  });
}

async function openPage(
  { clock, log }: ElectronPagesOptions,
  options: PageOptions,
  onClosed: () => void,
): Promise<RenderedPage> {
  const { origin, signal, allowPrivateAddress, stepLimitMs } = options;
  const place = placeOf(origin);
  if (signal.aborted) throw canceledError(place, signal);
  const session = sessionOf(options);
  const checkHost = async (): Promise<void> => {
    if (!allowPrivateAddress) await checkPublic(session, origin);
  };
  const life = new AbortController();
  let endIfStuck = async (): Promise<void> => undefined;
  const onLate = (): void => void endIfStuck();
  const fate = createPageFate({ clock, place, stepLimitMs, onEnd: () => life.abort(), onLate });
  const walls = raiseWalls(session, { ...options, fate, now: () => clock.now(), checkHost });
  const window = openPageWindow(session, origin, fate);
  const close = closer({ window, session, fate, place, signal, onClosed });
  try {
    // A document to begin with: without one there is nothing that the tools could be attached to.
    const isBlank = window.loadURL('about:blank');
    await Promise.all([makeReady(session, options, log).then(checkHost), isBlank]);
    const world = await openPageWorld(window.webContents, (sizeBytes) => {
      // An answer on its way cannot be given up by itself.
      if (isTooLong(sizeBytes)) crash(window, fate, tooLongError(place));
    });
    const documents = followDocuments(window.webContents, walls, fate, place);
    const pid = (): number => (window.isDestroyed() ? 0 : window.webContents.getOSProcessId());
    void watchMemory(clock, pid, life.signal, () => crash(window, fate, memoryError(place)));
    endIfStuck = async () => {
      if (!(await answers(clock, () => world.run('true')))) crash(window, fate, stuckError(place));
    };
    const pace = createPagePace(window.webContents, clock);
    return createPage({ window, session, world, documents, fate, pace, options, clock, close });
  } catch (thrown) {
    const reason = fate.ended ?? thrown;
    await close();
    throw reason;
  }
}

interface Closing {
  readonly window: BrowserWindow;
  readonly session: Session;
  readonly fate: PageFate;
  readonly place: string;
  readonly signal: AbortSignal;
  onClosed(): void;
}

/** What closes a page, once; its caller's signal does as well. */
function closer({ window, session, fate, place, signal, onClosed }: Closing): () => Promise<void> {
  let closing: Promise<void> | null = null;
  const doIt = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    fate.end(new AppError('canceled', `The page of ${place} was closed.`));
    if (!window.isDestroyed()) window.destroy();
    shutWalls(session);
    await endSession(session);
    onClosed();
  };
  const close = (): Promise<void> => (closing ??= doIt());
  const onAbort = (): void => {
    fate.end(canceledError(place, signal));
    void close();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return close;
}

function crash(window: BrowserWindow, fate: PageFate, error: AppError): void {
  fate.end(error);
  if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
}

function stuckError(place: string): AppError {
  return new AppError('timeout', `A page of ${place} did nothing but work on and on, and was ended.`);
}

async function answers(clock: Clock, ask: () => Promise<unknown>): Promise<boolean> {
  const limit = clock.deadline(answerLimitMs);
  const late = new Promise<boolean>((resolve) =>
    limit.signal.addEventListener('abort', () => resolve(false), { once: true }),
  );
  try {
    return await Promise.race([ask().then(() => true), late]);
  } catch {
    return false;
  } finally {
    limit.end();
  }
}
