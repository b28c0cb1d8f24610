import { useSearchParams } from 'react-router';
import { readRunsView } from './run-filter.ts';
import type { RunsParam, RunsView } from './run-filter.ts';
import { useEditParams, useSetParams } from '../../lib/use-set-params.ts';

export interface RunsViewState {
  readonly view: RunsView;
  readonly set: (changes: Readonly<Partial<Record<RunsParam, string>>>) => void;
  readonly clear: () => void;
}

/** The filters of the page, held in the address. */
export function useRunsView(): RunsViewState {
  const [params] = useSearchParams();
  const set = useSetParams<RunsParam>();
  const editParams = useEditParams();
  return {
    view: readRunsView(params),
    set,
    clear: () => editParams(() => ({})),
  };
}
