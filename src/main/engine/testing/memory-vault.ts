import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { Vault } from '../ports.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** A vault that really seals, with a key that lives as long as the test. */
export function createMemoryVault(): Vault {
  const key = randomBytes(32);
  return {
    keychain: async () => ({ isThere: true, description: 'Memory of a test' }),
    async seal(text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    async open(sealed) {
      try {
        const bytes = Buffer.from(sealed);
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
        return text.toString('utf8');
      } catch (cause) {
        throw new AppError('refused', 'The secret was sealed by another keychain.', { cause });
      }
    },
  };
}
