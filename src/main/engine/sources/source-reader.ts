import type { Parse } from '../ports.ts';
import { namingSource, placeOf } from './name-source.ts';
import type { ParserName, ParserOutput } from './parsers.ts';
import type { PoliteAnswer, PoliteHttp, PoliteRequest } from './polite-http.ts';

/** What reading a source needs. */
export interface SourceReader {
  readonly http: PoliteHttp;
  readonly parse: Parse;
}

/**
 * Asks once and parses the answer off the main thread. A 304 gives the same as last time. Rejects with what `PoliteHttp`
 * and the parser reject with, each sentence naming host and path.
 */
export async function readAnswer<P extends ParserName>(
  reader: SourceReader,
  parser: P,
  request: PoliteRequest,
): Promise<ParserOutput<P>> {
  const answer = await reader.http.getText(request);
  return parseAnswer(reader, parser, answer, request);
}

/** Like `readAnswer`; null, unparsed, where the answer is one that is known. */
export async function readNewAnswer<P extends ParserName>(
  reader: SourceReader,
  parser: P,
  request: PoliteRequest,
  isKnown: (text: string) => boolean,
): Promise<ParserOutput<P> | null> {
  const answer = await reader.http.getText(request);
  return isKnown(answer.text) ? null : parseAnswer(reader, parser, answer, request);
}

async function parseAnswer<P extends ParserName>(
  { parse }: SourceReader,
  parser: P,
  answer: PoliteAnswer,
  { signal }: PoliteRequest,
): Promise<ParserOutput<P>> {
  try {
    return await parse(parser, answer.text, signal);
  } catch (error) {
    throw namingSource(error, placeOf(answer.url));
  }
}
