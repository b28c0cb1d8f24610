import { useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import type { Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors.ts';
import type { PlanAction, RunPlanRow } from '#shared/model/run-plan.ts';
import { call } from '../../lib/api.ts';

const PAGE = 100;

interface PlanRowList {
  /** Undefined until the first page is there. */
  readonly rows: readonly RunPlanRow[] | undefined;
  readonly error: AppError | null;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** Rows of a plan in their order, a page at a time; null lets every action or entity through. */
export function usePlanRows(runId: string, action: PlanAction | null, entity: string | null): PlanRowList {
  const query = useInfiniteQuery<
    Output<'plans.rows'>,
    AppError,
    InfiniteData<Output<'plans.rows'>, number>,
    readonly unknown[],
    number
  >({
    queryKey: ['plans.rows', { runId, action, entity }],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => call('plans.rows', { runId, after: pageParam, limit: PAGE, action, entity }),
    getNextPageParam: (page) => page.next,
  });
  return {
    rows: query.data?.pages.flatMap(({ rows }) => rows),
    error: query.error,
    hasMore: query.hasNextPage,
    isReading: query.isFetching,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void (query.data === undefined ? query.refetch() : query.fetchNextPage()),
  };
}
