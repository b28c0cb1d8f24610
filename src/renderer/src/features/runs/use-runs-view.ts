import { useSearchParams } from 'react-router';
import { readRunsView } from './run-filter.ts';
import type { RunsParam, RunsView } from './run-filter.ts';

export interface RunsViewState {
  readonly view: RunsView;
  readonly set: (param: RunsParam, value: string) => void;
  readonly clear: () => void;
}

/** The filters of the page, held in the address. */
export function useRunsView(): RunsViewState {
  const [params, setParams] = useSearchParams();
  return {
    view: readRunsView(params),
    set: (param, value) =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          if (value === '') next.delete(param);
          else next.set(param, value);
          return next;
        },
        { replace: true },
      ),
    clear: () => setParams({}, { replace: true }),
  };
}
