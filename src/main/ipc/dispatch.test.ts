import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import type { Handlers } from '../engine/handlers/types.ts';
import { createMemoryLog } from '../engine/testing/fake-ports.ts';
import { createDispatch } from './dispatch.ts';

/** Handlers that answer what a test says; any other operation fails the test that calls it. */
function dispatchWith(handlers: Partial<Handlers>) {
  const log = createMemoryLog();
  return { log, dispatch: createDispatch(handlers as Handlers, log) };
}

const info = { version: '1', electron: '33', profileName: 'p', isDemo: false, platform: 'linux' };

describe('dispatch', () => {
  it('opens the envelope of a good answer', async () => {
    const { dispatch } = dispatchWith({ 'app.info': async () => info });
    expect(await dispatch('app.info', {})).toEqual({ ok: true, value: info });
  });

  it.each(['nope', '__proto__', 'constructor', 'toString', '', 7, null, undefined, { name: 'app.info' }])(
    'refuses the name %j',
    async (name) => {
      const { dispatch } = dispatchWith({});
      expect(await dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    },
  );

  it('refuses input that is not what the contract says, before any handler', async () => {
    const { dispatch } = dispatchWith({});
    for (const input of [null, 7, [], { code: '' }, { code: 'a', extra: 1 }, { code: 'x'.repeat(1_000_000) }]) {
      expect(await dispatch('occupancy.building', input)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
    }
  });

  it('tells an operator’s error and keeps its cause', async () => {
    const cause = new Error('/secret/path');
    const { dispatch } = dispatchWith({
      'app.info': async () => Promise.reject(new AppError('network', 'The line is dead.', { cause })),
    });
    const reply = await dispatch('app.info', {});
    expect(reply).toEqual({ ok: false, error: { code: 'network', userMessage: 'The line is dead.', retryable: true } });
  });

  it('turns a bug into one plain sentence, with the bug in the log', async () => {
    const bug = new TypeError('undefined is not a path: /secret');
    const { dispatch, log } = dispatchWith({ 'app.info': async () => Promise.reject(bug) });
    const reply = await dispatch('app.info', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(log.lines.find(({ level }) => level === 'error')?.fields['err']).toBe(bug);
  });

  it('never lets an answer out that breaks the contract', async () => {
    const { dispatch } = dispatchWith({ 'app.info': async () => ({ ...info, password: 'x' }) });
    const reply = await dispatch('app.info', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('answers anything at all with an envelope', async () => {
    const { dispatch } = dispatchWith({});
    const names = fc.oneof(fc.constantFrom(...Object.keys(operations)), fc.anything());
    const badInput = fc.anything().filter((input) => JSON.stringify(input) !== '{}');
    await fc.assert(
      fc.asyncProperty(names, badInput, async (name, input) => {
        expect(await dispatch(name, input)).toMatchObject({ ok: false });
      }),
    );
  });
});
