import { join } from 'node:path';

/** The checkout, whose built app is under test. */
export const root = join(import.meta.dirname, '../..');

/** The Electron that `scripts/test.mjs` made ready. Throws where there is none: a missing Electron is a failure. */
export function electronPath(): string {
  const path = process.env['ROUNDS_ELECTRON'];
  if (path === undefined || path === '') throw new Error('ROUNDS_ELECTRON is not set: start with `npm test -- --e2e`.');
  return path;
}

/** Switches that go before the app's folder, such as `--no-sandbox` for root. */
export function electronSwitches(): string[] {
  return (process.env['ROUNDS_ELECTRON_ARGS'] ?? '').split(' ').filter((word) => word !== '');
}

/** Would send the app to another profile or page, or make it a plain Node. */
const notPassedOn = new Set(['ROUNDS_PROFILE', 'ELECTRON_RUN_AS_NODE', 'ELECTRON_RENDERER_URL']);

/** An environment in which the app finds nothing of the user's own. */
export function appEnvironment(home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !notPassedOn.has(name)) env[name] = value;
  }
  return { ...env, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, ...more };
}
