import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const samplesFolder = path.join(import.meta.dirname, '../../../../../../shared/sources/samples/workfossa');

/** Whether recorded and constructed samples of the portal lie beside the repository; they are no part of it. */
export const hasPortalSamples = existsSync(samplesFolder);

/** The text of a sample; for tests that run where `hasPortalSamples` is true. */
export function readPortalSample(name: string): string {
  return readFileSync(path.join(samplesFolder, name), 'utf8');
}
