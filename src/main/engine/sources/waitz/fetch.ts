import type { WaitzSource } from '#shared/model/source.ts';
import type { ParserName, ParserOutput } from '../parsers.ts';
import { readAnswer, type SourceReader } from '../source-reader.ts';
import type { WaitzTrend } from './compare.ts';
import type { WaitzLocation } from './parse.ts';

/** Every location of a school with its figures, by one request; rejects like `readAnswer`. */
export function readWaitzLive(
  reader: SourceReader,
  source: WaitzSource,
  signal: AbortSignal,
): Promise<readonly WaitzLocation[]> {
  return readFeed(reader, 'waitz.live', source, `${source.baseUrl}/live/${encodeURIComponent(source.school)}`, signal);
}

/** The text facts of a school's locations, by one request; rejects like `readAnswer`. */
export function readWaitzCompare(
  reader: SourceReader,
  source: WaitzSource,
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

function readFeed<P extends ParserName>(
  reader: SourceReader,
  parser: P,
  { limits, allowPrivateAddress }: WaitzSource,
  url: string,
  signal: AbortSignal,
): Promise<ParserOutput<P>> {
  return readAnswer(reader, parser, { url, accept: 'application/json', limits, allowPrivateAddress, signal });
}
