import { useSearchParams } from 'react-router';
import { readListView } from './view-model.ts';
import type { ListView } from './view-model.ts';

type ListParam = 'q' | 'status' | 'source' | 'sort' | 'dir' | 'add';

/** Filters and order of the list, held in the address. */
export function useListView(): {
  readonly view: ListView;
  readonly isAdding: boolean;
  readonly set: (changes: Readonly<Partial<Record<ListParam, string>>>) => void;
  readonly clear: () => void;
} {
  const [params, setParams] = useSearchParams();
  return {
    view: readListView(params),
    isAdding: params.has('add'),
    set: (changes) =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    clear: () => setParams({}, { replace: true }),
  };
}
