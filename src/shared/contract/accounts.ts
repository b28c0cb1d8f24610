import { z } from 'zod';
import { EpochMs, Id } from '../model/primitives.ts';
import { WorkFossaSource } from '../model/source.ts';
import { command, query } from './define.ts';

/** What keeps secrets on this machine. */
export const Keychain = z.strictObject({
  /** False where the system offers no real one: then Rounds keeps no secret, and says so. */
  isThere: z.boolean(),
  /** What it is called: `GNOME keyring`; of one that is missing, why, and what to do instead. */
  description: z.string(),
});
export type Keychain = z.infer<typeof Keychain>;

/** How Rounds signs in at a source. Never holds a secret. */
export const Account = z.strictObject({
  sourceId: z.string(),
  username: z.string(),
  /** Where the password comes from; the environment goes first. */
  passwordFrom: z.enum(['environment', 'keychain', 'nowhere']),
  /** The variable that is named; null where none is. */
  passwordEnv: z.string().nullable(),
  isEnvSet: z.boolean(),
  keychain: Keychain,
  /** When the portal refused this password; Rounds does not try it again by itself. Null where it did not. */
  refusedAt: EpochMs.nullable(),
  /** When Rounds signed in last; null: never. */
  signedInAt: EpochMs.nullable(),
});
export type Account = z.infer<typeof Account>;

const BySource = z.strictObject({ sourceId: Id });

export const accountOperations = {
  'accounts.keychain': query(z.strictObject({}), Keychain),
  'accounts.account': query(BySource, Account),
  /** Keeps a password in the keychain. Fails with `refused` where there is none. */
  'accounts.savePassword': command(z.strictObject({ sourceId: Id, password: z.string().min(1).max(1000) }), Account),
  'accounts.forgetPassword': command(BySource, Account),
  /**
   * Signs in once, with the password given or the one that is kept, and stores nothing. Fails with `signed_out` where the portal
   * refuses it; a refusal of the one that is kept is forgotten first.
   */
  'accounts.testSignIn': command(
    z.strictObject({ source: WorkFossaSource, password: z.string().min(1).max(1000).nullable() }),
    z.strictObject({
      /** What the list shows on its first page. */
      orders: z.int(),
      /** What it says of all its pages; null where it does not say. */
      matches: z.int().nullable(),
    }),
  ),
};
