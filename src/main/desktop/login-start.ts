import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** Whether this account's sign-in starts Rounds. */
export interface LoginStart {
  /** Null where the system cannot be asked. */
  read(): Promise<boolean | null>;
  /** Rejects with `refused` where the system does not allow it. */
  write(starts: boolean): Promise<void>;
}

export interface LoginStartOptions {
  readonly platform: NodeJS.Platform;
  /** False of a checkout, sample data and a profile named on the command line: a sign-in would start something else. */
  readonly isPossible: boolean;
  /** The path of what is started. */
  readonly program: string;
  /** The account's folder of configuration: `~/.config` on Linux. */
  readonly configFolder: string;
  /** What macOS and Windows offer. */
  readonly system: { get(): boolean; set(starts: boolean): void };
}

/** Asks the system on macOS and Windows; on Linux, a file in the autostart folder (https://specifications.freedesktop.org/autostart-spec). */
export function createLoginStart(options: LoginStartOptions): LoginStart {
  const { platform, isPossible, system } = options;
  if (isPossible && platform === 'linux') return autostartFile(options);
  if (isPossible && (platform === 'darwin' || platform === 'win32')) {
    return {
      read: async () => system.get(),
      write: async (starts) => {
        system.set(starts);
        if (system.get() !== starts) throw refusal('The system did not take it over.');
      },
    };
  }
  return {
    read: async () => null,
    write: async () => {
      throw refusal('It is not installed, or runs on another profile than its own.');
    },
  };
}

function autostartFile({ configFolder, program }: LoginStartOptions): LoginStart {
  const folder = join(configFolder, 'autostart');
  const path = join(folder, 'rounds.desktop');
  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch(() => null);
      return text !== null && !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text);
    },
    write: async (starts) => {
      try {
        if (!starts) return await rm(path, { force: true });
        await mkdir(folder, { recursive: true });
        await writeFile(path, desktopEntry(program));
      } catch (cause) {
        throw refusal('Its file in the autostart folder could not be changed.', cause);
      }
    },
  };
}

/** The text of the file that starts a program. */
export function desktopEntry(program: string): string {
  return `${['[Desktop Entry]', 'Type=Application', 'Name=Rounds', `Exec=${quoted(program)}`, 'Terminal=false'].join('\n')}\n`;
}

/** A path as one argument: quoted, `%` doubled, and backslashes doubled once more as in every text of such a file. */
function quoted(path: string): string {
  const inQuotes = path.replaceAll('%', '%%').replace(/[\\"`$]/g, String.raw`\$&`);
  return `"${inQuotes.replaceAll('\\', '\\\\')}"`;
}

function refusal(why: string, cause?: unknown): AppError {
  return new AppError('refused', `Rounds cannot change whether it starts at login. ${why}`, { cause });
}
