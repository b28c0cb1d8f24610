import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { ScheduleState, ScheduleStatus } from '#shared/model/schedule.ts';
import { byMinutes, bySeconds, describeTray, type TrayLines } from './tray-text.ts';

export interface TrayActions {
  open(): void;
  quit(): void;
  runNow(scheduleId: string): void;
  setAllPaused(isPaused: boolean): void;
}

export interface TrayView {
  /** Draws the tray for these schedules. */
  show(schedules: readonly ScheduleStatus[]): void;
  close(): void;
}

export interface TrayOptions {
  readonly iconFolder: string;
  readonly actions: TrayActions;
  readonly now: () => EpochMs;
}

/** Whether this desktop shows tray icons. Windows and macOS always do; Linux where a status notifier host runs. */
export async function hasTrayHost(platform: string): Promise<boolean> {
  if (platform !== 'linux') return true;
  try {
    const { stdout } = await promisify(execFile)(
      'dbus-send',
      [
        '--session',
        '--print-reply=literal',
        '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus',
        'org.freedesktop.DBus.NameHasOwner',
        'string:org.kde.StatusNotifierWatcher',
      ],
      { timeout: 2_000 },
    );
    return stdout.includes('true');
  } catch {
    return false;
  }
}

/** Where status notifiers show the tray, a new tool tip replaces the menu as well. */
const toolTipCountdown = process.platform === 'linux' ? byMinutes : bySeconds;

/** How often the countdown in tooltip and menu is drawn anew. */
const tickMs = 1_000;

/** Puts the icon into the tray: the worst state by shape and colour, the next run's countdown, and a menu. */
export function createTray({ iconFolder, actions, now }: TrayOptions): TrayView {
  const icon = (state: ScheduleState | 'idle'): Electron.NativeImage =>
    nativeImage.createFromPath(join(iconFolder, `tray-${state}.png`));
  const tray = new Tray(icon('idle'));
  let schedules: readonly ScheduleStatus[] = [];
  let drawn: TrayLines | null = null;
  const draw = (): void => {
    const lines = describeTray(schedules, now(), toolTipCountdown);
    const isSame = (part: (of: TrayLines) => unknown): boolean =>
      drawn !== null && JSON.stringify(part(drawn)) === JSON.stringify(part(lines));
    if (!isSame(({ toolTip }) => toolTip)) tray.setToolTip(lines.toolTip);
    if (!isSame(({ headline, jobs, isAllPaused }) => [headline, jobs, isAllPaused]))
      tray.setContextMenu(Menu.buildFromTemplate(menuOf(lines, schedules, actions)));
    if (!isSame(({ state }) => state)) tray.setImage(icon(lines.state));
    drawn = lines;
  };
  tray.on('click', () => actions.open());
  const timer = setInterval(draw, tickMs);
  draw();
  return {
    show(next) {
      schedules = next;
      draw();
    },
    close() {
      clearInterval(timer);
      tray.destroy();
    },
  };
}

function menuOf(
  lines: TrayLines,
  schedules: readonly ScheduleStatus[],
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  return [
    { label: lines.headline, enabled: false },
    { type: 'separator' },
    ...lines.jobs.map(({ id, label }): MenuItemConstructorOptions => ({
      label,
      submenu: [{ label: 'Run now', click: () => actions.runNow(id) }],
    })),
    { type: 'separator' },
    {
      label: lines.isAllPaused ? 'Resume all' : 'Pause all',
      enabled: schedules.length > 0,
      click: () => actions.setAllPaused(!lines.isAllPaused),
    },
    { label: 'Open Rounds', click: () => actions.open() },
    { type: 'separator' },
    { label: 'Quit Rounds', click: () => actions.quit() },
  ];
}
