import { inspect } from 'node:util';
import { app, BrowserWindow, dialog, Menu, Notification, session } from 'electron';
import { toAppError } from '#shared/errors.ts';
import { preferencesParameter } from '#shared/model/preferences.ts';
import type { HostActions } from '../engine/handlers/types.ts';
import type { Clock } from '../engine/ports.ts';
import { openBridge } from '../ipc/bridge.ts';
import { createLateDispatch } from '../ipc/late-dispatch.ts';
import { launchArguments } from '../launch-arguments.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';
import { appOrigin, serveApp } from './app-protocol.ts';
import { appMenu } from './app-menu.ts';
import { createLoginStart } from './login-start.ts';
import { openAppWindow, pageWasRead, showPage } from './app-window.ts';
import { type KeptPreferences, openPreferences } from './kept-preferences.ts';
import { openOutside, refusePermissions } from './security.ts';
import { hasTrayHost } from './tray.ts';
import { writePlace } from './window-place.ts';
import type { Works, WorksOptions } from './works.ts';

export interface DesktopOptions {
  readonly profileName: string;
  readonly databasePath: string;
  /** Remembers where the window stood. */
  readonly placeFile: string;
  /** Keeps what was chosen for the window alone. */
  readonly preferencesFile: string;
  readonly isDemo: boolean;
  /** Where to leave a picture once the first figures are shown, after which the program ends; null to stay open. */
  readonly demoReport: string | null;
  readonly resources: string;
  readonly rendererFolder: string;
  readonly preloadPath: string;
  readonly devServerUrl: string | undefined;
  readonly clock: Clock;
  readonly output: Output;
  /** Opens the engine; called once, after the page was read. */
  readonly openEngine: WorksOptions['openEngine'];
}

/**
 * Opens the console: first its window, then, while the page builds itself up, the engine. The page may ask from its
 * beginning and is answered once the engine is open. Returns once everything stands, or was told why it does not.
 */
export async function start(options: DesktopOptions): Promise<void> {
  await new Desktop(options).open();
}

/** How long runs may take to record their end when the program quits, milliseconds. */
const quitLimitMs = 5_000;

/** Tray, planning and other processes wait at most so long for the page to have its first answers, milliseconds. */
const firstAnswersLimitMs = 2_000;
/** A page that asks for nothing for so long has what it needs for now, milliseconds. */
const quietMs = 50;

class Desktop {
  readonly #options: DesktopOptions;
  readonly #late = createLateDispatch();
  readonly #preferences: KeptPreferences;
  #window: BrowserWindow | null = null;
  /** The works while they are opened and after; null before. */
  #opening: Promise<Works> | null = null;
  #works: Works | null = null;
  #hasTray = false;
  #isQuitting = false;
  #failedWith: ExitCode | null = null;

  constructor(options: DesktopOptions) {
    this.#options = options;
    this.#preferences = openPreferences(options.preferencesFile);
  }

  async open(): Promise<void> {
    try {
      const filesTold = new Promise<void>((resolve) => {
        serveApp(session.defaultSession, this.#options.rendererFolder, resolve);
      });
      const window = this.#openWindow();
      this.#listen();
      Menu.setApplicationMenu(appMenu());
      // To load or open the engine earlier would only keep this process from telling where the page's files are.
      await Promise.race([filesTold, pageWasRead(window)]);
      if (this.#isQuitting) return;
      this.#opening = this.#openWorks();
      const works = await this.#opening;
      if (this.#isQuitting) return;
      await this.#begin(works);
    } catch (thrown) {
      await this.#fail(thrown);
    }
  }

  async #openWorks(): Promise<Works> {
    const { databasePath, resources, openEngine } = this.#options;
    const { openWorks } = await import('./works.ts');
    return openWorks({
      databasePath,
      resources,
      openEngine,
      host: this.#host(),
      window: () => this.#window,
      show: () => this.#show(),
    });
  }

  async #begin(works: Works): Promise<void> {
    const { demoReport, output } = this.#options;
    this.#works = works;
    this.#late.open(works.dispatch);
    const isTold = this.#askForTray();
    if (!this.#late.isAsked()) await works.rehearse();
    await this.#answerFirst();
    await isTold;
    if (this.#isQuitting) return;
    works.begin(this.#hasTray);
    if (demoReport !== null && this.#window !== null)
      await this.#quit(await works.report(this.#window, demoReport, output));
  }

  /** Asks the desktop, by a process of its own, for which the page does not wait. */
  async #askForTray(): Promise<void> {
    this.#hasTray = await hasTrayHost(process.platform);
  }

  /** Lets the page have what it asks for at its beginning before anything else takes this process's time. */
  async #answerFirst(): Promise<void> {
    const { clock } = this.#options;
    const limit = clock.deadline(firstAnswersLimitMs);
    try {
      while (!this.#late.isQuiet()) await clock.wait(quietMs, limit.signal);
    } catch {
      // A page that asks for nothing, or for more and more, keeps nobody waiting.
    } finally {
      limit.end();
    }
  }

  /** Tells the page, the terminal and, unless a report was asked for, a person why Rounds cannot work; then ends. */
  async #fail(thrown: unknown): Promise<void> {
    const error = toAppError(thrown);
    this.#failedWith = error.code === 'storage' ? exitCodes.storage : exitCodes.failed;
    this.#works?.log.error({ err: error.cause ?? thrown }, error.userMessage);
    this.#options.output.err(`${error.userMessage}\n`);
    this.#late.fail(error);
    if (this.#isQuitting) return;
    if (this.#options.demoReport === null)
      await dialog.showMessageBox({ type: 'error', message: 'Rounds cannot start', detail: error.userMessage });
    await this.#quit(this.#failedWith);
  }

  #host(): HostActions {
    const { profileName, isDemo } = this.#options;
    const login = createLoginStart({
      platform: process.platform,
      isPossible: app.isPackaged && !isDemo && withoutProfile(launchArguments()).length === launchArguments().length,
      // What an AppImage unpacks is gone after it ends; the image itself stays.
      program: process.env['APPIMAGE'] ?? process.execPath,
      configFolder: app.getPath('appData'),
      system: {
        get: () => app.getLoginItemSettings().openAtLogin,
        set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
      },
    });
    return {
      info: () => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        profileName,
        isDemo,
        platform: process.platform,
      }),
      restart: (demo) => {
        const kept = launchArguments().filter((arg) => arg !== '--demo');
        app.relaunch({ args: demo ? [...withoutProfile(kept), '--demo'] : withoutProfile(kept) });
        app.quit();
      },
      keepPreference: (name, value) => {
        const cause = this.#preferences.keep(name, value);
        if (cause !== null) this.#say('A choice for the window could not be kept', cause);
      },
      openLink: openOutside,
      startsAtLogin: login.read,
      setStartsAtLogin: login.write,
    };
  }

  #openWindow(): BrowserWindow {
    const { devServerUrl, isDemo, placeFile, preloadPath, resources } = this.#options;
    const origin = devServerUrl === undefined ? appOrigin : new URL(devServerUrl);
    refusePermissions(session.defaultSession);
    openBridge({ dispatch: this.#late.dispatch, origin, log: (message) => this.#say(message) });
    const window = openAppWindow({
      preloadPath,
      iconPath: `${resources}/icon.png`,
      url: this.#pageUrl(),
      title: isDemo ? 'Rounds (sample data)' : 'Rounds',
      placeFile,
      closing: () => this.#isKeptOpen(window),
    });
    window.on('closed', () => {
      this.#window = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      this.#say('The page of the window ended and is loaded again', reason);
      if (this.#window === null || this.#isQuitting || reason === 'clean-exit') return;
      showPage(this.#window, this.#pageUrl());
    });
    this.#window = window;
    return window;
  }

  /** The address of the page, with the choices that it begins with. */
  #pageUrl(): string {
    const { devServerUrl, demoReport } = this.#options;
    const url = new URL(devServerUrl ?? `${appOrigin.protocol}//${appOrigin.host}/index.html`);
    const preferences = this.#preferences.read();
    if (preferences !== null) url.searchParams.set(preferencesParameter, JSON.stringify(preferences));
    // A report shows the Now page, whatever page was open last.
    if (demoReport !== null) url.hash = '#/';
    return url.href;
  }

  /** Closing by hand leaves Rounds at work, in the tray where there is one. */
  #isKeptOpen(window: BrowserWindow): boolean {
    this.#keepPlace();
    if (this.#isQuitting || this.#failedWith !== null) return false;
    if (this.#hasTray) window.hide();
    else window.minimize();
    this.#works?.sayThatItStays(this.#hasTray ? 'in the tray' : 'in the minimized window');
    return true;
  }

  #keepPlace(): void {
    if (this.#window === null) return;
    const cause = writePlace(this.#options.placeFile, this.#window.getNormalBounds());
    if (cause !== null) this.#say('The place of the window could not be kept', cause);
  }

  #show(): void {
    if (this.#window === null) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #listen(): void {
    app.on('second-instance', () => this.#show());
    app.on('activate', () => this.#show());
    app.on('before-quit', (event) => {
      if (this.#isQuitting) return;
      event.preventDefault();
      void this.#quit(exitCodes.good);
    });
    process.on('SIGINT', () => void this.#quit(exitCodes.interrupted));
    process.on('SIGTERM', () => void this.#quit(exitCodes.terminated));
    process.on('uncaughtException', (err) => this.#endByBug(err));
  }

  /**
   * Tells of a bug and ends. Told by a notification, which outlives the program: a box would hold up the whole process, and with
   * it the runs that are to be ended in order, until somebody comes.
   */
  #endByBug(err: unknown): void {
    this.#failedWith = exitCodes.failed;
    this.#say('Rounds met a bug of its own and ends', err);
    if (this.#isQuitting) return;
    if (Notification.isSupported()) {
      const body = 'It met a bug of its own. The log file has the details.';
      new Notification({ title: 'Rounds had to end', body }).show();
    }
    void this.#quit(exitCodes.failed);
  }

  /** Into the log once there is one, to stderr before. */
  #say(message: string, err?: unknown): void {
    if (this.#works !== null) this.#works.log.error({ err }, message);
    else this.#options.output.err(`${message}${err === undefined ? '' : `: ${inspect(err)}`}\n`);
  }

  /** Ends everything that was begun or is being opened, and the process: after a failure with the failure's code. */
  async #quit(code: ExitCode): Promise<void> {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    const exit = (): void => app.exit(this.#failedWith ?? code);
    this.#keepPlace();
    const limit = this.#options.clock.deadline(quitLimitMs);
    limit.signal.addEventListener('abort', exit);
    const works = await this.#opening?.catch(() => null);
    try {
      await works?.close();
    } catch (thrown) {
      this.#failedWith ??= exitCodes.failed;
      this.#say('Rounds could not end in order', thrown);
    }
    limit.end();
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    exit();
  }
}

/** The arguments without the profile, so that sample data and the user's own never meet in one folder. */
function withoutProfile(args: readonly string[]): string[] {
  return args.filter((arg, index) => !arg.startsWith('--profile') && args[index - 1] !== '--profile');
}
