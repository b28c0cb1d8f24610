import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import type { Files } from '../engine/ports.ts';

/** Files on the machine's disks, by the path that a person gave. */
export const diskFiles: Files = {
  async readText(path) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    } catch (cause) {
      throw new AppError('storage', `The file ${path} cannot be read: ${reasonOf(cause)}.`, { cause });
    }
  },
  async writeWhole(path, chunks) {
    const draft = `${path}.${randomUUID()}.part`;
    try {
      const file = await open(draft, 'wx');
      try {
        for (const chunk of chunks) await file.write(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (cause) {
      await rm(draft, { force: true });
      if (cause instanceof AppError) throw cause;
      throw new AppError('storage', `The file ${path} cannot be written: ${reasonOf(cause)}.`, { cause });
    }
  },
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission was refused',
  EPERM: 'permission was refused',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? `the system says ${code === '' ? 'no more' : code}`;
}
