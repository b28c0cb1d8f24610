import { later } from './later.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** How Rounds signs in at its sources. */
export function accountHandlers(_context: HandlerContext): HandlersOf<'accounts'> {
  return {
    'accounts.keychain': later,
    'accounts.account': later,
    'accounts.savePassword': later,
    'accounts.forgetPassword': later,
    'accounts.testSignIn': later,
  };
}
