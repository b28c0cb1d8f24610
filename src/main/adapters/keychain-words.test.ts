import { describe, expect, it } from 'vitest';
import { describeKeychain } from './keychain-words.ts';

describe('a keychain', () => {
  it.each([
    ['linux', 'gnome_libsecret', 'GNOME keyring'],
    ['linux', 'kwallet6', 'KWallet'],
    ['darwin', null, 'macOS Keychain'],
    ['win32', null, 'Windows Data Protection (DPAPI)'],
  ] as const)('on %s behind %s is called %s', (platform, backend, description) => {
    expect(describeKeychain({ platform, backend, isAvailable: true })).toEqual({ isThere: true, description });
  });

  it.each([
    ['linux', 'basic_text', true],
    ['linux', 'basic_text', false],
    ['linux', 'unknown', true],
    ['linux', 'gnome_libsecret', false],
    ['darwin', null, false],
    ['win32', null, false],
  ] as const)(
    'on %s behind %s, where available is %s, is none, and says what to do',
    (platform, backend, isAvailable) => {
      const { isThere, description } = describeKeychain({ platform, backend, isAvailable });
      expect(isThere).toBe(false);
      expect(description).toContain('“passwordEnv”');
    },
  );
});
