import type { HutRow } from '#shared/model/hut.ts';
import { formatCount } from '../../lib/format.ts';
import { verdictWords } from './chosen-nights.ts';

/** A hut of the map in words: "Cabane X: Yes (least free 6)". */
export function pointWords({ name, offer }: HutRow): string {
  return `${name}: ${offer === null ? 'Not known' : verdictWords(offer)}`;
}

/** What the map shows, in one sentence: "24 huts shown: 12 with enough beds, 8 with too few, 4 not known." */
export function mapSentence(rows: readonly HutRow[]): string {
  const count = (verdict: string): number => rows.filter((row) => (row.offer?.verdict ?? 'unknown') === verdict).length;
  return `${formatCount(rows.length, 'hut', 'huts')} shown: ${count('fits')} with enough beds, ${count('full')} with too few, ${count('unknown')} not known.`;
}
