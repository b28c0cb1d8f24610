import type { Parse } from '../../ports.ts';
import { parsers, type ParserName, type ParserOutput } from '../parsers.ts';

/** The `Parse` port without a worker: parses in the thread of the test. */
export const parseHere: Parse = async <P extends ParserName>(parser: P, text: string): Promise<ParserOutput<P>> =>
  // The table's entry for P returns exactly this; TypeScript widens an indexed call to the union.
  (await parsers[parser]())(text) as ParserOutput<P>;
