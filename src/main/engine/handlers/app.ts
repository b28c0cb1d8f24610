import type { AppSettings } from '#shared/contract/app.ts';
import { AppError } from '#shared/errors.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** What the window must know of the program, and what only the program can do. */
export function appHandlers(context: HandlerContext): HandlersOf<'app'> {
  const { store, ports, host } = context;
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
    'app.settings': async () => ({
      contact: store.settings.read('contact'),
      startsAtLogin: await host.startsAtLogin(),
    }),
    'app.saveSettings': async (settings) => saveSettings(settings, context),
    'app.keepPreference': async ({ name, value }) => {
      host.keepPreference(name, value);
      return {};
    },
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

async function saveSettings(
  { contact, startsAtLogin }: AppSettings,
  { store, host, audit }: HandlerContext,
): Promise<AppSettings> {
  const before = await host.startsAtLogin();
  if (startsAtLogin !== null && startsAtLogin !== before) {
    if (before === null)
      throw new AppError('refused', 'Rounds cannot start at login here. Nothing was saved; leave that choice alone.');
    // First, because only this can fail.
    await host.setStartsAtLogin(startsAtLogin);
    audit(
      { action: 'settings.edited', subjectKind: 'settings', subjectId: 'startsAtLogin' },
      startsAtLogin ? 'Let Rounds start at login.' : 'Stopped Rounds from starting at login.',
    );
  }
  if (contact !== store.settings.read('contact')) {
    if (contact === null) store.settings.remove('contact');
    else store.settings.write('contact', contact);
    audit(
      { action: 'settings.edited', subjectKind: 'settings', subjectId: 'contact' },
      contact === null ? 'Removed the contact.' : `Changed the contact to ${contact}.`,
    );
  }
  return { contact, startsAtLogin: await host.startsAtLogin() };
}
