import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { stateFilters } from './list-model.ts';
import type { ScheduleView } from './list-model.ts';
import type { ScheduleViewState } from './use-schedule-view.ts';

interface FilterRowProps {
  readonly view: ScheduleView;
  readonly shown: number;
  readonly total: number;
  readonly onSet: ScheduleViewState['set'];
  readonly onClear: () => void;
}

/** Search and state; what they say stands in the address. */
export function FilterRow({ view, shown, total, onSet, onClear }: FilterRowProps): ReactNode {
  const search = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search the schedules', () => search.current?.focus());
  const isFiltered = view.search !== '' || view.state !== 'any';
  return (
    <search className="filter-row" aria-label="Filter the schedules">
      <span className="filter-row__search">
        <Search size={14} aria-hidden="true" />
        <input
          ref={search}
          className="input"
          type="search"
          aria-label="Search by name, id or rule"
          placeholder="Search by name, id or rule"
          value={view.search}
          onChange={(event) => onSet({ q: event.target.value })}
        />
      </span>
      <select
        className="select"
        aria-label="State"
        value={view.state}
        onChange={(event) => onSet({ state: event.target.value === 'any' ? '' : event.target.value })}
      >
        {Object.entries(stateFilters).map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
      <span className="filter-row__end">
        {isFiltered ? (
          <>
            <output className="secondary">
              {shown} of {total}
            </output>
            <Button look="quiet" onClick={onClear}>
              <X size={14} aria-hidden="true" /> Clear
            </Button>
          </>
        ) : null}
      </span>
    </search>
  );
}
