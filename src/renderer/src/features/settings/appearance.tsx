import type { ReactNode } from 'react';
import { useNow } from '../../lib/clock.ts';
import { formatExact, formatInstant, formatNumber } from '../../lib/format.ts';
import { setPreference, usePreference } from '../../lib/preferences.ts';

const themes = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

const formats = { words: 'In words', iso: 'In the order of ISO 8601, without names of months' } as const;

/** The whole window is drawn anew, so the choice has to find its focus again. */
function chooseFormats(value: keyof typeof formats): void {
  setPreference('formats', value);
  requestAnimationFrame(() => document.getElementById(`formats-${value}`)?.focus());
}

/** How the window looks, and how it writes dates and numbers. */
export function Appearance(): ReactNode {
  const theme = usePreference('theme');
  const written = usePreference('formats');
  const now = useNow(60_000);
  return (
    <section className="section" aria-labelledby="appearance">
      <h2 id="appearance">Appearance</h2>
      <div className="settings__choices" role="radiogroup" aria-labelledby="appearance">
        {(['system', 'light', 'dark'] as const).map((value) => (
          <label key={value} className="settings__choice">
            <input type="radio" name="theme" checked={theme === value} onChange={() => setPreference('theme', value)} />
            {themes[value]}
          </label>
        ))}
      </div>
      <h2 id="formats">Dates and numbers</h2>
      <div className="settings__choices" role="radiogroup" aria-labelledby="formats">
        {(['words', 'iso'] as const).map((value) => (
          <label key={value} className="settings__choice">
            <input
              id={`formats-${value}`}
              type="radio"
              name="formats"
              checked={written === value}
              onChange={() => chooseFormats(value)}
            />
            {formats[value]}
          </label>
        ))}
      </div>
      <p className="secondary">
        Now is written {formatInstant(now, now)}, in full {formatExact(now)}; a number {formatNumber(1234567)}. Weeks
        begin on Monday, clocks show 24 hours.
      </p>
    </section>
  );
}
