import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The files of the built program that it opens by their place. */
export interface BuiltFiles {
  readonly resources: string;
  readonly rendererFolder: string;
  readonly preloadPath: string;
  readonly parseWorkerUrl: URL;
}

/** Where they are, from the app's folder: the code that asks is moved about by the bundler. */
export function builtFiles(appPath: string): BuiltFiles {
  return {
    resources: join(appPath, 'resources'),
    rendererFolder: join(appPath, 'out/renderer'),
    preloadPath: join(appPath, 'out/preload/index.cjs'),
    parseWorkerUrl: pathToFileURL(join(appPath, 'out/main/parse-worker.mjs')),
  };
}
