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

/** An environment in which the app finds nothing of the user's own. */
export function appEnvironment(home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const env: Record<string, string> = { ...Object.fromEntries(kept), XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home };
  for (const name of ['ROUNDS_PROFILE', 'ELECTRON_RUN_AS_NODE', 'ELECTRON_RENDERER_URL']) delete env[name];
  return { ...env, ...more };
}
