import { useSearchParams } from 'react-router';
import { readView } from './list-model.ts';
import type { ScheduleView } from './list-model.ts';
import { useEditParams, useSetParams } from '../../lib/use-set-params.ts';

export interface ScheduleViewState {
  readonly view: ScheduleView;
  readonly set: (changes: Readonly<Partial<Record<'q' | 'state', string>>>) => void;
  readonly clear: () => void;
}

/** Search and state of the list, held in the address. */
export function useScheduleView(): ScheduleViewState {
  const [params] = useSearchParams();
  const set = useSetParams<'q' | 'state'>();
  const editParams = useEditParams();
  return {
    view: readView(params),
    set,
    clear: () => editParams(() => ({})),
  };
}
