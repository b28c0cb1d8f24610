import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AppError } from '#shared/errors.ts';
import type { Job, JobFlag } from './engine/jobs/define-job.ts';

/** What a start of the program shall do. */
export type Command =
  | WindowCommand
  | { readonly mode: 'help' | 'version' }
  | RunOnceCommand
  | { readonly mode: 'import-config' | 'export-config'; readonly file: string; readonly isJson: boolean }
  | { readonly mode: 'worker' }
  | { readonly mode: 'list' | 'check'; readonly isJson: boolean }
  | ExportCommand;

export interface WindowCommand {
  readonly mode: 'window';
  /** Folder for the demo's report; null where none was asked for. */
  readonly demoReport: string | null;
}

export interface RunOnceCommand {
  readonly mode: 'run-once';
  /** Kinds or schedule ids; empty means whatever is due. */
  readonly jobs: readonly string[];
  readonly isAll: boolean;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
  readonly isVerbose: boolean;
  /** Parameters from the jobs' own flags, by kind. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface ExportCommand {
  readonly mode: 'export';
  readonly dataset: string;
  readonly format: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** A path, or `-` for stdout. */
  readonly out: string;
  /** Names and addresses of persons too. */
  readonly includePersonal: boolean;
}

/** A command with what goes for every mode. */
export interface CommandLine {
  readonly command: Command;
  /** Data folder as given; null takes the default. */
  readonly profile: string | null;
  readonly isDemo: boolean;
  readonly isVerbose: boolean;
}

/** A command line that asks for the window. */
export interface WindowCommandLine extends CommandLine {
  readonly command: WindowCommand;
}

type Options = NonNullable<ParseArgsConfig['options']>;

const ownOptions = {
  'run-once': { type: 'boolean' },
  job: { type: 'string', multiple: true },
  all: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  worker: { type: 'boolean' },
  list: { type: 'boolean' },
  check: { type: 'boolean' },
  'import-config': { type: 'string' },
  'export-config': { type: 'string' },
  export: { type: 'string' },
  format: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string' },
  'include-personal': { type: 'boolean' },
  profile: { type: 'string' },
  demo: { type: 'boolean' },
  'demo-report': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies Options;

/** The flags that say what to do; at most one may be given. */
const modes = [
  'run-once',
  'worker',
  'list',
  'check',
  'import-config',
  'export-config',
  'export',
  'help',
  'version',
] as const;

/** Switches for Chromium that launchers put among the arguments; they are not ours to judge. */
const chromiumSwitches =
  /^--(no-sandbox|ozone-platform|disable-gpu|log-level|inspect|inspect-brk|remote-debugging-(port|pipe)|user-data-dir|enable-logging|force-color-profile|lang|disable-dev-shm-usage|no-first-run|original-process-start-time)(=|$)/;

/**
 * Reads the arguments of the program, without its own path and name. Throws `invalid_input` naming the flag that is
 * wrong. `appPath` is left out where a launcher put it among the arguments.
 */
export function parseCommandLine(argv: readonly string[], appPath: string, jobs: readonly Job[]): CommandLine {
  const args = argv.filter((arg) => !chromiumSwitches.test(arg) && arg !== appPath && arg !== '.');
  const values = readValues(args, jobs);
  const chosen = modes.filter((mode) => values[mode] !== undefined);
  const [mode] = chosen;
  if (chosen.length > 1)
    throw new AppError('invalid_input', `${chosen.map((name) => `--${name}`).join(' and ')} exclude one another.`);
  refuseStrangers(values, mode, jobs);
  return {
    command: toCommand(mode, values, jobs),
    profile: text(values['profile']) ?? null,
    isDemo: values['demo'] === true,
    isVerbose: values['verbose'] === true,
  };
}

/**
 * Reads the arguments of a start that asks for the window, for which no job need be known: a job's flags mean nothing to
 * it. Null where they ask for anything else or are wrong; `parseCommandLine` says what, given the jobs.
 */
export function readWindowCommandLine(argv: readonly string[], appPath: string): WindowCommandLine | null {
  try {
    const commandLine = parseCommandLine(argv, appPath, []);
    const { command } = commandLine;
    return command.mode === 'window' ? { ...commandLine, command } : null;
  } catch {
    return null;
  }
}

/** Whether the arguments look like those of a run, right or wrong. */
export function asksForRun(argv: readonly string[]): boolean {
  return argv.includes('--run-once');
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function readValues(args: readonly string[], jobs: readonly Job[]): Values {
  const options: Options = { ...ownOptions };
  for (const job of jobs) {
    for (const [name, { isList }] of Object.entries(job.flags)) options[name] = { type: 'string', multiple: isList };
  }
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const sentence = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : '';
    throw new AppError('invalid_input', `${sentence}. See --help.`, { cause });
  }
}

const flagsOf: Readonly<Record<string, readonly string[]>> = {
  'run-once': ['job', 'all', 'dry-run', 'json'],
  list: ['json'],
  check: ['json'],
  'import-config': ['json'],
  export: ['format', 'from', 'to', 'out', 'include-personal'],
  window: ['demo-report'],
};
const flagsOfAll = new Set<string>([...modes, 'profile', 'demo', 'verbose']);

function refuseStrangers(values: Values, mode: (typeof modes)[number] | undefined, jobs: readonly Job[]): void {
  const allowed = new Set(flagsOf[mode ?? 'window']);
  if (mode === 'run-once') for (const job of jobs) for (const name of Object.keys(job.flags)) allowed.add(name);
  const stranger = Object.keys(values).find((name) => !flagsOfAll.has(name) && !allowed.has(name));
  if (stranger !== undefined) {
    throw new AppError(
      'invalid_input',
      `--${stranger} means nothing ${mode === undefined ? 'by itself' : `with --${mode}`}. See --help.`,
    );
  }
}

function toCommand(mode: (typeof modes)[number] | undefined, values: Values, jobs: readonly Job[]): Command {
  const isJson = values['json'] === true;
  switch (mode) {
    case undefined:
      return { mode: 'window', demoReport: text(values['demo-report']) ?? null };
    case 'help':
    case 'version':
      return { mode };
    case 'worker':
      return { mode };
    case 'list':
    case 'check':
      return { mode, isJson };
    case 'import-config':
    case 'export-config':
      return { mode, file: text(values[mode]) ?? '', isJson };
    case 'export':
      return toExport(values);
    case 'run-once':
      return toRunOnce(values, jobs);
  }
}

function toExport(values: Values): ExportCommand {
  return {
    mode: 'export',
    dataset: text(values['export']) ?? '',
    format: text(values['format']) ?? 'csv',
    from: text(values['from']),
    to: text(values['to']),
    out: text(values['out']) ?? '-',
    includePersonal: values['include-personal'] === true,
  };
}

function toRunOnce(values: Values, jobs: readonly Job[]): RunOnceCommand {
  const params: Record<string, Record<string, unknown>> = {};
  for (const job of jobs) {
    const given = Object.entries(job.flags).filter(([name]) => values[name] !== undefined);
    if (given.length > 0)
      params[job.kind] = Object.fromEntries(
        given.map(([name, flag]) => [flag.parameter, readFlag(name, flag, values[name])]),
      );
  }
  const named = Array.isArray(values['job']) ? values['job'].map(String) : [];
  const isAll = values['all'] === true;
  if (isAll) for (const kind of named) askForAll(jobs, kind, params);
  return {
    mode: 'run-once',
    // A job's own flag names the job as well.
    jobs: [
      ...new Set([...named, ...Object.keys(params).filter((kind) => !named.includes(kind) && named.length === 0)]),
    ],
    isAll: isAll && named.length === 0,
    isDryRun: values['dry-run'] === true,
    isJson: values['json'] === true,
    isVerbose: values['verbose'] === true,
    params,
  };
}

/** Lets a job that chooses what it looks at look at everything. */
function askForAll(jobs: readonly Job[], name: string, params: Record<string, Record<string, unknown>>): void {
  const job = jobs.find(({ kind }) => kind === name);
  if (job === undefined || !Object.hasOwn(job.parameters.shape, 'all'))
    throw new AppError('invalid_input', `--all means nothing with --job ${name}: it looks at everything anyway.`);
  params[job.kind] = { ...params[job.kind], all: true };
}

function readFlag(name: string, { kind }: JobFlag, value: Values[string]): unknown {
  if (kind !== 'number' || typeof value !== 'string') return value;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number))
    throw new AppError('invalid_input', `--${name} must be a number, not "${value}".`);
  return number;
}

function text(value: Values[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The text of `--help`; the jobs' own flags come from the registry. */
export function helpText(jobs: readonly Job[]): string {
  const own = jobs.flatMap((job) => [
    `      ${job.kind}: ${job.title.toLowerCase()}`,
    ...Object.entries(job.flags).map(([name, flag]) => line(`        --${name} ${flag.valueName}`, flag.description)),
  ]);
  return [
    'Rounds watches over things that change. Without a command it opens its window.',
    '',
    'Usage: rounds [COMMAND] [FLAGS]',
    '',
    line('  --run-once', 'run what is due once, then exit; named jobs run whether due or not'),
    line('      --job KIND|ID', 'a job kind or a schedule; repeatable'),
    line('      --all', 'every schedule and every job without one; with --job, all its targets, due or not'),
    line('      --dry-run', 'say what would change, store nothing but the run itself'),
    line('      --json', 'exactly one JSON document on stdout'),
    line('      --verbose', 'list the changes; more on stderr'),
    ...own,
    line('  --worker', 'schedule without a window until it is stopped; beside a window it stands by'),
    line('  --list [--json]', 'jobs, schedules, next runs, states'),
    line('  --check [--json]', 'health; exit code 1 where something needs a person'),
    line('  --import-config FILE', 'check the whole file, then apply all of it'),
    line('  --export-config FILE', 'write the configuration; - for stdout'),
    line('  --export DATASET', 'occupancy, occupancy-history, hut-availability, hut-availability-history, runs,'),
    line('', 'schedule-slots, booking-slots, reservations'),
    line('      --format F', 'csv, json or ndjson (csv)'),
    line('      --from T --to T', 'ISO dates or instants; from inclusive, to exclusive'),
    line('      --out FILE|-', 'where to write (stdout)'),
    line('      --include-personal', 'reservations: for whom they are, too'),
    line('  --profile DIR', 'data folder (also ROUNDS_PROFILE)'),
    line('  --demo', 'sample sites on loopback and a profile filled from them'),
    line('  --help, --version', ''),
    '',
    'Exit codes: 0 good or nothing due, 1 a job failed or not healthy, 2 wrong usage or configuration, 3 some',
    'checks failed, 4 the database cannot be used, 130 and 143 ended by a signal (0 for a worker).',
    '',
  ].join('\n');
}

function line(flags: string, meaning: string): string {
  return `${flags.padEnd(30)} ${meaning}`.trimEnd();
}
