import { useSyncExternalStore } from 'react';
import { parsePreferences, preferenceNames, preferencesParameter } from '#shared/model/preferences.ts';
import type { PreferenceName, Preferences } from '#shared/model/preferences.ts';
import { call } from './api.ts';

/** Choices between a few words; the first is taken while nothing was chosen. */
const choices = {
  theme: ['system', 'light', 'dark'],
  sidebar: ['wide', 'narrow'],
  formats: ['words', 'iso'],
} as const;

type ChoiceName = keyof typeof choices;
type Choice<P extends ChoiceName> = (typeof choices)[P][number];

let kept: Preferences = {};
const listeners = new Set<() => void>();

/**
 * Begins with the choices in the page's address. It tells none where none were ever kept; those that an older Rounds has left in
 * the browser's storage are taken over then. Nothing else asks that storage: to open it holds up the page, at a start for long.
 */
export function beginWithPreferences(search: string): void {
  const given = new URLSearchParams(search).get(preferencesParameter);
  kept = (given === null ? null : parsePreferences(given)) ?? {};
  if (given !== null) return;
  for (const name of preferenceNames) {
    const stored = localStorage.getItem(`rounds.${name}`);
    if (stored !== null) keepPreference(name, stored);
  }
  // Whatever was found: something is kept from now on.
  keepPreference('theme', kept.theme ?? choices.theme[0]);
}

/** Keeps a choice, here and in the profile. */
export function keepPreference(name: PreferenceName, value: string): void {
  kept = { ...kept, [name]: value };
  // What cannot be kept holds for as long as the window is open; the log tells why.
  call('app.keepPreference', { name, value }).catch(() => undefined);
  for (const listener of listeners) listener();
}

/** The text of a choice as it was kept; null where nothing was chosen. */
export function usePreferenceText(name: PreferenceName): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept[name] ?? null,
  );
}

export function usePreference<P extends ChoiceName>(name: P): Choice<P> {
  const text = usePreferenceText(name);
  const allowed: readonly Choice<P>[] = choices[name];
  const found = allowed.find((value) => value === text) ?? allowed[0];
  if (found === undefined) throw new Error(`No values for ${name}.`);
  return found;
}

export function setPreference<P extends ChoiceName>(name: P, value: Choice<P>): void {
  keepPreference(name, value);
}

/** Puts the chosen theme on the page; `system` leaves it to the system. */
export function applyTheme(theme: Choice<'theme'>): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** The page that was open last, as a path with its filters; null before the first. */
export function readLastPage(): string | null {
  return kept.lastPage?.startsWith('/') === true ? kept.lastPage : null;
}
