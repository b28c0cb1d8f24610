import { AppError } from '#shared/errors.ts';
import type { Accounts } from '../../accounts.ts';
import { listAddress } from './addresses.ts';
import { selectors } from './selectors.ts';
import { goTo, runStep, type Seen, type Visit, waitForList } from './visit.ts';

/**
 * Goes to the list, and signs in where the portal asks for it: once, because a wrong password tried again locks an account. Resolves to
 * what is shown then, which is no form any more; `password` was asked for ahead where there was no session to begin with.
 */
export async function enter(visit: Visit, accounts: Accounts, password: string | null): Promise<Seen> {
  const seen = await openList(visit, 'the list');
  if (seen.shown.kind !== 'login') return seen;
  visit.options.onProgress('Signing in');
  const secret = password ?? (await accounts.password(visit.source));
  return signIn(visit, accounts, secret);
}

/** Goes to the list and waits for it. */
export async function openList(visit: Visit, step: string): Promise<Seen> {
  return runStep(visit, step, async () => {
    await goTo(visit, listAddress(visit.source));
    return waitForList(visit);
  });
}

async function signIn(visit: Visit, accounts: Accounts, password: string): Promise<Seen> {
  const { source, page, options } = visit;
  await runStep(visit, 'signing in', async () => {
    await page.type(selectors.username, source.username);
    await page.type(selectors.password, password);
    const answer = visit.nextAnswer();
    if (!(await page.click(selectors.submit)))
      throw new AppError('source_changed', 'The source shows a sign-in form without a button to send it.');
    await answer;
    const status = visit.lastStatus();
    // 419 and 422 are how such portals refuse a form; what they show next decides.
    if (status !== null && (status >= 500 || status === 429))
      throw new AppError(
        'network',
        `The source answered ${status} to the sign-in. Rounds tries again with the next run.`,
      );
  });
  // Refused or not: only the list itself tells, because the portal shows the same form, with success, for both.
  const seen = await openList(visit, 'the list after signing in');
  const isTest = options.password !== undefined;
  if (seen.shown.kind !== 'login') {
    if (!isTest) accounts.noteSignedIn(source);
    return seen;
  }
  if (!isTest) {
    await accounts.noteRefused(source, password);
    // Without a session the next run knows of the refusal before it asks for anything.
    await accounts.keepSession(source, []);
  }
  return runStep(visit, 'the list after signing in', async () => {
    throw new AppError(
      'signed_out',
      'The source refused the sign-in and shows its form again. Check the e-mail address, and enter the password anew.',
    );
  });
}
