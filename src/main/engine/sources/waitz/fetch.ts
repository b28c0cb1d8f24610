import type { Source } from '#shared/model/source.ts';
import type { Parse } from '../../ports.ts';
import { namingSource, placeOf } from '../name-source.ts';
import type { ParserName, ParserOutput } from '../parsers.ts';
import type { PoliteHttp } from '../polite-http.ts';
import type { WaitzTrend } from './compare.ts';
import type { WaitzLocation } from './parse.ts';

/** What reading a feed needs. */
export interface WaitzReader {
  readonly http: PoliteHttp;
  readonly parse: Parse;
}

/**
 * Every location of a school with its figures, by one request. A 304 gives the same list as last time. Rejects with
 * what `PoliteHttp` and the parser reject with, each sentence naming host and path.
 */
export function readWaitzLive(
  reader: WaitzReader,
  source: Source,
  signal: AbortSignal,
): Promise<readonly WaitzLocation[]> {
  return readFeed(reader, 'waitz.live', source, `${source.baseUrl}/live/${encodeURIComponent(source.school)}`, signal);
}

/** The text facts of a school's locations, by one request; rejects like `readWaitzLive`. */
export function readWaitzCompare(
  reader: WaitzReader,
  source: Source,
  signal: AbortSignal,
): Promise<readonly WaitzTrend[]> {
  return readFeed(
    reader,
    'waitz.compare',
    source,
    `${source.baseUrl}/compare/${encodeURIComponent(source.school)}`,
    signal,
  );
}

async function readFeed<P extends ParserName>(
  { http, parse }: WaitzReader,
  parser: P,
  source: Source,
  url: string,
  signal: AbortSignal,
): Promise<ParserOutput<P>> {
  const { limits, allowPrivateAddress } = source;
  const answer = await http.getText({ url, accept: 'application/json', limits, allowPrivateAddress, signal });
  try {
    return await parse(parser, answer.text, signal);
  } catch (error) {
    throw namingSource(error, placeOf(answer.url));
  }
}
