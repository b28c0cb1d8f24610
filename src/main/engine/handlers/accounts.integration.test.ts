import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { WorkFossaSource } from '#shared/model/source.ts';
import type { PortalOptions } from '../sources/workfossa/portal.ts';
import { claimOf } from '../store/fixtures/runs.ts';
import { createFakeVault } from '../testing/fake-vault.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { sampleSource } from '../testing/test-store.ts';
import { accountHandlers } from './accounts.ts';
import type { HandlerContext } from './types.ts';

const source = WorkFossaSource.parse({
  id: 'portal',
  kind: 'workfossa',
  name: 'Portal',
  baseUrl: 'https://portal.example.org',
  username: 'kim@example.org',
});

let test: TestEngine;
const vault = createFakeVault();

beforeEach(async () => {
  test = await createTestEngine(undefined, { ports: { vault } });
  test.engine.store.sources.save(source, test.clock.now());
});

afterEach(() => test.close());

describe('an account', () => {
  it('is kept and forgotten by hand, which is remembered without the secret', async () => {
    const { handlers } = test.engine;
    expect(await handlers['accounts.keychain']({})).toEqual({ isThere: true, description: 'Test keychain' });
    expect(await handlers['accounts.account']({ sourceId: 'portal' })).toMatchObject({ passwordFrom: 'nowhere' });
    const saved = await handlers['accounts.savePassword']({ sourceId: 'portal', password: 'hunter2-hunter2' });
    expect(saved).toMatchObject({ sourceId: 'portal', username: 'kim@example.org', passwordFrom: 'keychain' });
    expect(await handlers['accounts.forgetPassword']({ sourceId: 'portal' })).toMatchObject({
      passwordFrom: 'nowhere',
    });
    const { entries } = await handlers['audit.list']({ before: null, limit: 10 });
    expect(entries.map(({ action, subjectId, summary }) => [action, subjectId, summary])).toEqual([
      ['account.forgotten', 'portal', 'Forgot the password and session of "Portal".'],
      ['account.saved', 'portal', 'Kept a password for "Portal" in the keychain.'],
    ]);
    expect(JSON.stringify([test.told, test.log.lines, saved])).not.toContain('hunter2-hunter2');
    expect(test.told.filter(({ name }) => name === 'accounts.changed')).toHaveLength(2);
  });

  it('belongs to sources that are signed in at', async () => {
    const { handlers, store } = test.engine;
    store.sources.save(sampleSource(), test.clock.now());
    await expect(handlers['accounts.account']({ sourceId: 'harbour' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(handlers['accounts.account']({ sourceId: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('testing a sign-in', () => {
  let asked: PortalOptions[];
  let closed: number;

  /** The handlers with a portal that says what a test wants. */
  function handlersWith(glance: () => Promise<{ orders: number; matches: number | null }>) {
    asked = [];
    closed = 0;
    const { store, sources } = test.engine;
    const accounts = { forgiveRefusal: ({ id }: WorkFossaSource) => store.accountStates.forgiveRefusal(id) };
    const workfossa = async (_source: WorkFossaSource, options: PortalOptions) => {
      asked.push(options);
      return { glance, close: async () => void (closed += 1) };
    };
    const context = { store, accounts, ports: { clock: test.clock }, sources: { ...sources, workfossa } };
    // What the test of a sign-in uses of a context.
    return accountHandlers(context as unknown as HandlerContext);
  }

  it('says what the list shows, and closes the portal whatever comes', async () => {
    const good = handlersWith(async () => ({ orders: 25, matches: 44 }));
    expect(await good['accounts.testSignIn']({ source, password: 'given' })).toEqual({ orders: 25, matches: 44 });
    expect(asked[0]).toMatchObject({ password: 'given' });
    expect(closed).toBe(1);
    const bad = handlersWith(() => Promise.reject(new AppError('signed_out', 'No.')));
    await expect(bad['accounts.testSignIn']({ source, password: 'given' })).rejects.toMatchObject({
      code: 'signed_out',
    });
    expect(closed).toBe(1);
    expect(test.clock.pending).toBe(0);
  });

  it('tries the password that is kept once more, even where it was refused', async () => {
    const { accountStates } = test.engine.store;
    accountStates.noteRefused('portal', 'a$mark', test.clock.now());
    const handlers = handlersWith(async () => ({ orders: 0, matches: 0 }));
    await handlers['accounts.testSignIn']({ source, password: 'given' });
    expect(accountStates.find('portal').refusal).not.toBeNull();
    await handlers['accounts.testSignIn']({ source, password: null });
    expect(accountStates.find('portal').refusal).toBeNull();
    expect(asked[1]).not.toHaveProperty('password');
  });

  it('waits for nobody: while the portal is read it is refused', async () => {
    const { runs } = test.engine.store;
    runs.claim(claimOf({ kind: 'work-orders.sync', claimKey: 'work-orders.sync/portal' }), test.clock.now());
    const handlers = handlersWith(async () => ({ orders: 0, matches: 0 }));
    await expect(handlers['accounts.testSignIn']({ source, password: null })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(asked).toEqual([]);
  });

  it('ends in time', async () => {
    const handlers = handlersWith(
      () =>
        new Promise((_resolve, reject) =>
          asked[0]?.signal.addEventListener('abort', () => reject(asked[0]?.signal.reason)),
        ),
    );
    const done = handlers['accounts.testSignIn']({ source, password: 'x' }).catch((error: unknown) => error);
    await test.clock.advance(90_000);
    expect(await done).toMatchObject({ code: 'timeout' });
    expect(closed).toBe(1);
  });
});

describe('evidence of a run', () => {
  it('is shown with its picture as a data URL, for runs that there are', async () => {
    const { handlers, store } = test.engine;
    const { id } = store.runs.claim(claimOf(), test.clock.now());
    expect(await handlers['runs.evidence']({ runId: id })).toEqual([]);
    store.runEvidence.keep(id, { step: 'sign-in', html: '<p>x', picture: new Uint8Array([1, 2, 3]) }, test.clock.now());
    expect(await handlers['runs.evidence']({ runId: id })).toMatchObject([
      { step: 'sign-in', html: '<p>x', picture: 'data:image/png;base64,AQID' },
    ]);
    await expect(handlers['runs.evidence']({ runId: '999' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
