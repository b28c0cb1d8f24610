import { useRef, useState } from 'react';
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
  // What comes of a run that was reset, or run anew since, is about something else than what is shown.
  const latest = useRef(0);
  const begin = (next: Standing<Output<N>>): ((came: Standing<Output<N>>) => void) => {
    latest.current += 1;
    const mine = latest.current;
    setStanding(next);
    return (came) => {
      if (latest.current === mine) setStanding(came);
    };
  };
  return {
    ...standing,
    reset: () => void begin(nothing),
    run: async (input) => {
      const end = begin({ ...nothing, isPending: true });
      try {
        const data = await call(name, input);
        end({ ...nothing, data });
        return data;
      } catch (thrown) {
        end({ ...nothing, error: toAppError(thrown) });
        return null;
      }
    },
  };
}
