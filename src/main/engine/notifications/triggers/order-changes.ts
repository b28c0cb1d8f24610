import type { OrderChangeType } from '#shared/model/work-order.ts';
import { newestOrderChange, type OrderNews, readOrderNews } from '../../store/order-news.ts';
import { type Finding, isChosen, type Look } from '../trigger.ts';
import { firstLines, instantWords } from '../words.ts';

/** More changes than this are told of at the next look. */
const mostRead = 5000;

/** What rules about changes of orders have in common: one finding for each run and source. */
export function findOrderChanges(
  look: Look,
  cursor: number | null,
  {
    types,
    sourceIds,
    toLine,
  }: {
    readonly types: readonly OrderChangeType[];
    readonly sourceIds: readonly string[] | null;
    readonly toLine: (change: OrderNews) => string;
  },
): { readonly findings: Finding[]; readonly cursor: number } {
  const { connection } = look.store;
  if (cursor === null) return { findings: [], cursor: newestOrderChange(connection) };
  const { changes, seenUntil } = readOrderNews(connection, types, { after: cursor, limit: mostRead });
  const byRun = new Map<string, OrderNews[]>();
  for (const change of changes.filter(({ sourceId }) => isChosen(sourceIds, sourceId))) {
    const run = `${change.sourceId}/${change.runId ?? `at ${change.seenAt}`}`;
    byRun.set(run, [...(byRun.get(run) ?? []), change]);
  }
  const findings = [...byRun].flatMap(([run, ofRun]) => toFinding(run, ofRun, toLine));
  return { findings, cursor: seenUntil };
}

function toFinding(run: string, changes: readonly OrderNews[], toLine: (change: OrderNews) => string): Finding[] {
  const [first] = changes;
  if (first === undefined) return [];
  const { sourceId, sourceName, number, seenAt } = first;
  const count = String(changes.length);
  const path = changes.length === 1 ? pathOfOrder(sourceId, number) : '/work-orders/changes';
  return [
    {
      // A run with more changes than are read at once is told of in several messages.
      cause: `${run}/${first.id}`,
      facts: { source: sourceName, count, orders: firstLines(changes.map(toLine)), at: instantWords(seenAt) },
      path,
      line: `${sourceName}: ${count}`,
      group: sourceName,
    },
  ];
}

/** The page of an order. */
export function pathOfOrder(sourceId: string, number: string): string {
  return `/work-orders/${encodeURIComponent(sourceId)}/${encodeURIComponent(number)}`;
}

/** Where an order is, in a few words; nothing of persons. */
export function placeOfOrder({
  customer,
  storeNumber,
  city,
}: Pick<OrderNews, 'customer' | 'storeNumber' | 'city'>): string {
  const parts = [customer, storeNumber, city].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}
