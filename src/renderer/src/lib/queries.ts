import { QueryClient, keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { Input, OperationName, Output } from '#shared/contract/index.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { call } from './api.ts';
import { announce } from './notices.ts';

interface OperationOptions {
  readonly isEnabled?: boolean;
  /** Shows the answer of the input before while the next one is on its way. */
  readonly keepsPrevious?: boolean;
  readonly refetchIntervalMs?: number;
}

/** Everything is asked of the program's own main process, so being offline never pauses a question. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: 5_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Operations that need no input. */
export type PlainOperation = {
  [N in OperationName]: Record<never, never> extends Input<N> ? N : never;
}[OperationName];

/** Asks for what will be shown before it is drawn: the answer is there the sooner. */
export function askAhead(client: QueryClient, names: readonly PlainOperation[]): void {
  for (const name of names) void client.prefetchQuery({ queryKey: [name, {}], queryFn: () => call(name, {}) });
}

/** The answer of a query operation, kept under its name and input. */
export function useOperation<N extends OperationName>(
  name: N,
  input: Input<N>,
  options: OperationOptions = {},
): UseQueryResult<Output<N>, AppError> {
  return useQuery<Output<N>, AppError>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.isEnabled ?? true,
    ...(options.keepsPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchIntervalMs === undefined ? {} : { refetchInterval: options.refetchIntervalMs }),
  });
}

interface CommandOptions {
  /** The caller shows the failure itself. */
  readonly isQuiet?: boolean;
}

/** A command operation; its failure is announced unless the caller shows it. */
export function useCommand<N extends OperationName>(
  name: N,
  options: CommandOptions = {},
): UseMutationResult<Output<N>, AppError, Input<N>> {
  return useMutation<Output<N>, AppError, Input<N>>({
    mutationFn: (input) => call(name, input),
    onError: (error) => {
      if (options.isQuiet !== true) announce(toAppError(error).userMessage, 'failed');
    },
  });
}
