import { useSyncExternalStore } from 'react';

/** Choices of this window alone, kept in the profile's own storage. */
const preferences = {
  theme: ['system', 'light', 'dark'],
  sidebar: ['wide', 'narrow'],
  formats: ['words', 'iso'],
} as const;

type PreferenceName = keyof typeof preferences;
type PreferenceValue<P extends PreferenceName> = (typeof preferences)[P][number];

const listeners = new Set<() => void>();

function read<P extends PreferenceName>(name: P): PreferenceValue<P> {
  const allowed: readonly PreferenceValue<P>[] = preferences[name];
  const stored = localStorage.getItem(`rounds.${name}`);
  const found = allowed.find((value) => value === stored) ?? allowed[0];
  if (found === undefined) throw new Error(`No values for ${name}.`);
  return found;
}

export function setPreference<P extends PreferenceName>(name: P, value: PreferenceValue<P>): void {
  localStorage.setItem(`rounds.${name}`, value);
  for (const listener of listeners) listener();
}

export function usePreference<P extends PreferenceName>(name: P): PreferenceValue<P> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(name),
  );
}

/** Puts the chosen theme on the page; `system` leaves it to the system. */
export function applyTheme(theme: PreferenceValue<'theme'>): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** The page that was open last, as a path with its filters; null before the first. */
export function readLastPage(): string | null {
  const stored = localStorage.getItem('rounds.lastPage');
  return stored?.startsWith('/') === true ? stored : null;
}

export function keepLastPage(path: string): void {
  localStorage.setItem('rounds.lastPage', path);
}
