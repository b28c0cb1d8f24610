import type { OrderSourceStanding } from '#shared/contract/work-orders.ts';
import { formatAge, formatCount, formatNumber } from '../../lib/format.ts';

/** One sentence that is true of all sources together: `58 open orders, 3 overdue; read 12 min ago, complete.` */
export function ordersSentence(sources: readonly OrderSourceStanding[], now: number): string {
  if (sources.length === 0) return '';
  const read = sources.flatMap(({ lastChecked }) => (lastChecked === null ? [] : [lastChecked]));
  if (read.length === 0) return 'Never read yet: how many orders there are is unknown.';
  const sum = (of: (source: OrderSourceStanding) => number): number =>
    sources.reduce((total, source) => total + of(source), 0);
  const open = sum(({ openCount }) => openCount);
  const missing = sum(({ missingCount }) => missingCount);
  const counts = [
    formatCount(open, 'open order', 'open orders'),
    `${formatNumber(sum(({ overdueCount }) => overdueCount))} overdue`,
    missing === 0 ? '' : `${formatNumber(missing)} missing`,
  ].filter((part) => part !== '');
  return `${counts.join(', ')}; ${readWords(sources, Math.min(...read), now)}.`;
}

function readWords(sources: readonly OrderSourceStanding[], oldest: number, now: number): string {
  const age = `read ${formatAge(oldest, Math.max(oldest, now))}`;
  const unread = sources.filter(({ lastChecked }) => lastChecked === null).length;
  if (unread > 0) return `${age}, ${formatCount(unread, 'source', 'sources')} never read`;
  if (sources.every(isProven)) return `${age}, complete`;
  return `${age}, not proven complete`;
}

/** Whether the newest read of a source was proven complete. */
export function isProven({ lastChecked, lastComplete, doubts }: OrderSourceStanding): boolean {
  return lastChecked !== null && lastComplete === lastChecked && doubts.length === 0;
}
