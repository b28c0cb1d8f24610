import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { appHandlers } from './app.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

let test: TestEngine;
let startsAtLogin: boolean | null = null;
let isRefused = false;

beforeEach(async () => {
  test = await createTestEngine();
  startsAtLogin = false;
  isRefused = false;
});

afterEach(() => test.close());

function handlers(): { readonly app: HandlersOf<'app'>; readonly audited: readonly string[] } {
  const audited: string[] = [];
  const never = (): never => {
    throw new Error('not asked for here');
  };
  const context: Pick<HandlerContext, 'store' | 'host' | 'audit'> = {
    store: test.engine.store,
    audit: (_deed, summary) => void audited.push(summary),
    host: {
      info: never,
      restart: never,
      keepPreference: never,
      openLink: never,
      startsAtLogin: async () => startsAtLogin,
      setStartsAtLogin: async (starts) => {
        if (isRefused) throw new AppError('refused', 'The system does not allow it.');
        startsAtLogin = starts;
      },
    },
  };
  // The operations under test ask for nothing else.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return { app: appHandlers(context as HandlerContext), audited };
}

describe('the settings', () => {
  it('are kept, told again and noted', async () => {
    const { app, audited } = handlers();
    expect(await app['app.settings']({})).toEqual({ contact: null, startsAtLogin: false });
    const wanted = { contact: 'desk@example.org', startsAtLogin: true };
    expect(await app['app.saveSettings'](wanted)).toEqual(wanted);
    expect(await app['app.settings']({})).toEqual(wanted);
    expect(test.engine.store.settings.read('contact')).toBe('desk@example.org');
    expect(audited).toEqual(['Let Rounds start at login.', 'Changed the contact to desk@example.org.']);
    await app['app.saveSettings'](wanted);
    expect(audited).toHaveLength(2);
    await app['app.saveSettings']({ contact: null, startsAtLogin: null });
    expect(await app['app.settings']({})).toEqual({ contact: null, startsAtLogin: true });
  });

  it('change nothing where the system refuses', async () => {
    const { app, audited } = handlers();
    isRefused = true;
    await expect(app['app.saveSettings']({ contact: 'desk@example.org', startsAtLogin: true })).rejects.toMatchObject({
      code: 'refused',
    });
    startsAtLogin = null;
    await expect(app['app.saveSettings']({ contact: 'desk@example.org', startsAtLogin: true })).rejects.toMatchObject({
      code: 'refused',
    });
    expect(await app['app.settings']({})).toEqual({ contact: null, startsAtLogin: null });
    expect(audited).toEqual([]);
  });
});
