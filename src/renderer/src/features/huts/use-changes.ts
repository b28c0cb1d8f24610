import { useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors.ts';
import type { HutChange } from '#shared/model/hut.ts';
import { call } from '../../lib/api.ts';
import type { ChangesFilter } from './changes-model.ts';

const PAGE = 50;
/** A screenful: as many changes are looked for before the person is asked whether to go on. */
const SCREENFUL = 40;

type ChangePage = Output<'huts.changes'>;

export interface Changes {
  /** Undefined until the first page is there. */
  readonly changes: readonly HutChange[] | undefined;
  readonly error: AppError | null;
  /** Older changes may follow. False only when the store said that it has come to the end. */
  readonly hasMore: boolean;
  /** Goes through older changes, which may take many pages where few of them match. */
  readonly isLooking: boolean;
  readonly stop: () => void;
  readonly loadMore: () => void;
  /** Goes on by itself as the end of the list comes into view. */
  readonly onNearEnd: () => void;
  readonly retry: () => void;
}

/** Changes, newest first, page by page. A page may hold few or none although older ones match: then the next one is asked. */
export function useChanges(filter: ChangesFilter): Changes {
  const key = JSON.stringify(filter);
  const [asked, setAsked] = useState({ key, wanted: SCREENFUL, isStopped: false });
  const { wanted, isStopped } = asked.key === key ? asked : { wanted: SCREENFUL, isStopped: false };
  const query = useInfiniteQuery<
    ChangePage,
    AppError,
    InfiniteData<ChangePage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ['huts.changes', 'pages', filter],
    initialPageParam: null,
    queryFn: ({ pageParam }) => call('huts.changes', { ...filter, after: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.next,
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage } = query;
  const changes = useMemo(() => data?.pages.flatMap((page) => page.changes), [data]);
  const isLooking = changes !== undefined && hasNextPage && changes.length < wanted && !isStopped && error === null;
  useEffect(() => {
    if (isLooking && !isFetching) void fetchNextPage();
  }, [isLooking, isFetching, fetchNextPage, data]);
  const loadMore = (): void => setAsked({ key, wanted: (changes?.length ?? 0) + SCREENFUL, isStopped: false });
  return {
    changes,
    error,
    hasMore: hasNextPage,
    isLooking,
    stop: () => setAsked({ key, wanted, isStopped: true }),
    loadMore,
    onNearEnd: () => {
      if (hasNextPage && !isLooking && !isStopped && error === null) loadMore();
    },
    retry: () => void (data === undefined ? query.refetch() : fetchNextPage()),
  };
}
