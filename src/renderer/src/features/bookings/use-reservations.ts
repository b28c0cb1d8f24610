import { useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReservationRow } from '#shared/contract/bookings.ts';
import type { Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors.ts';
import { call } from '../../lib/api.ts';
import type { FindFilter } from './find-view.ts';

const PAGE = 50;

type FindPage = Output<'bookings.find'>;

export interface Reservations {
  /** Undefined until the first page is there. */
  readonly rows: readonly ReservationRow[] | undefined;
  readonly error: AppError | null;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** Reservations that a filter lets through, page by page. */
export function useReservations(filter: FindFilter): Reservations {
  const query = useInfiniteQuery<
    FindPage,
    AppError,
    InfiniteData<FindPage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ['bookings.find', 'pages', filter],
    initialPageParam: null,
    queryFn: ({ pageParam }) => call('bookings.find', { ...filter, after: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.next,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.reservations), [data]);
  return {
    rows,
    error,
    hasMore: hasNextPage,
    isReading: isFetchingNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    retry: () => void (data === undefined ? query.refetch() : fetchNextPage()),
  };
}
