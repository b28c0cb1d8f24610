import { parseWaitzLive } from './waitz/parse.ts';

/**
 * Loads every parser that the parse worker knows, by name. A parser takes a text and returns plain data, or throws. What
 * reads HTML is loaded when it is asked for first, because that takes longer than most parses.
 */
export const parsers = {
  'waitz.live': async () => parseWaitzLive,
  'waitz.compare': async () => (await import('./waitz/compare.ts')).parseWaitzCompare,
} as const;

export type ParserName = keyof typeof parsers;
export type ParserOutput<P extends ParserName> = ReturnType<Awaited<ReturnType<(typeof parsers)[P]>>>;
