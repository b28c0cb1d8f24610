import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { ScheduleState, ScheduleStatus } from '#shared/model/schedule.ts';

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

/** How often the countdown in tooltip and menu is drawn anew. */
const tickMs = 1_000;

/** Puts the icon into the tray: the worst state by shape and colour, the next run's countdown, and a menu. */
export function createTray({ iconFolder, actions, now }: TrayOptions): TrayView {
  const icon = (state: ScheduleState | 'idle'): Electron.NativeImage =>
    nativeImage.createFromPath(join(iconFolder, `tray-${state}.png`));
  const tray = new Tray(icon('idle'));
  let schedules: readonly ScheduleStatus[] = [];
  let drawn = '';
  const draw = (): void => {
    const lines = describeTray(schedules, now());
    const text = JSON.stringify(lines);
    if (text === drawn) return;
    drawn = text;
    tray.setToolTip([lines.headline, ...lines.jobs.map(({ label }) => label)].join('\n'));
    tray.setContextMenu(Menu.buildFromTemplate(menuOf(lines, schedules, actions)));
    tray.setImage(icon(lines.state));
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

interface TrayLines {
  readonly state: ScheduleState | 'idle';
  readonly headline: string;
  readonly jobs: readonly { readonly id: string; readonly label: string }[];
  readonly isAllPaused: boolean;
}

const stateWords: Readonly<Record<ScheduleState, string>> = {
  active: 'active',
  running: 'running',
  paused: 'paused',
  failed: 'failed',
  waiting: 'waiting',
};
const worstFirst: readonly ScheduleState[] = ['failed', 'running', 'waiting', 'active', 'paused'];

/** What the tray says, apart from how it is drawn. */
export function describeTray(schedules: readonly ScheduleStatus[], now: EpochMs): TrayLines {
  const next = schedules
    .flatMap(({ nextAt, subject }) => (nextAt === null ? [] : [{ nextAt, subject }]))
    .toSorted((left, right) => left.nextAt - right.nextAt)[0];
  return {
    state: worstFirst.find((state) => schedules.some((schedule) => schedule.state === state)) ?? 'idle',
    headline:
      next === undefined ? 'Rounds: nothing planned' : `Rounds: ${next.subject} ${countdown(next.nextAt - now)}`,
    jobs: schedules.map(({ id, subject, state, nextAt }) => ({
      id,
      label: `${subject}: ${stateWords[state]}${nextAt === null ? '' : `, ${countdown(nextAt - now)}`}`,
    })),
    isAllPaused: schedules.length > 0 && schedules.every(({ state }) => state === 'paused'),
  };
}

/** A time to come in words: `in 4:12`, `in 2 h 05 min`, `now`. */
function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.round(leftMs / 1000));
  if (seconds === 0) return 'now';
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 3600) return `in ${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `in ${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} min`;
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
