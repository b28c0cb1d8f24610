import type { Secrets } from '../engine/ports.ts';

/** Secrets from environment variables, for use without a window. */
export function createEnvironmentSecrets(environment: Readonly<Record<string, string | undefined>>): Secrets {
  return { read: (name) => environment[name] };
}
