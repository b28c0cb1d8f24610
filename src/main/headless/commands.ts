import { AppError, assertNever } from '#shared/errors.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import type { Command, ExportCommand } from '../command-line.ts';
import { exportConfig } from '../engine/config/export-config.ts';
import { importConfig } from '../engine/config/import-config.ts';
import type { Engine } from '../engine/engine.ts';
import { exportDataset } from '../engine/export/export-dataset.ts';
import { parseRange } from '../engine/export/range.ts';
import { jobs } from '../engine/jobs/registry.ts';
import type { Ports } from '../engine/ports.ts';
import { readStatuses } from '../engine/scheduling/status.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';
import { runOnce } from './run-once.ts';

/** The commands that work on a profile and end. */
export type HeadlessCommand = Exclude<Command, { mode: 'window' | 'help' | 'version' }>;

/** Does a command on an open engine; rejects with `AppError` where it cannot. */
export async function runCommand(
  engine: Engine,
  command: HeadlessCommand,
  ports: Pick<Ports, 'clock' | 'files'>,
  output: Output,
): Promise<ExitCode> {
  switch (command.mode) {
    case 'run-once':
      return runOnce(engine, command, ports.clock, output);
    case 'list':
      output.out(list(engine, ports, command.isJson));
      return exitCodes.good;
    case 'import-config':
      output.out(await importFile(engine, command, ports));
      return exitCodes.good;
    case 'export-config':
      await write(command.file, [exportConfig({ store: engine.store })], ports, output);
      return exitCodes.good;
    case 'export':
      await write(command.out, startExport(engine, command, ports), ports, output);
      return exitCodes.good;
    default:
      return assertNever(command);
  }
}

/** The exit code that an error stands for. */
export function exitCodeOfError({ code }: AppError): ExitCode {
  if (code === 'storage') return exitCodes.storage;
  return code === 'invalid_input' || code === 'not_found' ? exitCodes.usage : exitCodes.failed;
}

async function importFile(
  engine: Engine,
  { file, isJson }: { readonly file: string; readonly isJson: boolean },
  { clock, files }: Pick<Ports, 'clock' | 'files'>,
): Promise<string> {
  const text = await asUsage(files.readText(file));
  const report = importConfig(text, { store: engine.store, jobs, now: clock.now() });
  engine.publish('sources.changed', { ids: engine.store.sources.list().map(({ id }) => id) });
  engine.publish('occupancy.changed', { codes: engine.store.buildings.list().map(({ code }) => code) });
  engine.publish('schedules.changed', readStatuses(engine.store, clock.now()));
  if (isJson) return `${JSON.stringify(report)}\n`;
  const sections = [...new Set(Object.values(report).flatMap((counts) => Object.keys(counts)))];
  const lines = sections.map((section) => {
    const { created, changed, unchanged } = report;
    return `${section}: ${created[section] ?? 0} new, ${changed[section] ?? 0} changed, ${unchanged[section] ?? 0} unchanged`;
  });
  return lines.length === 0 ? 'The file holds nothing to import.\n' : `${lines.join('\n')}\n`;
}

/** A file that a person named wrongly is wrong usage, not a broken database. */
async function asUsage<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'storage') throw thrown;
    throw new AppError('invalid_input', thrown.userMessage, { cause: thrown });
  }
}

function startExport(engine: Engine, command: ExportCommand, { clock }: Pick<Ports, 'clock'>): Iterable<string> {
  const range = parseRange(command.from, command.to);
  return exportDataset(command.dataset, command.format, range, engine.store, clock.now());
}

async function write(
  target: string,
  chunks: Iterable<string>,
  { files }: Pick<Ports, 'files'>,
  output: Output,
): Promise<void> {
  if (target === '-') {
    for (const chunk of chunks) output.out(chunk);
    return;
  }
  await asUsage(files.writeWhole(target, chunks));
  output.err(`Written to ${target}.\n`);
}

function list(engine: Engine, { clock }: Pick<Ports, 'clock'>, isJson: boolean): string {
  const schedules = readStatuses(engine.store, clock.now());
  if (isJson) {
    const document = {
      jobs: jobs.map(({ kind, title, description }) => ({ kind, title, description })),
      schedules: schedules.map(toListed),
    };
    return `${JSON.stringify(document)}\n`;
  }
  const lines = [
    'Jobs',
    ...jobs.map(({ kind, description }) => `  ${kind.padEnd(24)} ${description}`),
    'Schedules',
    ...schedules.map(describeSchedule),
  ];
  if (schedules.length === 0) lines.push('  none yet');
  return `${lines.join('\n')}\n`;
}

function toListed({ id, kind, subject, sentence, state, note, nextAt, lastRun }: ScheduleStatus) {
  return {
    id,
    job: kind,
    subject,
    rule: sentence,
    state,
    note,
    nextAt: nextAt === null ? null : new Date(nextAt).toISOString(),
    lastRun: lastRun === null ? null : { id: lastRun.id, status: lastRun.status },
  };
}

function describeSchedule(status: ScheduleStatus): string {
  const next = status.nextAt === null ? 'nothing planned' : `next ${new Date(status.nextAt).toISOString()}`;
  return `  ${status.id.padEnd(24)} ${status.state.padEnd(8)} ${status.sentence}, ${next}`;
}
