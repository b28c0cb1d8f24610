import { useSearchParams } from 'react-router';
import { readListView } from './view-model.ts';
import type { ListView } from './view-model.ts';
import { useEditParams, useSetParams } from '../../lib/use-set-params.ts';

type ListParam = 'q' | 'status' | 'source' | 'sort' | 'dir' | 'add';

/** Filters and order of the list, held in the address. */
export function useListView(): {
  readonly view: ListView;
  readonly isAdding: boolean;
  readonly set: (changes: Readonly<Partial<Record<ListParam, string>>>) => void;
  readonly clear: () => void;
} {
  const [params] = useSearchParams();
  const set = useSetParams<ListParam>();
  const editParams = useEditParams();
  return {
    view: readListView(params),
    isAdding: params.has('add'),
    set,
    clear: () => editParams(() => ({})),
  };
}
