import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RunFilter, RunPage } from '#shared/contract/runs.ts';
import type { AppError } from '#shared/errors.ts';
import type { Run } from '#shared/model/run.ts';
import { call, subscribe } from '../../lib/api.ts';
import { useOperation } from '../../lib/queries.ts';
import { catchUp, placeRun, runsOf } from './run-pages.ts';

const PAGE = 100;
/** A screenful: as many rows are looked for before the person is asked whether to go on. */
const SCREENFUL = 50;
const CATCH_UP_MS = 30_000;

type RunData = InfiniteData<RunPage, string | null>;

export interface RunList {
  /** Undefined until the first page is there. */
  readonly runs: readonly Run[] | undefined;
  readonly error: AppError | null;
  readonly hasMore: boolean;
  /** Looks through older runs, which may take many pages where few of them match. */
  readonly isLooking: boolean;
  /** How far back it has looked; null before that is known. */
  readonly lookedBackTo: number | null;
  readonly stop: () => void;
  readonly loadMore: () => void;
  /** Goes on by itself as the end of the rows comes into view. */
  readonly onNearEnd: () => void;
  readonly retry: () => void;
}

/**
 * The runs that a filter lets through, newest first and live, page by page as far as they are asked for. A page may hold
 * few runs or none although older ones match, because the store looks through a bounded number of rows at a time.
 */
export function useRuns(filter: RunFilter): RunList {
  const client = useQueryClient();
  const key = useMemo(() => ['runs.pages', filter] as const, [filter]);
  const [asked, setAsked] = useState({ filter, wanted: SCREENFUL, isStopped: false });
  const { wanted, isStopped } = asked.filter === filter ? asked : { wanted: SCREENFUL, isStopped: false };
  const query = useInfiniteQuery<RunPage, AppError, RunData, readonly unknown[], string | null>({
    queryKey: key,
    initialPageParam: null,
    queryFn: async ({ pageParam }) => {
      const page = await call('runs.list', { filter, before: pageParam, limit: PAGE });
      if (pageParam === null) client.setQueryData(['runs.list', headInput(filter)], page);
      return page;
    },
    getNextPageParam: (page) => page.nextBefore,
    staleTime: Infinity,
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage } = query;
  useLiveRuns(filter, key, data !== undefined, isFetching);
  const runs = useMemo(() => (data === undefined ? undefined : runsOf(data.pages)), [data]);
  const isLooking = runs !== undefined && hasNextPage && runs.length < wanted && !isStopped && error === null;
  useEffect(() => {
    if (isLooking && !isFetching) void fetchNextPage();
  }, [isLooking, isFetching, fetchNextPage, data]);
  const lookedBackTo = useLookedBackTo(data?.pages.at(-1)?.nextBefore ?? null, isLooking, runs?.at(-1));
  const loadMore = (): void => setAsked({ filter, wanted: (runs?.length ?? 0) + SCREENFUL, isStopped: false });
  return {
    runs,
    error,
    hasMore: hasNextPage,
    isLooking,
    lookedBackTo,
    stop: () => setAsked({ filter, wanted, isStopped: true }),
    loadMore,
    onNearEnd: () => {
      if (hasNextPage && !isLooking && !isStopped && error === null) loadMore();
    },
    retry: () => void (data === undefined ? query.refetch() : fetchNextPage()),
  };
}

function headInput(filter: RunFilter): { filter: RunFilter; before: null; limit: number } {
  return { filter, before: null, limit: PAGE };
}

/** Keeps the pages read up to date: by events, and by the newest page for what no event told. */
function useLiveRuns(filter: RunFilter, key: readonly unknown[], isRead: boolean, isFetching: boolean): void {
  const client = useQueryClient();
  const head = useOperation('runs.list', headInput(filter), { isEnabled: isRead, refetchIntervalMs: CATCH_UP_MS });
  const applied = useRef<RunPage | null>(null);
  // A page under way is put behind the pages as they were when it was asked for; what events told since is told again.
  const missed = useRef<Run[]>([]);
  const isBusy = useRef(isFetching);
  const change = useCallback(
    (changed: (pages: readonly RunPage[]) => readonly RunPage[]): void =>
      void client.setQueryData<RunData>(key, (data) => {
        if (data === undefined) return data;
        const pages = changed(data.pages);
        return { pages: [...pages], pageParams: data.pageParams.slice(0, pages.length) };
      }),
    [client, key],
  );
  useEffect(() => {
    isBusy.current = isFetching;
    if (isFetching) return;
    if (head.data !== undefined && head.data !== applied.current) {
      const page = head.data;
      applied.current = page;
      change((pages) => catchUp(pages, page, filter));
    }
    for (const run of missed.current.splice(0)) change((pages) => placeRun(pages, run, filter));
  }, [change, filter, head.data, isFetching]);
  useEffect(
    () =>
      subscribe('run.changed', (run) => {
        if (isBusy.current) missed.current.push(run);
        change((pages) => placeRun(pages, run, filter));
      }),
    [change, filter],
  );
}

/** When the run was made from which looking goes on: a page without runs does not say how far back it went. */
function useLookedBackTo(before: string | null, isLooking: boolean, oldest: Run | undefined): number | null {
  const last = useOperation(
    'runs.get',
    { id: before ?? '' },
    { isEnabled: isLooking && before !== null, keepsPrevious: true },
  );
  return last.data?.run.createdAt ?? oldest?.createdAt ?? null;
}
