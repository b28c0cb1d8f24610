import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parsePreferences, type PreferenceName, type Preferences } from '#shared/model/preferences.ts';

/** The choices for the window, in a file of the profile: the window opens with them, before the database is. */
export interface KeptPreferences {
  /** Null where none were ever kept. */
  read(): Preferences | null;
  /** Keeps one, for now in any case; returns what kept it from being written, or null. */
  keep(name: PreferenceName, value: string): unknown;
}

/** Reads the file; one that cannot be read counts as none. */
export function openPreferences(file: string): KeptPreferences {
  let preferences = readKept(file);
  return {
    read: () => preferences,
    keep(name, value) {
      preferences = { ...preferences, [name]: value };
      try {
        writeFileSync(`${file}.new`, JSON.stringify(preferences));
        // Whole or not at all.
        renameSync(`${file}.new`, file);
        return null;
      } catch (thrown) {
        return thrown;
      }
    },
  };
}

function readKept(file: string): Preferences | null {
  try {
    return parsePreferences(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
