import { safeStorage } from 'electron';
import { AppError } from '#shared/errors.ts';
import type { Vault } from '../engine/ports.ts';
import type { BrowserStart } from './browser-start.ts';
import { describeKeychain, instead, type Keychain } from './keychain-words.ts';

/**
 * The `Vault` port over Electron's safeStorage. Where Chromium would fall back to a key that everybody knows, as on Linux without a
 * keyring, nothing is sealed.
 */
export function createElectronVault(browser: BrowserStart): Vault {
  const keychain = async (): Promise<Keychain> => {
    await browser.ready();
    const { platform } = process;
    const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
    return describeKeychain({ platform, backend, isAvailable: safeStorage.isEncryptionAvailable() });
  };
  const insist = async (): Promise<void> => {
    const { isThere, description } = await keychain();
    if (!isThere) throw new AppError('refused', description);
  };
  return {
    async keychain() {
      try {
        return await keychain();
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        return { isThere: false, description: `${thrown.userMessage} ${instead}` };
      }
    },
    async seal(text) {
      await insist();
      try {
        return safeStorage.encryptString(text);
      } catch (cause) {
        throw new AppError('refused', `The keychain did not seal the secret. ${instead}`, { cause });
      }
    },
    async open(sealed) {
      await insist();
      try {
        return readable(safeStorage.decryptString(Buffer.from(sealed)));
      } catch (cause) {
        throw new AppError('refused', 'The secret was sealed with another keychain. Enter the password anew.', {
          cause,
        });
      }
    },
  };
}

/** On Linux one in 256 other keys opens a secret to bytes that are no text: Chromium seals without a mark of its own. */
function readable(text: string): string {
  if (text.includes('\uFFFD')) throw new Error('What was opened is no text.');
  return text;
}
