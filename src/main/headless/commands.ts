import { AppError, assertNever } from '#shared/errors.ts';
import type { Command, ExportCommand } from '../command-line.ts';
import { exportConfig } from '../engine/config/export-config.ts';
import type { Engine } from '../engine/engine.ts';
import { exportDataset } from '../engine/export/export-dataset.ts';
import { parseRange } from '../engine/export/range.ts';
import type { Ports } from '../engine/ports.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';
import { check } from './check.ts';
import { describeSchedules } from './list.ts';
import { runOnce } from './run-once.ts';

/** The commands that work on a profile. */
export type HeadlessCommand = Exclude<Command, { mode: 'window' | 'help' | 'version' }>;
/** Those that do their work and end. */
export type EndingCommand = Exclude<HeadlessCommand, { mode: 'worker' }>;

export interface CommandOptions {
  readonly ports: Pick<Ports, 'clock' | 'files'>;
  readonly output: Output;
  /** Aborts when what runs shall end. */
  readonly stopped: AbortSignal;
}

/** Does a command on an open engine; rejects with `AppError` where it cannot. */
export async function runCommand(
  engine: Engine,
  command: EndingCommand,
  { ports, output, stopped }: CommandOptions,
): Promise<ExitCode> {
  switch (command.mode) {
    case 'run-once':
      return runOnce(engine, command, { clock: ports.clock, output, stopped });
    case 'list':
      output.out(describeSchedules(engine, ports.clock.now(), command.isJson));
      return exitCodes.good;
    case 'check':
      return check(engine, command, { clock: ports.clock, output });
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
  { files }: Pick<Ports, 'files'>,
): Promise<string> {
  const text = await asUsage(files.readText(file));
  const report = await engine.handlers['config.import']({ text });
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
  return exportDataset(command.dataset, command.format, range, engine.store, clock.now(), command);
}

/** So much text may wait to be read, UTF-16 units. */
const mostPending = 65_536;

async function write(
  target: string,
  chunks: Iterable<string>,
  { files }: Pick<Ports, 'files'>,
  output: Output,
): Promise<void> {
  if (target === '-') {
    // Whoever reads slowly shall not make this process hold the whole table.
    let pending = 0;
    for (const chunk of chunks) {
      output.out(chunk);
      pending += chunk.length;
      if (pending < mostPending) continue;
      await output.drained();
      pending = 0;
    }
    return;
  }
  await asUsage(files.writeWhole(target, chunks));
  output.err(`Written to ${target}.\n`);
}
