import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { verifyIntegrity } from './integrity.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'integrity-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = Buffer.from('what was published');
const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
/** @param {string | Uint8Array} content */
const write = (content) => {
  const file = path.join(folder, 'package.tgz');
  writeFileSync(file, content);
  return file;
};

it('accepts the bytes that were published', async () => {
  await expect(verifyIntegrity(write(bytes), integrity)).resolves.toBeUndefined();
});

it('rejects a file with one bit changed', async () => {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(3) ^ 1, 3);
  await expect(verifyIntegrity(write(changed), integrity)).rejects.toThrow(/not what was published/);
});

it('rejects a file cut short, and an empty one', async () => {
  await expect(verifyIntegrity(write(bytes.subarray(0, -1)), integrity)).rejects.toThrow(/not what was published/);
  await expect(verifyIntegrity(write(''), integrity)).rejects.toThrow(/not what was published/);
});
