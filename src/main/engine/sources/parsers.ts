import { parseHutAvailability } from './hut-reservation/parse-availability.ts';
import { parseHutInfo } from './hut-reservation/parse-info.ts';
import { parseWaitzLive } from './waitz/parse.ts';

/**
 * Loads every parser that the parse worker knows, by name. A parser takes a text and returns plain data, or throws. What
 * reads HTML is loaded when it is asked for first, because that takes longer than most parses.
 */
export const parsers = {
  'waitz.live': async () => parseWaitzLive,
  'waitz.compare': async () => (await import('./waitz/compare.ts')).parseWaitzCompare,
  'hut-reservation.availability': async () => parseHutAvailability,
  'hut-reservation.info': async () => parseHutInfo,
  'huts-org.week': async () => (await import('./huts-org/parse-week.ts')).parseHutsOrgWeek,
  'workfossa.sight': async () => (await import('./workfossa/parse-page.ts')).parsePortalSight,
  'workfossa.page': async () => (await import('./workfossa/parse-page.ts')).parsePortalPage,
  'workfossa.equipment': async () => (await import('./workfossa/parse-equipment.ts')).parseEquipment,
} as const;

export type ParserName = keyof typeof parsers;
export type ParserOutput<P extends ParserName> = ReturnType<Awaited<ReturnType<(typeof parsers)[P]>>>;
