/** Flags with which the app does its work and exits, or runs, without a window. */
const headlessFlags = new Set([
  '--run-once',
  '--worker',
  '--list',
  '--check',
  '--import-config',
  '--export-config',
  '--export',
  '--help',
  '-h',
  '--version',
]);

/** Whether the app's arguments ask for something that needs no display. @param {readonly string[]} args */
export const isHeadless = (args) => args.some((argument) => headlessFlags.has(argument.split('=', 1)[0] ?? ''));

/**
 * Which suites a test run is about, and what else it was told.
 * @param {readonly string[]} args `--unit`, `--e2e`, and after `--` whatever is meant for the runners
 */
export function readTestArguments(args) {
  const known = ['--unit', '--e2e', '--'];
  const isNamed = args.includes('--unit') || args.includes('--e2e');
  return {
    unit: !isNamed || args.includes('--unit'),
    e2e: !isNamed || args.includes('--e2e'),
    extra: args.filter((argument) => !known.includes(argument)),
  };
}
