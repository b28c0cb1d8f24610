import { type MessagePort, parentPort } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import { parsers } from '../engine/sources/parsers.ts';
import type { ParseOrder, ParseReport } from './messages.ts';

/** Entry of the worker thread that runs parsers; `adapters/parse-pool.ts` starts, limits and replaces it. */
function serve(port: MessagePort): void {
  const report = (message: ParseReport): void => port.postMessage(message);
  port.on('message', ({ id, parser, text }: ParseOrder) => {
    load(parser)
      .then((parse) => {
        // Loading does not count against the time of the parse.
        report({ kind: 'begun', id });
        report({ kind: 'parsed', id, value: parse(text) });
      })
      .catch((error: unknown) => report({ kind: 'failed', id, ...describe(error) }));
  });
}

async function load(name: string): Promise<(text: string) => unknown> {
  if (!isParserName(name)) throw new AppError('internal', `Rounds has no parser named ${name}.`);
  return parsers[name]();
}

function isParserName(name: string): name is keyof typeof parsers {
  return Object.hasOwn(parsers, name);
}

function describe(error: unknown): Pick<Extract<ParseReport, { kind: 'failed' }>, 'code' | 'userMessage' | 'detail'> {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof AppError) return { code: error.code, userMessage: error.userMessage, detail };
  if (error instanceof RangeError) {
    return { code: 'source_changed', userMessage: 'The source sent an answer too deeply nested to be read.', detail };
  }
  return {
    code: 'internal',
    userMessage: 'Rounds met a bug of its own while reading an answer. The log file has the details.',
    detail,
  };
}

if (parentPort === null) throw new Error('The parse worker runs as a worker thread only.');
serve(parentPort);
