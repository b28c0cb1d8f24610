import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Line = z.object({ level: z.number(), msg: z.string(), err: z.object({ message: z.string() }).optional() });

/** Level of errors in the log, as pino numbers them. */
const errorLevel = 50;

/** What the log of a profile has as errors, oldest first, each with its cause. */
export function loggedErrors(profile: string): string[] {
  const folder = join(profile, 'logs');
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  return lines
    .map((line) => Line.parse(JSON.parse(line)))
    .filter(({ level }) => level >= errorLevel)
    .map(({ msg, err }) => (err === undefined ? msg : `${msg}: ${err.message}`));
}
