/**
 * A number from 0 up to 1 that follows from its arguments alone: FNV-1a over the text, mixed by the finaliser of
 * MurmurHash3, which is even enough for invented data (https://github.com/aappleby/smhasher/wiki/MurmurHash3).
 */
export function randomFor(seed: number, ...about: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const letter of about.join('|')) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
