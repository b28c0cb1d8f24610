import type { Account } from '#shared/contract/accounts.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { PageCookie } from './rendered-pages.ts';

/** What Rounds signs in with. Secrets come from the environment or, sealed, from the database; they leave this only as arguments. */
export interface Accounts {
  /** How a source's account stands, without a secret. */
  account(source: WorkFossaSource): Promise<Account>;
  /**
   * The password of a source. Rejects with `signed_out` where there is none, and where the portal refused this one before: then Rounds
   * does not try it again until another is entered or a person tests it.
   */
  password(source: WorkFossaSource): Promise<string>;
  /** Keeps a password in the keychain, and forgets that another one was refused. Rejects with `refused` where there is none. */
  savePassword(source: WorkFossaSource, password: string): Promise<void>;
  /** Forgets password and session. */
  forgetPassword(source: WorkFossaSource): Promise<void>;
  noteRefused(source: WorkFossaSource, password: string): Promise<void>;
  noteSignedIn(source: WorkFossaSource): void;
  /** Lets a refused password be tried once more: a person asked for it. */
  forgiveRefusal(source: WorkFossaSource): void;
  /** The session as it was kept last; none where there is none. */
  session(source: WorkFossaSource): Promise<readonly PageCookie[]>;
  /** Keeps a session for the life of this process, and sealed in the database where there is a keychain. */
  keepSession(source: WorkFossaSource, cookies: readonly PageCookie[]): Promise<void>;
}
