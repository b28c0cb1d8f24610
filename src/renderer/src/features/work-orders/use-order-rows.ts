import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import type { OrderFilter, OrderSort } from '#shared/contract/work-orders.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import type { WorkOrderRow } from '#shared/model/work-order.ts';
import { call } from '../../lib/api.ts';
import type { Span } from '../../lib/grid-window.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { BLOCK, blocksFor } from './order-blocks.ts';

type ListAnswer = Output<'workOrders.list'>;

/** Which orders are asked for, and in which order. */
export interface OrderQuestion {
  readonly filter: OrderFilter;
  readonly sort: OrderSort;
}

/** Blocks that are only passed by while one scrolls are not asked for. */
const REST_MS = 60;

export interface OrderTotal {
  /** How many orders there are in all; null until the first answer. */
  readonly total: number | null;
  readonly error: AppError | null;
  /** The question that it answers: the one before until there is an answer to the next. */
  readonly question: OrderQuestion;
  readonly retry: () => void;
}

function blockQuery(question: OrderQuestion, block: number) {
  const input = { ...question, offset: block * BLOCK, limit: BLOCK };
  return { queryKey: ['workOrders.list', input], queryFn: () => call('workOrders.list', input) };
}

/** How many orders a question finds, which must be the same object as long as it is the same. The answer before stays until the next one is there. */
export function useOrderTotal(question: OrderQuestion): OrderTotal {
  const first = useQuery<ListAnswer>({ ...blockQuery(question, 0), placeholderData: keepPreviousData });
  const [answered, setAnswered] = useState(question);
  if (answered !== question && first.data !== undefined && !first.isPlaceholderData) setAnswered(question);
  return {
    total: first.data?.total ?? null,
    error: first.error === null ? null : toAppError(first.error),
    question: answered,
    retry: () => void first.refetch(),
  };
}

export interface OrderRows {
  /** A row by its place; null while it is being read. */
  readonly rowAt: (index: number) => WorkOrderRow | null;
  readonly error: AppError | null;
  readonly retry: () => void;
}

/** The rows that are drawn, read block by block and kept for when one scrolls back. */
export function useOrderRows(question: OrderQuestion, drawn: Span, total: number): OrderRows {
  const client = useQueryClient();
  const wanted = useDebounced(blocksFor(drawn, total).join(' '), REST_MS);
  const queries = useMemo(
    () => wanted.split(' ').map((block) => blockQuery(question, Number(block))),
    [question, wanted],
  );
  const combine = useCallback(
    (answers: UseQueryResult<ListAnswer>[]) => ({
      blocks: new Map(wanted.split(' ').map((block, index) => [Number(block), answers[index]?.data?.rows])),
      error: answers.find((answer) => answer.error !== null)?.error ?? null,
    }),
    [wanted],
  );
  const { blocks, error } = useQueries({ queries, combine });
  return {
    rowAt: (index) => blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK] ?? null,
    error: error === null ? null : toAppError(error),
    retry: () =>
      void client.refetchQueries({ queryKey: ['workOrders.list'], predicate: ({ state }) => state.error !== null }),
  };
}
