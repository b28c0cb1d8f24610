import { later } from './later.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** What the window must know of the program, and what only the program can do. */
export function appHandlers({ store, ports, host }: HandlerContext): HandlersOf<'app'> {
  return {
    'app.info': async () => host.info(),
    'app.hosts': async () => {
      const budgets = new Map(
        store.sources.list().map(({ baseUrl, limits }) => [new URL(baseUrl).host, limits.requestsPerDay]),
      );
      return [...budgets].map(([address, requestsPerDay]) => {
        const { usedToday, notBefore, reason } = store.hosts.usage(address, ports.clock.now());
        return { host: address, requestsPerDay, usedToday, notBefore, waitReason: reason };
      });
    },
    'app.settings': async () => ({ contact: store.settings.read('contact'), startsAtLogin: null }),
    'app.saveSettings': later,
    'app.openDemo': async () => {
      host.restart(true);
      return {};
    },
    'app.leaveDemo': async () => {
      host.restart(false);
      return {};
    },
    'app.openLink': async ({ url }) => {
      await host.openLink(url);
      return {};
    },
  };
}
