import type { UseQueryResult } from '@tanstack/react-query';
import type { Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors.ts';
import { useOperation } from '../../lib/queries.ts';
import { nightsOf } from './chosen-nights.ts';
import type { Stay } from './chosen-nights.ts';
import type { HutsView } from './huts-view.ts';

/** All watched huts; with a stay also whether so many beds are free on each of its nights. */
export function useHutList(
  { asOf, beds }: Pick<HutsView, 'asOf' | 'beds'>,
  stay: Stay | null,
): UseQueryResult<Output<'huts.list'>, AppError> {
  return useOperation(
    'huts.list',
    { asOf, nights: stay === null ? [] : nightsOf(stay), beds: stay === null ? 1 : beds },
    { keepsPrevious: true, refetchIntervalMs: 60_000 },
  );
}
