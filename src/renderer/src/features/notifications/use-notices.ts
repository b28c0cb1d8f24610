import { useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import type { Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors.ts';
import type { Notice } from '#shared/model/notification.ts';
import { call } from '../../lib/api.ts';

const PAGE = 50;

type Page = Output<'notifications.notices'>;

export interface NoticeFilter {
  readonly ruleId: string | null;
  readonly isTroubled: boolean;
}

export interface NoticeList {
  /** Newest first; undefined until the first page is there. */
  readonly notices: readonly Notice[] | undefined;
  readonly error: AppError | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** The log page by page; every page shown is read anew when the main process says that something changed. */
export function useNotices(filter: NoticeFilter): NoticeList {
  const query = useInfiniteQuery<Page, AppError, InfiniteData<Page>, readonly unknown[], number | null>({
    queryKey: ['notifications.notices', filter],
    initialPageParam: null,
    queryFn: ({ pageParam }) => call('notifications.notices', { ...filter, after: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.next,
  });
  return {
    notices: query.data?.pages.flatMap(({ notices }) => notices),
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void (query.data === undefined ? query.refetch() : query.fetchNextPage()),
  };
}
