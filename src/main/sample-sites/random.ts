/**
 * A number from 0 up to 1 that follows from its arguments alone: FNV-1a over the text, mixed by the finaliser of
 * MurmurHash3, which is even enough for invented data (https://github.com/aappleby/smhasher/wiki/MurmurHash3).
 */
export function randomFor(seed: number, ...about: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const letter of about.join('|')) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  return (scrambled(hash) >>> 0) / 2 ** 32;
}

/** What draws about three numbers follow from; for where `randomFor` with its texts would be too slow. */
export function keyOf(seed: number, first: number, second: number): number {
  return scrambled(Math.imul(scrambled(Math.imul(seed, 0x9e3779b1) ^ first), 0x85ebca77) ^ second);
}

/** The n-th number from 0 up to 1 that follows from a key. */
export function draw(key: number, n: number): number {
  return (scrambled(key ^ Math.imul(n + 1, 0x9e3779b1)) >>> 0) / 2 ** 32;
}

/** Every bit of the value moves every bit of the result. */
function scrambled(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
