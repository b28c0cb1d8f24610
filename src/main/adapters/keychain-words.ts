/** What keeps keys on this machine, and whether it is worth its name. */
export interface Keychain {
  readonly isThere: boolean;
  readonly description: string;
}

/** What to do where there is none. */
export const instead = 'Set an environment variable and name it in the source as “passwordEnv” instead.';

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
