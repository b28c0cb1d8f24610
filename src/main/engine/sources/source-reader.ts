import type { Parse } from '../ports.ts';
import { namingSource, placeOf } from './name-source.ts';
import type { ParserName, ParserOutput } from './parsers.ts';
import type { PoliteHttp, PoliteRequest } from './polite-http.ts';

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
  { http, parse }: SourceReader,
  parser: P,
  request: PoliteRequest,
): Promise<ParserOutput<P>> {
  const answer = await http.getText(request);
  try {
    return await parse(parser, answer.text, request.signal);
  } catch (error) {
    throw namingSource(error, placeOf(answer.url));
  }
}
