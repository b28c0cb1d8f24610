import { useState } from 'react';
import type { Input, OperationName, Output } from '#shared/contract/index.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { call } from './api.ts';

interface Standing<T> {
  readonly isPending: boolean;
  readonly error: AppError | null;
  readonly data: T | undefined;
}

export interface SecretCommand<N extends OperationName> extends Standing<Output<N>> {
  /** Resolves with the answer; with null where it failed, which `error` then says. */
  readonly run: (input: Input<N>) => Promise<Output<N> | null>;
  /** Forgets what came of it. */
  readonly reset: () => void;
}

/** A command whose input holds a secret. Unlike `useCommand`, nothing keeps the input once it is handed over. */
export function useSecretCommand<N extends OperationName>(name: N): SecretCommand<N> {
  const nothing: Standing<Output<N>> = { isPending: false, error: null, data: undefined };
  const [standing, setStanding] = useState(nothing);
  return {
    ...standing,
    reset: () => setStanding(nothing),
    run: async (input) => {
      setStanding({ ...nothing, isPending: true });
      try {
        const data = await call(name, input);
        setStanding({ ...nothing, data });
        return data;
      } catch (thrown) {
        setStanding({ ...nothing, error: toAppError(thrown) });
        return null;
      }
    },
  };
}
