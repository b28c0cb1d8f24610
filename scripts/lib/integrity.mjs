import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fail } from './run.mjs';

/**
 * Rejects a file whose bytes are not the ones named by `integrity`, in the registry's form `sha512-<base64>`.
 * @param {string} file @param {string} integrity
 */
export async function verifyIntegrity(file, integrity) {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('base64');
  if (found !== expected) {
    fail(
      `${file} is not what was published: expected ${integrity}, found ${algorithm}-${found}. Nothing was installed from it.`,
    );
  }
}
