import { useSearchParams } from 'react-router';
import { readView } from './list-model.ts';
import type { ScheduleView } from './list-model.ts';

/** Search and state of the list, held in the address. */
export function useScheduleView(): {
  readonly view: ScheduleView;
  readonly set: (name: 'q' | 'state', value: string) => void;
  readonly clear: () => void;
} {
  const [params, setParams] = useSearchParams();
  return {
    view: readView(params),
    set: (name, value) =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    clear: () => setParams({}, { replace: true }),
  };
}
