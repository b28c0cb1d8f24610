import type { OrderStretch } from '#shared/contract/work-orders.ts';
import { formatList } from '../../lib/format.ts';
import { orderFieldWord } from './order-words.ts';

/** What began with a stretch: `First seen`, `Status and Due changed`, `Gone from the list`. */
export function stretchWords({ isListed, changedFields }: OrderStretch, isFirst: boolean): string {
  if (!isListed) return 'Gone from the list';
  if (isFirst) return 'First seen';
  if (changedFields.length === 0) return 'Listed again, unchanged';
  return `${formatList(changedFields.map(orderFieldWord))} changed`;
}
