import { app, type BrowserWindow, Notification, powerMonitor } from 'electron';
import type { Reply } from '#shared/contract/api.ts';
import type { OperationName } from '#shared/contract/index.ts';
import { AppError, toWireError } from '#shared/errors.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import type { HostActions } from '../engine/handlers/types.ts';
import type { Deliver, Log, Ports, Publish } from '../engine/ports.ts';
import { readStatuses } from '../engine/scheduling/status.ts';
import { publishTo } from '../ipc/bridge.ts';
import { createDispatch, type Dispatch } from '../ipc/dispatch.ts';
import type { ExitCode, Output } from '../output.ts';
import { reportDemo } from './demo-report.ts';
import { createTray, type TrayView } from './tray.ts';
import { watchDatabase } from '../watch-database.ts';

/** An engine with the world around it. */
export interface OpenEngine {
  readonly engine: Engine;
  readonly ports: Omit<Ports, 'publish'>;
  /** Closes the engine, then the world. */
  close(): Promise<void>;
}

/** What a window gives its engine. */
export interface EngineParts extends Pick<EngineOptions, 'publish' | 'host'> {
  /** Shows a notification of the system. */
  readonly tellDesktop: Deliver['desktop'];
}

export interface WorksOptions {
  readonly databasePath: string;
  readonly resources: string;
  readonly host: HostActions;
  /** Opens the engine. Rejects with `AppError`, having logged it and closed what it had opened. */
  readonly openEngine: (parts: EngineParts) => Promise<OpenEngine>;
  /** The window that is told facts, as long as there is one. */
  readonly window: () => BrowserWindow | null;
  /** Brings the window to the front. */
  readonly show: () => void;
}

/** Everything behind the window that needs the engine. */
export interface Works {
  readonly dispatch: Dispatch;
  readonly log: Log;
  /** Answers to nobody what a page asks for first: the second time such answers take a fraction of the time. */
  rehearse(): Promise<void>;
  /** Begins to plan, to listen to other processes and, with a tray, to show there; called once. */
  begin(hasTray: boolean): void;
  /** Says, once in the life of a profile, that closing the window ends nothing. */
  sayThatItStays(place: string): void;
  /** Leaves the demo's report in a folder, `reportDemo` says how. */
  report(window: BrowserWindow, folder: string, output: Output): Promise<ExitCode>;
  /** Ends everything that was begun, and closes. */
  close(): Promise<void>;
}

const closing: Reply = { ok: false, error: toWireError(new AppError('canceled', 'Rounds is being closed.')) };

/** What the frame of the page and its first pages ask for. */
const askedFirst = ['schedules.list', 'occupancy.list'] as const satisfies readonly OperationName[];

/** Opens the engine and builds on it what the window works with. Rejects as `openEngine` does. */
export async function openWorks(options: WorksOptions): Promise<Works> {
  const toWindow = publishTo(options.window);
  const endings: (() => void)[] = [];
  let drawTray = (): void => undefined;
  const publish: Publish = (name, payload) => {
    toWindow(name, payload);
    if (name === 'schedules.changed' || name === 'run.changed') drawTray();
  };
  const tellDesktop = createNotifications(options.show, toWindow);
  const opened = await options.openEngine({ publish: () => publish, host: options.host, tellDesktop });
  const { engine, ports } = opened;
  const answer = createDispatch(engine.handlers, ports.log);
  let isClosed = false;
  // The page asks on until it is gone, for the last facts told it to; nobody can answer any more.
  const dispatch: Dispatch = async (name, input) => (isClosed ? closing : answer(name, input));
  return {
    dispatch,
    log: ports.log,
    async rehearse() {
      for (const name of askedFirst) await dispatch(name, {});
    },
    begin(hasTray) {
      endings.push(watchDatabase(options.databasePath, () => engine.catchUp(), ports.log));
      if (hasTray) {
        const tray = openTray(options, opened);
        drawTray = () => tray.show(readStatuses(engine, ports.clock.now()));
        endings.push(() => {
          // Runs that are stopped after this still tell of their ends.
          drawTray = () => undefined;
          tray.close();
        });
      }
      endings.push(engine.scheduler.start(), replanAfterSleep(engine));
    },
    sayThatItStays: (place) => sayThatItStays(opened, place),
    report: (window, folder, output) => reportDemo({ engine, window, folder, clock: ports.clock, output }),
    async close() {
      isClosed = true;
      for (const end of endings.toReversed()) end();
      await opened.close();
    },
  };
}

function openTray({ resources, show }: WorksOptions, { engine, ports }: OpenEngine): TrayView {
  const call = <T>(work: Promise<T>): void => {
    work.catch((thrown: unknown) => ports.log.warn({ err: thrown }, 'An action of the tray failed'));
  };
  const handlers = engine.handlersFor('tray');
  return createTray({
    iconFolder: resources,
    now: ports.clock.now,
    actions: {
      open: show,
      quit: () => app.quit(),
      runNow: (scheduleId) =>
        call(handlers['runs.startSchedule']({ scheduleId, reason: 'Asked for in the tray.', isDryRun: false })),
      setAllPaused: (isPaused) =>
        call(handlers['schedules.setPaused']({ scheduleId: null, isPaused, reason: '', until: null })),
    },
  });
}

function sayThatItStays({ engine, ports }: OpenEngine, place: string): void {
  const { settings } = engine.store;
  if (settings.read('trayNoticeShown') !== null) return;
  settings.write('trayNoticeShown', String(ports.clock.now()));
  if (!Notification.isSupported()) return;
  new Notification({
    title: 'Rounds goes on',
    body: `It keeps making its rounds ${place}. Quit from its menu.`,
  }).show();
}

/** So many notifications are kept at hand: one that nobody holds is taken away, and a click on it comes to nothing. */
const mostShown = 50;

/** Shows notifications of the system; a click brings the window to the page of one. */
function createNotifications(show: () => void, toWindow: Publish): Deliver['desktop'] {
  const shown = new Set<Notification>();
  return ({ title, body, path }) => {
    if (!Notification.isSupported()) return false;
    const notification = new Notification({ title, body });
    const [oldest] = shown;
    if (oldest !== undefined && shown.size >= mostShown) shown.delete(oldest);
    shown.add(notification);
    notification.on('close', () => shown.delete(notification));
    notification.on('click', () => {
      shown.delete(notification);
      show();
      if (path !== null) toWindow('app.navigated', { path });
    });
    notification.show();
    return true;
  };
}

function replanAfterSleep({ scheduler }: Engine): () => void {
  const replan = (): void => scheduler.replan();
  powerMonitor.on('resume', replan);
  return () => {
    powerMonitor.off('resume', replan);
  };
}
