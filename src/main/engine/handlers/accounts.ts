import { AppError } from '#shared/errors.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** How long a test of a sign-in may take, milliseconds. */
const testLimitMs = 90_000;

/** How Rounds signs in at its sources. */
export function accountHandlers(context: HandlerContext): HandlersOf<'accounts'> {
  const { accounts, ports } = context;
  return {
    'accounts.keychain': async () => ports.vault.keychain(),
    'accounts.account': async ({ sourceId }) => accounts.account(portalOf(context, sourceId)),
    'accounts.savePassword': async ({ sourceId, password }) => {
      const source = portalOf(context, sourceId);
      await accounts.savePassword(source, password);
      context.audit(deed('account.saved', source), `Kept a password for "${source.name}" in the keychain.`);
      return accounts.account(source);
    },
    'accounts.forgetPassword': async ({ sourceId }) => {
      const source = portalOf(context, sourceId);
      await accounts.forgetPassword(source);
      context.audit(deed('account.forgotten', source), `Forgot the password and session of "${source.name}".`);
      return accounts.account(source);
    },
    'accounts.testSignIn': async ({ source, password }) => testSignIn(context, source, password),
  };
}

function deed(action: string, { id }: WorkFossaSource) {
  return { action, subjectKind: 'source', subjectId: id } as const;
}

function portalOf({ store }: HandlerContext, id: string): WorkFossaSource {
  const source = store.sources.get(id);
  if (source.kind === 'workfossa') return source;
  throw new AppError('invalid_input', `"${source.name}" is asked without signing in.`);
}

async function testSignIn(
  { store, sources, accounts, ports }: HandlerContext,
  source: WorkFossaSource,
  password: string | null,
): Promise<{ readonly orders: number; readonly matches: number | null }> {
  // Two sign-ins at once would end one another's session.
  if (store.runs.activeOf(`work-orders.sync/${source.id}`) !== undefined)
    throw new AppError('conflict', `"${source.name}" is being read just now. Test the sign-in when that is done.`);
  if (password === null) accounts.forgiveRefusal(source);
  const limit = ports.clock.deadline(testLimitMs);
  try {
    const portal = await sources.workfossa(source, {
      signal: limit.signal,
      ...(password !== null && { password }),
      onEvidence: () => undefined,
      onProgress: () => undefined,
    });
    try {
      return await portal.glance();
    } finally {
      await portal.close();
    }
  } finally {
    limit.end();
  }
}
