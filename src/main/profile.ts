import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** The folder that holds everything of one user of Rounds. */
export interface Profile {
  readonly folder: string;
  /** The folder's own name, which may be shown. */
  readonly name: string;
  readonly databasePath: string;
  readonly logFolder: string;
  /** What Chromium keeps for the window, away from our own files. */
  readonly windowFolder: string;
  /** Where the window stood last time; apart from the database, because the window opens before it. */
  readonly placeFile: string;
  /** What was chosen for the window alone, apart from the database for the same reason. */
  readonly preferencesFile: string;
}

export interface ProfileChoice {
  /** From the command line; null where not given. */
  readonly given: string | null;
  /** From the environment. */
  readonly fromEnvironment: string | undefined;
  /** The platform's per-user data folder. */
  readonly appData: string;
  readonly isDemo: boolean;
}

/** Chooses a profile's folder and makes it where it is not there. Throws `storage` naming the folder. */
export function openProfile({ given, fromEnvironment, appData, isDemo }: ProfileChoice): Profile {
  const chosen = given ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  // Sample data never mixes with the user's own.
  const folder = resolve(chosen ?? join(appData, isDemo ? 'Rounds sample data' : 'Rounds'));
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new AppError('storage', `The profile folder ${folder} cannot be made.`, { cause });
  }
  return {
    folder,
    name: basename(folder),
    databasePath: join(folder, 'rounds.db'),
    logFolder: join(folder, 'logs'),
    windowFolder: join(folder, 'window'),
    placeFile: join(folder, 'window-place.json'),
    preferencesFile: join(folder, 'window-preferences.json'),
  };
}
