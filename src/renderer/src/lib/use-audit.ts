import { useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Output } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors.ts';
import { call } from './api.ts';

const PAGE = 100;

/** The one thing whose history is wanted. */
export interface AuditSubject {
  readonly subjectKind: string;
  readonly subjectId: string;
}

type AuditPages = InfiniteData<Output<'audit.list'>, string | null>;

/** What was done by hand, to one thing or to all, newest first. */
export function useAudit(subject: AuditSubject | undefined): UseInfiniteQueryResult<AuditPages, AppError> {
  return useInfiniteQuery<Output<'audit.list'>, AppError, AuditPages, readonly unknown[], string | null>({
    queryKey: ['audit.list', 'pages', subject ?? null],
    initialPageParam: null,
    queryFn: ({ pageParam }) => call('audit.list', { ...subject, before: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.nextBefore,
  });
}
