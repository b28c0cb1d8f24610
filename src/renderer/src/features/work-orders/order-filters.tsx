import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OrderSourceStanding } from '#shared/contract/work-orders.ts';
import { OrderFilter } from '#shared/contract/work-orders.ts';
import { formatNumber } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { MultiChoice } from '../../ui/multi-choice.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { isNarrowed } from './orders-view.ts';
import type { OrdersViewState } from './use-orders-view.ts';

const dues: readonly (readonly [OrderFilter['due'], string])[] = [
  ['any', 'Due at any time'],
  ['overdue', 'Overdue'],
  ['today', 'Due today'],
  ['week', 'Due this week'],
  ['later', 'Due later'],
  ['none', 'Without a due date'],
];

const listings: readonly (readonly [OrderFilter['listed'], string])[] = [
  ['open', 'Open'],
  ['missing', 'Missing'],
  ['all', 'All'],
];

interface OrderFiltersProps {
  readonly state: OrdersViewState;
  readonly sources: readonly OrderSourceStanding[];
}

/** Plain controls; what they say stands in the address. */
export function OrderFilters({ state, sources }: OrderFiltersProps): ReactNode {
  const { view, setFilter, clear } = state;
  const { filter } = view;
  const facets = useOperation('workOrders.facets', { sourceId: filter.sourceId }, { keepsPrevious: true }).data;
  return (
    <search className="filter-row order-filters" aria-label="Filter the orders">
      <SearchField
        label="Number, customer, store, address, project, PO or instructions"
        placeholder="Number or words"
        shortcut="Search the orders"
        text={filter.text}
        maxLength={200}
        onText={(text) => setFilter({ text })}
      />
      <SourceChoice state={state} sources={sources} />
      <FacetChoice
        label="Status"
        facet={facets?.statuses}
        chosen={filter.statuses}
        onChange={(statuses) => setFilter({ statuses })}
      />
      <FacetChoice
        label="Customer"
        facet={facets?.customers}
        chosen={filter.customers}
        onChange={(customers) => setFilter({ customers })}
      />
      <FacetChoice
        label="Brand"
        facet={facets?.brands}
        chosen={filter.brands}
        onChange={(brands) => setFilter({ brands })}
      />
      <FacetChoice
        label="Category"
        facet={facets?.categories}
        chosen={filter.categories}
        onChange={(categories) => setFilter({ categories })}
      />
      <Choice
        label="Due"
        value={filter.due}
        options={dues}
        onChange={(due) => setFilter({ due: OrderFilter.shape.due.parse(due) })}
      />
      <Choice
        label="Listed"
        value={filter.listed}
        options={listings}
        onChange={(listed) => setFilter({ listed: OrderFilter.shape.listed.parse(listed) })}
      />
      {isNarrowed(filter) ? (
        <Button look="quiet" onClick={clear}>
          <X size={14} aria-hidden="true" /> Clear
        </Button>
      ) : null}
    </search>
  );
}

/** Only where there is a choice. */
function SourceChoice({ state: { view, setFilter }, sources }: OrderFiltersProps): ReactNode {
  const { sourceId } = view.filter;
  if (sources.length < 2 && sourceId === null) return null;
  const known = sources.map((source) => [source.sourceId, source.sourceName] as const);
  const isKnown = sourceId === null || known.some(([id]) => id === sourceId);
  return (
    <Choice
      label="Source"
      value={sourceId ?? ''}
      options={[['', 'All sources'], ...known, ...(isKnown ? [] : [[sourceId, sourceId] as const])]}
      onChange={(id) => setFilter({ sourceId: id === '' ? null : id })}
    />
  );
}

interface FacetChoiceProps {
  readonly label: string;
  readonly facet: readonly { readonly value: string; readonly count: number }[] | undefined;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** As many as a filter takes. */
const MOST = 100;

function FacetChoice({ label, facet = [], chosen, onChange }: FacetChoiceProps): ReactNode {
  const known = new Set(facet.map(({ value }) => value));
  const counted = [
    ...facet.slice(0, MOST),
    ...chosen.filter((value) => !known.has(value)).map((value) => ({ value, count: 0 })),
  ];
  return (
    <MultiChoice
      label={label}
      options={counted.map(
        ({ value, count }) =>
          [
            value,
            <span key={value} className="order-facet">
              <span>{value === '' ? 'Not told' : value}</span> <span className="secondary">{formatNumber(count)}</span>
            </span>,
          ] as const,
      )}
      chosen={chosen}
      onChange={(values) => onChange([...values])}
    />
  );
}
