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
  /** What shall be done with another run's plan instead; null where jobs shall run. */
  readonly errand: RunOnceErrand | null;
  /** Parameters from the jobs' own flags, by kind. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** To carry out the plan of a run, or to take a run back. */
export type RunOnceErrand =
  | { readonly kind: 'apply'; readonly runId: string; readonly confirmText: string }
  | { readonly kind: 'undo'; readonly runId: string };

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
  'apply-plan': { type: 'string' },
  confirm: { type: 'string' },
  undo: { type: 'string' },
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

/** Whether the arguments look like those of a worker, right or wrong. */
export function asksForWorker(argv: readonly string[]): boolean {
  return argv.includes('--worker');
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function readValues(args: readonly string[], jobs: readonly Job[]): Values {
  const options: Options = { ...ownOptions };
  for (const job of jobs) {
    for (const [name, { isList, kind }] of Object.entries(job.flags))
      options[name] = kind === 'switch' ? { type: 'boolean' } : { type: 'string', multiple: isList };
  }
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const sentence = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : '';
    throw new AppError('invalid_input', `${sentence}. See --help.`, { cause });
  }
}

const flagsOf: Readonly<Record<string, readonly string[]>> = {
  'run-once': ['job', 'all', 'dry-run', 'apply-plan', 'confirm', 'undo', 'json'],
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
    errand: toErrand(values, jobs),
    params,
  };
}

/** What goes with an errand; it says by itself what is run. */
const errandFlags = new Set(['run-once', 'apply-plan', 'confirm', 'undo', 'json', 'verbose', 'profile', 'demo']);

function toErrand(values: Values, jobs: readonly Job[]): RunOnceErrand | null {
  const [applied, undone, confirmText] = [text(values['apply-plan']), text(values['undo']), text(values['confirm'])];
  const [name, runId] = applied === undefined ? (['undo', undone] as const) : (['apply-plan', applied] as const);
  if (confirmText !== undefined && applied === undefined)
    throw new AppError('invalid_input', '--confirm means nothing without --apply-plan. See --help.');
  if (runId === undefined) return null;
  const own = new Set([...errandFlags].filter((flag) => applied === undefined || flag !== 'undo'));
  const others = [...Object.keys(ownOptions), ...jobs.flatMap((job) => Object.keys(job.flags))];
  const other = others.find((flag) => values[flag] !== undefined && !own.has(flag));
  if (other !== undefined) throw new AppError('invalid_input', `--${name} and --${other} exclude one another.`);
  if (!/^\d+$/.test(runId))
    throw new AppError('invalid_input', `--${name} must be the number of a run, not "${runId}".`);
  return applied === undefined ? { kind: 'undo', runId } : { kind: 'apply', runId, confirmText: confirmText ?? '' };
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
