import path from 'node:path';

/**
 * Opens the app in a folder from within another that Electron has opened, as if it had been named instead.
 * @param {string} own What has been opened; whoever opened it may have left it among the arguments.
 * @param {string} folder
 */
export async function openInstead(own, folder) {
  const place = process.argv.findIndex((argument, index) => index > 0 && path.resolve(argument) === own);
  if (place !== -1) process.argv.splice(place, 1);
  process.argv.splice(1, 0, folder);
  await import('./loader/main.mjs');
}
