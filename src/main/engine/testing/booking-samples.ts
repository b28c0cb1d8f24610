import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const samplesFolder = path.join(import.meta.dirname, '../../../../../shared/sources/samples');

/** Whether constructed samples of bookings lie beside the repository; they are no part of it. */
export const hasBookingSamples = existsSync(path.join(samplesFolder, 'sewabazaar'));

/** What a sample such as `escape-room/sweep-expected` holds; for tests that run where `hasBookingSamples` is true. */
export function readBookingSample(name: string): unknown {
  return JSON.parse(readFileSync(path.join(samplesFolder, `${name}.constructed.json`), 'utf8'));
}
