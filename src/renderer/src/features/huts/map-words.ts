import type { HutRow } from '#shared/model/hut.ts';
import { formatCount } from '../../lib/format.ts';
import { verdictWords } from './chosen-nights.ts';

/** A hut of the map in words: "Cabane X: Yes (least free 6)". */
export function pointWords({ name, offer }: HutRow): string {
  return `${name}: ${offer === null ? 'Not known' : verdictWords(offer)}`;
}

/** What the map shows, in one sentence: "Of 24 huts 12 fit, 8 have too few beds and 4 are not known." */
export function mapSentence(rows: readonly HutRow[]): string {
  const count = (verdict: string): number => rows.filter((row) => (row.offer?.verdict ?? 'unknown') === verdict).length;
  return `Of ${formatCount(rows.length, 'hut', 'huts')} shown ${count('fits')} fit, ${count('full')} have too few beds and ${count('unknown')} are not known.`;
}
