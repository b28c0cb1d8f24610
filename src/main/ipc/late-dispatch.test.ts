import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { createLateDispatch } from './late-dispatch.ts';

describe('a dispatch that is opened late', () => {
  it('answers what was asked before in the order in which it was asked, and what is asked after', async () => {
    const late = createLateDispatch();
    const asked: unknown[] = [];
    const early = Promise.all([late.dispatch('app.info', { n: 1 }), late.dispatch('runs.recent', { n: 2 })]);
    late.open(async (name, input) => {
      asked.push([name, input]);
      return { ok: true, value: name };
    });
    expect(await early).toEqual([
      { ok: true, value: 'app.info' },
      { ok: true, value: 'runs.recent' },
    ]);
    expect(await late.dispatch('now.read', {})).toEqual({ ok: true, value: 'now.read' });
    expect(asked).toEqual([
      ['app.info', { n: 1 }],
      ['runs.recent', { n: 2 }],
      ['now.read', {}],
    ]);
  });

  it('is quiet once all that was asked is answered and nothing more comes', async () => {
    const late = createLateDispatch();
    expect([late.isAsked(), late.isQuiet(), late.isQuiet()]).toEqual([false, false, false]);
    const early = late.dispatch('app.info', {});
    expect(late.isAsked()).toBe(true);
    expect([late.isQuiet(), late.isQuiet()]).toEqual([false, false]);
    late.open(async () => ({ ok: true, value: 1 }));
    await early;
    expect(late.isQuiet()).toBe(true);
    await late.dispatch('app.info', {});
    expect([late.isQuiet(), late.isQuiet()]).toEqual([false, true]);
  });

  it('tells everybody of the failure that leaves nobody to answer, and nothing of its cause', async () => {
    const late = createLateDispatch();
    const early = late.dispatch('app.info', {});
    late.fail(new AppError('storage', 'The database is damaged.', { cause: new Error('/secret/path') }));
    const refusal = {
      ok: false,
      error: { code: 'storage', userMessage: 'The database is damaged.', retryable: false },
    };
    expect(await early).toEqual(refusal);
    expect(await late.dispatch('app.info', {})).toEqual(refusal);
  });
});
