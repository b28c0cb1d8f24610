import { parseWaitzCompare } from './waitz/compare.ts';
import { parseWaitzLive } from './waitz/parse.ts';

/** Every parser that the parse worker knows, by name. A parser takes a text and returns plain data, or throws. */
export const parsers = {
  'waitz.live': parseWaitzLive,
  'waitz.compare': parseWaitzCompare,
} as const;

export type ParserName = keyof typeof parsers;
export type ParserOutput<P extends ParserName> = ReturnType<(typeof parsers)[P]>;
