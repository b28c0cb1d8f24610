import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { Vault } from '../ports.ts';

/** A keychain that a test may take away or exchange. */
export interface FakeVault extends Vault {
  isThere: boolean;
  /** How often something was sealed or opened. */
  readonly uses: number;
  /** Makes everything sealed so far useless, as another keychain does. */
  exchange(): void;
}

/** Makes a keychain that really seals. */
export function createFakeVault(isThere = true): FakeVault {
  let key = randomBytes(32);
  let uses = 0;
  const insist = (vault: FakeVault): void => {
    uses += 1;
    if (!vault.isThere) throw new AppError('refused', 'There is no keychain here.');
  };
  const vault: FakeVault = {
    isThere,
    get uses() {
      return uses;
    },
    exchange() {
      key = randomBytes(32);
    },
    keychain: async () => ({
      isThere: vault.isThere,
      description: vault.isThere ? 'Test keychain' : 'There is no keychain here.',
    }),
    async seal(text) {
      insist(vault);
      const start = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, start);
      const sealed = [cipher.update(text, 'utf8'), cipher.final()];
      return Buffer.concat([start, cipher.getAuthTag(), ...sealed]);
    },
    async open(sealed) {
      insist(vault);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
        decipher.setAuthTag(sealed.subarray(12, 28));
        return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new AppError('refused', 'The secret was sealed with another keychain.', { cause });
      }
    },
  };
  return vault;
}
