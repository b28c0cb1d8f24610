import { useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import type { WorkOrderChange } from '#shared/model/work-order.ts';
import { call } from '../../lib/api.ts';
import type { ChangeType } from './change-words.ts';

const PAGE = 100;

export interface ChangesFilter {
  readonly sourceId: string | null;
  readonly types: ChangeType[];
  readonly text: string;
}

export interface OrderChanges {
  /** Undefined until the first page is there. */
  readonly changes: readonly WorkOrderChange[] | undefined;
  readonly error: AppError | null;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

type ChangePage = Output<'workOrders.changes'>;

/** Changes of orders, newest first, page by page. */
export function useOrderChanges(filter: ChangesFilter): OrderChanges {
  const query = useInfiniteQuery<
    ChangePage,
    AppError,
    InfiniteData<ChangePage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ['workOrders.changes', 'pages', filter],
    initialPageParam: null,
    queryFn: ({ pageParam }) => call('workOrders.changes', { ...filter, after: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.next,
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage } = query;
  const changes = useMemo(() => data?.pages.flatMap((page) => page.changes), [data]);
  return {
    changes,
    error: error === null ? null : toAppError(error),
    hasMore: hasNextPage,
    isReading: isFetching,
    loadMore: () => {
      if (hasNextPage && !isFetching && error === null) void fetchNextPage();
    },
    retry: () => void (data === undefined ? query.refetch() : fetchNextPage()),
  };
}
