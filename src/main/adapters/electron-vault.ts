import { safeStorage } from 'electron';
import { AppError } from '#shared/errors.ts';
import type { Vault } from '../engine/ports.ts';
import type { BrowserStart } from './browser-start.ts';

/** What keeps keys on this machine, and whether it is worth its name. */
interface Keychain {
  readonly isThere: boolean;
  readonly description: string;
}

const instead = 'Set an environment variable and name it in the source as “passwordEnv” instead.';

/** Keychains of Linux as Chromium names them. */
const linuxKeychains: Readonly<Record<string, string>> = {
  gnome_libsecret: 'GNOME keyring',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet',
};

/** What can be asked about the system's keychain. */
export interface KeychainFacts {
  readonly platform: NodeJS.Platform;
  readonly isAvailable: boolean;
  /** What Chromium chose on Linux; null elsewhere. */
  readonly backend: string | null;
}

/** Names a keychain in words; of one that is missing, why, and what to do instead. */
export function describeKeychain({ platform, isAvailable, backend }: KeychainFacts): Keychain {
  const missing = (why: string): Keychain => ({ isThere: false, description: `${why} ${instead}` });
  if (platform === 'darwin')
    return isAvailable
      ? { isThere: true, description: 'macOS Keychain' }
      : missing('The macOS Keychain does not let Rounds keep anything.');
  if (platform === 'win32')
    return isAvailable
      ? { isThere: true, description: 'Windows Data Protection (DPAPI)' }
      : missing('Windows Data Protection is not there for this account.');
  const name = linuxKeychains[backend ?? ''];
  if (name === undefined)
    return missing(
      'No keyring runs here (GNOME keyring or KWallet), so Rounds could only hide a password, not seal it.',
    );
  return isAvailable
    ? { isThere: true, description: name }
    : missing(`${name} runs here, but is locked or does not answer.`);
}

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
        return safeStorage.decryptString(Buffer.from(sealed));
      } catch (cause) {
        throw new AppError('refused', 'The secret was sealed with another keychain. Enter the password anew.', {
          cause,
        });
      }
    },
  };
}
