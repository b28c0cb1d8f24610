import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import type { useListView } from './use-list-view.ts';
import { isFiltered, sortKeys, statusFilters } from './view-model.ts';

interface FilterRowProps {
  readonly rows: readonly BuildingRow[];
  readonly shown: number;
  readonly list: ReturnType<typeof useListView>;
}

/** One row of plain controls; what they say stands in the address. */
export function FilterRow({ rows, shown, list }: FilterRowProps): ReactNode {
  const { view, set, clear } = list;
  const search = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search the buildings', () => search.current?.focus());
  const sources = [...new Map(rows.map((row) => [row.sourceId, row.sourceName]))];
  return (
    <search className="filter-row" aria-label="Filter the buildings">
      <span className="filter-row__search">
        <Search size={14} aria-hidden="true" />
        <input
          ref={search}
          className="input"
          type="search"
          aria-label="Search by name or code"
          placeholder="Search by name or code"
          value={view.search}
          onChange={(event) => set({ q: event.target.value })}
        />
      </span>
      <Choice
        label="Status"
        value={view.status}
        options={Object.entries(statusFilters)}
        onChange={(status) => set({ status: status === 'any' ? '' : status })}
      />
      {sources.length < 2 && view.source === '' ? null : (
        <Choice
          label="Source"
          value={view.source}
          options={[['', 'All sources'], ...sources]}
          onChange={(source) => set({ source })}
        />
      )}
      <Choice
        label="Sort by"
        value={`${view.sort}${view.isDescending ? '-desc' : ''}`}
        options={Object.entries(sortKeys).flatMap(([key, label]) => sortOptions(key, label))}
        onChange={(value) =>
          set({ sort: value.replace('-desc', '').replace(/^name$/, ''), dir: value.endsWith('-desc') ? 'desc' : '' })
        }
      />
      <span className="filter-row__end">
        {isFiltered(view) ? (
          <>
            <output className="secondary">
              {shown} of {rows.length}
            </output>
            <Button look="quiet" onClick={clear}>
              <X size={14} aria-hidden="true" /> Clear
            </Button>
          </>
        ) : null}
      </span>
    </search>
  );
}

function sortOptions(key: string, label: string): readonly (readonly [string, string])[] {
  if (key === 'name')
    return [
      ['name', 'Name, A to Z'],
      ['name-desc', 'Name, Z to A'],
    ];
  if (key === 'seen')
    return [
      ['seen', 'Seen, oldest first'],
      ['seen-desc', 'Seen, newest first'],
    ];
  return [
    [`${key}-desc`, `${label}, highest first`],
    [key, `${label}, lowest first`],
  ];
}
