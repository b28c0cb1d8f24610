import { app, BrowserWindow, dialog, Menu, Notification, powerMonitor, session } from 'electron';
import { toAppError } from '#shared/errors.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import type { HostActions } from '../engine/handlers/types.ts';
import type { Ports, Publish } from '../engine/ports.ts';
import { readStatuses } from '../engine/scheduling/status.ts';
import { launchArguments } from '../launch-arguments.ts';
import { exitCodes, type Output } from '../output.ts';
import { openBridge, publishTo } from '../ipc/bridge.ts';
import { createDispatch } from '../ipc/dispatch.ts';
import { appOrigin, serveApp } from './app-protocol.ts';
import { openAppWindow } from './app-window.ts';
import { reportDemo } from './demo-report.ts';
import { openOutside, refusePermissions } from './security.ts';
import { createTray, hasTrayHost, type TrayView } from './tray.ts';
import { watchOutbox } from './watch-outbox.ts';

export interface DesktopOptions {
  readonly profileName: string;
  readonly databasePath: string;
  readonly isDemo: boolean;
  /** Where to leave a picture once the first figures are shown, after which the program ends; null to stay open. */
  readonly demoReport: string | null;
  readonly resources: string;
  readonly rendererFolder: string;
  readonly preloadPath: string;
  readonly devServerUrl: string | undefined;
  readonly ports: Omit<Ports, 'publish'>;
  readonly output: Output;
  readonly openEngine: (parts: Pick<EngineOptions, 'publish' | 'host'>) => Promise<Engine>;
  readonly closeWorld: () => Promise<void>;
}

/** Opens the console: engine, window, tray. Returns once everything stands. */
export async function start(options: DesktopOptions): Promise<void> {
  const { ports } = options;
  const desktop = new Desktop(options);
  try {
    await desktop.open();
  } catch (thrown) {
    const error = toAppError(thrown);
    ports.log.error({ err: error.cause ?? thrown }, error.userMessage);
    if (options.demoReport === null) dialog.showErrorBox('Rounds cannot start', error.userMessage);
    options.output.err(`${error.userMessage}\n`);
    await options.closeWorld();
    app.exit(error.code === 'storage' ? exitCodes.storage : exitCodes.failed);
  }
}

/** How long runs may take to record their end when the program quits, milliseconds. */
const quitLimitMs = 5_000;

class Desktop {
  readonly #options: DesktopOptions;
  readonly #endings: (() => void)[] = [];
  #window: BrowserWindow | null = null;
  #tray: TrayView | null = null;
  #isQuitting = false;

  constructor(options: DesktopOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    const options = this.#options;
    const hasTray = await hasTrayHost(process.platform);
    const { ports } = options;
    const toWindow = publishTo(() => this.#window);
    const publish: Publish = (name, payload) => {
      toWindow(name, payload);
      if (name === 'schedules.changed' || name === 'run.changed') this.#drawTray();
    };
    const engine = await options.openEngine({ publish: () => publish, host: this.#host(hasTray) });
    this.#drawTray = () => this.#tray?.show(readStatuses(engine.store, ports.clock.now()));
    serveApp(session.defaultSession, options.rendererFolder);
    refusePermissions(session.defaultSession);
    const dispatch = createDispatch(engine.handlers, ports.log);
    const origin = options.devServerUrl === undefined ? appOrigin : new URL(options.devServerUrl);
    this.#endings.push(openBridge({ dispatch, origin, log: (message) => ports.log.warn({}, message) }));
    this.#endings.push(watchOutbox(options.databasePath, engine.store, publish, ports.log));
    Menu.setApplicationMenu(appMenu());
    this.#openWindow(engine, hasTray);
    if (hasTray) this.#openTray(engine);
    this.#endings.push(engine.scheduler.start());
    this.#endings.push(watchForVanished(engine));
    this.#listen(engine);
    if (options.demoReport !== null) await this.#report(engine, options.demoReport);
  }

  #drawTray: () => void = () => undefined;

  #host(hasTray: boolean): HostActions {
    const { profileName, isDemo } = this.#options;
    return {
      info: () => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        profileName,
        isDemo,
        hasTray,
        platform: process.platform,
      }),
      restart: (demo) => {
        const kept = launchArguments().filter((arg) => arg !== '--demo');
        app.relaunch({ args: demo ? [...withoutProfile(kept), '--demo'] : withoutProfile(kept) });
        app.quit();
      },
      openLink: openOutside,
    };
  }

  #openWindow(engine: Engine, hasTray: boolean): void {
    const options = this.#options;
    this.#window = openAppWindow({
      preloadPath: options.preloadPath,
      iconPath: `${options.resources}/icon.png`,
      // A report shows the Now page, whatever page was open last.
      url: `${options.devServerUrl ?? `${appOrigin.protocol}//${appOrigin.host}/index.html`}${options.demoReport === null ? '' : '#/'}`,
      title: options.isDemo ? 'Rounds (sample data)' : 'Rounds',
      settings: engine.store.settings,
      closing: (window) => {
        if (this.#isQuitting) return false;
        if (hasTray) window.hide();
        else window.minimize();
        this.#sayOnceThatItStays(engine, hasTray);
        return true;
      },
    });
    this.#window.on('closed', () => {
      this.#window = null;
    });
    this.#window.webContents.on('render-process-gone', (_event, { reason }) => {
      options.ports.log.error({ reason }, 'The page of the window ended and is loaded again');
      if (!this.#isQuitting && reason !== 'clean-exit') this.#window?.webContents.reload();
    });
  }

  #sayOnceThatItStays(engine: Engine, hasTray: boolean): void {
    const { settings } = engine.store;
    if (settings.read('trayNoticeShown') !== null) return;
    settings.write('trayNoticeShown', String(this.#options.ports.clock.now()));
    if (!Notification.isSupported()) return;
    const place = hasTray ? 'in the tray' : 'in the minimized window';
    new Notification({
      title: 'Rounds goes on',
      body: `It keeps making its rounds ${place}. Quit from its menu.`,
    }).show();
  }

  #openTray(engine: Engine): void {
    const { resources, ports } = this.#options;
    const call = <T>(work: Promise<T>): void => {
      work.catch((thrown: unknown) => ports.log.warn({ err: thrown }, 'An action of the tray failed'));
    };
    const tray = createTray({
      iconFolder: resources,
      now: ports.clock.now,
      actions: {
        open: () => this.#show(),
        quit: () => app.quit(),
        runNow: (scheduleId) =>
          call(engine.handlers['runs.startSchedule']({ scheduleId, reason: 'Asked for in the tray.' })),
        setAllPaused: (isPaused) => call(engine.handlers['schedules.setPaused']({ scheduleId: null, isPaused })),
      },
    });
    this.#tray = tray;
    this.#endings.push(() => tray.close());
  }

  #show(): void {
    if (this.#window === null) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #listen(engine: Engine): void {
    app.on('second-instance', () => this.#show());
    app.on('activate', () => this.#show());
    powerMonitor.on('resume', () => engine.scheduler.replan());
    app.on('before-quit', (event) => {
      if (this.#isQuitting) return;
      event.preventDefault();
      void this.#quit(engine, exitCodes.good);
    });
    process.on('SIGINT', () => void this.#quit(engine, exitCodes.interrupted));
    process.on('SIGTERM', () => void this.#quit(engine, exitCodes.terminated));
    process.on('uncaughtException', (err) => {
      this.#options.ports.log.error({ err }, 'Rounds met a bug of its own and ends');
      dialog.showErrorBox('Rounds has to end', 'It met a bug of its own. The log file has the details.');
      void this.#quit(engine, exitCodes.failed);
    });
  }

  async #quit(engine: Engine, code: number): Promise<void> {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    const limit = this.#options.ports.clock.deadline(quitLimitMs);
    limit.signal.addEventListener('abort', () => app.exit(code));
    for (const end of this.#endings.toReversed()) end();
    await engine.close();
    await this.#options.closeWorld();
    limit.end();
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    app.exit(code);
  }

  async #report(engine: Engine, folder: string): Promise<void> {
    const { ports, output } = this.#options;
    if (this.#window === null) return;
    const code = await reportDemo({ engine, window: this.#window, folder, clock: ports.clock, output });
    await this.#quit(engine, code);
  }
}

/** How often it is looked whether other processes on the database are still there. */
const vanishedCheckMs = 5_000;

/** Ends the runs of commands that were killed beside the window, which otherwise would look as if they went on. */
function watchForVanished({ runner }: Engine): () => void {
  const timer = setInterval(() => runner.recover(), vanishedCheckMs);
  return () => clearInterval(timer);
}

/** The arguments without the profile, so that sample data and the user's own never meet in one folder. */
function withoutProfile(args: readonly string[]): string[] {
  return args.filter((arg, index) => !arg.startsWith('--profile') && args[index - 1] !== '--profile');
}

function appMenu(): Menu {
  return Menu.buildFromTemplate([
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { label: 'File', submenu: [{ role: 'close' }, { type: 'separator' }, { role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
    },
    { role: 'windowMenu' },
  ]);
}
