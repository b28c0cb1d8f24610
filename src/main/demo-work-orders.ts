import { portalName } from './sample-sites/portal/pages.ts';
import { portalAccount } from './sample-sites/portal/site.ts';

/** The source of the sample portal. */
const portalSourceId = 'larkspur';
/** Where the sample portal's password is found: no keychain is needed for an invented one. */
const passwordEnv = 'ROUNDS_DEMO_PASSWORD';

/** What the environment of a program with sample data has beside the real one. */
export const demoEnvironment: Readonly<Record<string, string>> = { [passwordEnv]: portalAccount.password };

/** Source of the sample portal, as the configuration file has it; its job plans itself. */
export function portalSourceConfig(baseUrl: string) {
  return {
    sources: [
      {
        id: portalSourceId,
        kind: 'workfossa',
        name: portalName,
        baseUrl,
        allowPrivateAddress: true,
        username: portalAccount.username,
        passwordEnv,
        limits: { connections: 1, minGapMs: 50, requestsPerDay: 20_000, timeoutMs: 15_000 },
      },
    ],
  };
}
