import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const samplesFolder = path.join(import.meta.dirname, '../../../../../../shared/sources/samples/huts');

/** Whether recorded and constructed samples of huts lie beside the repository; they are no part of it. */
export const hasHutSamples = existsSync(samplesFolder);

/** The text of a sample; for tests that run where `hasHutSamples` is true. */
export function readHutSample(name: string): string {
  return readFileSync(path.join(samplesFolder, name), 'utf8');
}
